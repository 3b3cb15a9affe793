//! The figures of a score without their ledger, and the two ways into the one computation.

use std::borrow::Cow;

use super::ledger::{Ledger, Recorder, Silent};
use super::{EngagementEvaluation, Evaluation, FitEvaluation, Matcher, Subject, engagement, fit};
use crate::model::{Action, Facts, Model, Sources};
use crate::{Activity, Attributes, Grade, Instant, Level, Points, Rating};

/// The score of one contact under one model, without its ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Score {
    /// Whether the model is meant for this contact; when not, the rest is 0.00, D4, watch.
    pub applies: bool,
    /// 0.00 to 100.00.
    pub fit: Points,
    /// 0.00 to 100.00.
    pub engagement: Points,
    /// From fit; D when knocked out.
    pub grade: Grade,
    /// From engagement.
    pub level: Level,
    /// Percent of the fit's weight that something is known about.
    pub completeness: u8,
    /// Whether a knock-out holds.
    pub knocked_out: bool,
    /// Orders contacts of one rating.
    pub rank: Points,
    /// What to do; never a hand-off when knocked out.
    pub action: Action,
    /// 1 is called first.
    pub priority: u8,
    /// Hours in which sales must respond, for a hand-off.
    pub sla_hours: Option<u32>,
    /// The latest activity up to `as_of`.
    pub last_activity: Option<Instant>,
}

impl Score {
    /// The cell of the matrix.
    pub const fn rating(&self) -> Rating {
        Rating::new(self.grade, self.level)
    }

    const fn not_applying(last_activity: Option<Instant>) -> Self {
        Self {
            applies: false,
            fit: Points::ZERO,
            engagement: Points::ZERO,
            grade: Grade::D,
            level: Level::FOUR,
            completeness: 0,
            knocked_out: false,
            rank: Points::ZERO,
            action: Action::Watch,
            priority: 99,
            sla_hours: None,
            last_activity,
        }
    }
}

/// The fit of a contact or of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FitScore {
    /// 0.00 to 100.00.
    pub fit: Points,
    /// D when knocked out.
    pub grade: Grade,
    /// Percent of the weight that something is known about.
    pub completeness: u8,
    /// Whether a knock-out holds.
    pub knocked_out: bool,
}

impl Model {
    /// Scores a contact at a moment, without a ledger: for many contacts at once. Facts must be those known at
    /// `as_of`; activities after it are not looked at. `matcher` must cover the table of kinds that the activities
    /// refer to.
    pub fn score(&self, subject: &Subject<'_>, matcher: &Matcher, as_of: Instant) -> Score {
        let sorted = in_order(subject.activities);
        self.compute(&Subject { activities: &sorted, ..*subject }, matcher, as_of, &mut Silent)
    }

    /// The same with its ledger, which adds up to the score exactly.
    pub fn evaluate(&self, subject: &Subject<'_>, matcher: &Matcher, as_of: Instant) -> Evaluation {
        let mut recorder = Recorder::new(matcher, as_of);
        // Simultaneous activities by what they are, so that the order of rows does not show in the evidence.
        let mut sorted = subject.activities.to_vec();
        sorted.sort_by_key(|activity| (activity.at, matcher.kind(activity.kind)));
        let score = self.compute(&Subject { activities: &sorted, ..*subject }, matcher, as_of, &mut recorder);
        self.evaluation(score, recorder, as_of)
    }

    /// The fit of an account; `None` when the model says nothing about companies.
    pub fn account_score(&self, account: &Attributes, as_of: Instant) -> Option<FitScore> {
        let rules = self.account.fit.as_ref()?;
        Some(fit::compute(rules, &self.account_facts(account, as_of), &mut Silent))
    }

    /// The fit of an account with its ledger; `None` when the model says nothing about companies.
    pub fn account_fit(&self, account: &Attributes, as_of: Instant) -> Option<FitEvaluation> {
        let rules = self.account.fit.as_ref()?;
        let matcher = Matcher::default();
        let mut recorder = Recorder::new(&matcher, as_of);
        let score = fit::compute(rules, &self.account_facts(account, as_of), &mut recorder);
        Some(FitEvaluation::of(score, &mut recorder))
    }

    fn account_facts<'a>(&'a self, account: &'a Attributes, as_of: Instant) -> Facts<'a> {
        let sources = Sources { contact: None, account: Some(account), relationship: None };
        Facts::new(&self.attributes, sources, as_of)
    }

    /// The one computation; activities are in order of time.
    fn compute<L: Ledger>(
        &self,
        subject: &Subject<'_>,
        matcher: &Matcher,
        as_of: Instant,
        ledger: &mut L,
    ) -> Score {
        let sources = Sources {
            contact: Some(subject.contact),
            account: subject.account,
            relationship: subject.relationship,
        };
        let facts = Facts::new(&self.attributes, sources, as_of);
        let existing = subject.activities.partition_point(|activity| activity.at <= as_of);
        let activities = subject.activities.get(..existing).unwrap_or_default();
        let last_activity = activities.last().map(|activity| activity.at);
        if self.applies_to.as_ref().is_some_and(|condition| !condition.holds(&facts)) {
            return Score::not_applying(last_activity);
        }
        let fit = fit::compute(&self.fit, &facts, ledger);
        let (engagement, level, rank) = match &self.engagement {
            Some(rules) => {
                let past = engagement::Past { activities, adjustments: subject.adjustments, matcher, as_of };
                let points = engagement::compute(rules, &past, &facts, ledger);
                (points, rules.levels.level(points), self.rank(fit.fit, points))
            }
            None => (Points::ZERO, Level::FOUR, fit.fit),
        };
        let cell = self.matrix.cell(Rating::new(fit.grade, level));
        let forbidden = fit.knocked_out && cell.action == Action::HandOff;
        Score {
            applies: true,
            fit: fit.fit,
            engagement,
            grade: fit.grade,
            level,
            completeness: fit.completeness,
            knocked_out: fit.knocked_out,
            rank,
            action: if forbidden { Action::Watch } else { cell.action },
            priority: cell.priority,
            sla_hours: cell.sla_hours.filter(|_| !forbidden),
            last_activity,
        }
    }

    /// share × fit + (1 − share) × engagement, exact, then rounded half to even.
    fn rank(&self, fit: Points, engagement: Points) -> Points {
        let share = self.fit_share.hundredths();
        let whole = Points::HUNDRED.hundredths();
        let sum = share * fit.hundredths() + (whole - share) * engagement.hundredths();
        Points::from_ratio(i128::from(sum), i128::from(whole))
    }

    fn evaluation(&self, score: Score, mut recorder: Recorder<'_>, as_of: Instant) -> Evaluation {
        let fit = FitScore {
            fit: score.fit,
            grade: score.grade,
            completeness: score.completeness,
            knocked_out: score.knocked_out,
        };
        let engagement = EngagementEvaluation {
            score: score.engagement,
            level: score.level,
            lines: std::mem::take(&mut recorder.engagement),
        };
        let when_applies = score.applies;
        Evaluation {
            model: self.name.clone(),
            as_of,
            applies: when_applies,
            fit: when_applies.then(|| FitEvaluation::of(fit, &mut recorder)),
            engagement: when_applies.then_some(engagement),
            rating: when_applies.then(|| score.rating()),
            action: when_applies.then_some(score.action),
            sla_hours: score.sla_hours,
            priority: when_applies.then_some(score.priority),
            play: self.matrix.cell(score.rating()).play.clone().filter(|_| when_applies),
            rank: when_applies.then_some(score.rank),
            last_activity: score.last_activity,
        }
    }
}

impl FitEvaluation {
    fn of(score: FitScore, recorder: &mut Recorder<'_>) -> Self {
        let knocked_out_by = std::mem::take(&mut recorder.knock_outs);
        Self {
            score: score.fit,
            grade: score.grade,
            completeness: score.completeness,
            lines: std::mem::take(&mut recorder.fit),
            knock_outs: knocked_out_by.iter().map(|reason| reason.rule.clone()).collect(),
            knocked_out_by,
        }
    }
}

fn in_order(activities: &[Activity]) -> Cow<'_, [Activity]> {
    if activities.is_sorted_by_key(|activity| activity.at) {
        return Cow::Borrowed(activities);
    }
    let mut sorted = activities.to_vec();
    sorted.sort_unstable();
    Cow::Owned(sorted)
}
