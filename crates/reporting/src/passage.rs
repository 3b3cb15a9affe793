//! One lead as reports read it: a compact row from which every measure can be counted.
//!
//! Each measure of this crate folds over *grouped counts*, as a database gives them with `GROUP BY`; a [`Passage`] gives
//! the same groups for one lead, with the count 1. So a figure is the same whether it is counted from 300,000 rows in
//! memory, from a handful of groups, or from the log.

use bareme_scoring::{Currency, Instant, Lead, Points, Rating, Stage};

use crate::{Counts, Exit, Fate, PipelineCounts, SlaFate};

/// Not reached.
const NEVER: i64 = i64::MIN;

/// One lead: when it reached each stage, and what reports ask of it. 136 bytes, copied freely.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Passage {
    /// Milliseconds since 1970, in the order of [`Stage::ALL`].
    pub(crate) reached: [i64; 10],
    /// A bit for each stage whose date is not known but that of the next one.
    pub(crate) implied: u16,
    /// Until when sales must respond.
    pub due_at: Option<Instant>,
    /// Nobody answered, and that counted as acceptance.
    pub accepted_by_default: bool,
    /// The rating at MQL.
    pub rating: Option<Rating>,
    /// Amount of the opportunity.
    pub amount: Option<Points>,
    /// Its currency.
    pub currency: Option<Currency>,
}

impl Default for Passage {
    fn default() -> Self {
        Self {
            reached: [NEVER; 10],
            implied: 0,
            due_at: None,
            accepted_by_default: false,
            rating: None,
            amount: None,
            currency: None,
        }
    }
}

impl From<&Lead> for Passage {
    fn from(lead: &Lead) -> Self {
        let mut passage = Self {
            due_at: lead.sla_due_at,
            accepted_by_default: lead.accepted_by_default,
            rating: lead.rating,
            amount: lead.amount,
            currency: lead.currency.as_deref().and_then(Currency::from_code),
            ..Self::default()
        };
        for stage in Stage::ALL {
            if let Some(reached) = lead.reached(stage) {
                passage = passage.with(stage, reached.at, reached.implied);
            }
        }
        passage
    }
}

impl Passage {
    /// The passage with a stage reached; `implied` when its date is that of the next stage, for want of another.
    #[must_use]
    pub fn with(mut self, stage: Stage, at: Instant, implied: bool) -> Self {
        if let Some(place) = self.reached.get_mut(stage as usize) {
            *place = at.millis();
        }
        let bit = 1 << (stage as usize);
        self.implied = if implied { self.implied | bit } else { self.implied & !bit };
        self
    }

    /// When a stage was reached, implied or not.
    pub fn reached(&self, stage: Stage) -> Option<Instant> {
        self.reached.get(stage as usize).filter(|at| **at != NEVER).map(|at| Instant::from_millis(*at))
    }

    /// When a stage was reached, where the date itself is known.
    pub fn dated(&self, stage: Stage) -> Option<Instant> {
        self.reached(stage).filter(|_| self.implied & (1 << (stage as usize)) == 0)
    }

    /// The lead as it stood at a moment: what happened later has not happened. Rating and amount stay as they are now.
    #[must_use]
    pub fn known_at(mut self, moment: Instant) -> Self {
        for at in self.reached.iter_mut().filter(|at| **at > moment.millis()) {
            *at = NEVER;
        }
        self.accepted_by_default &= self.reached(Stage::Sal).is_some();
        self
    }

    /// What it adds to a funnel in cohort view.
    pub fn counts(&self) -> Counts {
        let Some(mql) = self.reached(Stage::Mql) else { return Counts::default() };
        let count = |stage| u64::from(self.reached(stage).is_some());
        let (sal, rejected) = (count(Stage::Sal), count(Stage::Rejected));
        Counts {
            mql: 1,
            sal,
            implied_sal: u64::from(sal == 1 && self.dated(Stage::Sal).is_none()),
            sql: count(Stage::Sql),
            opportunity: count(Stage::Opportunity),
            won: count(Stage::Won),
            rejected,
            recycled: count(Stage::Recycled),
            disqualified: count(Stage::Disqualified),
            lost: count(Stage::Lost),
            oldest_undecided: (sal + rejected == 0).then_some(mql),
        }
    }

    /// The stage that it left a stage for; `None` when it never stood there or still does.
    pub fn next(&self, stage: Stage) -> Option<Stage> {
        self.reached(stage)?;
        let nexts: &[Stage] = match stage {
            Stage::Inquiry => &[Stage::Mql],
            Stage::Mql => &[Stage::Sal, Stage::Rejected],
            Stage::Sal => &[Stage::Sql, Stage::Recycled, Stage::Disqualified],
            Stage::Sql => &[Stage::Opportunity],
            Stage::Opportunity => &[Stage::Won, Stage::Lost],
            Stage::Rejected => &[Stage::Recycled, Stage::Disqualified],
            Stage::Won | Stage::Recycled | Stage::Disqualified | Stage::Lost => &[],
        };
        nexts.iter().copied().find(|next| self.reached(*next).is_some())
    }

    /// Whether it stands at a stage.
    pub fn stands_at(&self, stage: Stage) -> bool {
        self.reached(stage).is_some() && self.next(stage).is_none()
    }

    /// Milliseconds in a stage that it has left; `None` when one of the dates is implied, as such a time says nothing.
    pub fn time_in(&self, stage: Stage) -> Option<i64> {
        self.time_between(stage, self.next(stage)?)
    }

    /// Milliseconds from one stage to another that it reached, both dates known.
    pub fn time_between(&self, from: Stage, to: Stage) -> Option<i64> {
        Some(self.dated(to)?.millis_since(self.dated(from)?))
    }

    /// What became of it on the way between two stages, until `as_of`; `None` when it never reached the first.
    /// A date that is implied counts as it stands: it is known to have happened by then.
    pub fn exit(&self, from: Stage, to: Stage, as_of: Instant) -> Option<Exit> {
        let known = |stage| self.reached(stage).filter(|at| *at <= as_of);
        let entered = known(from)?;
        let refused = [Stage::Rejected, Stage::Recycled, Stage::Disqualified];
        let (at, fate) = if let Some(at) = known(to) {
            (at, Fate::Converted)
        } else if let Some(at) = known(Stage::Lost) {
            (at, Fate::Lost)
        } else if let Some(at) = refused.into_iter().filter_map(known).min() {
            (at, Fate::Refused)
        } else {
            (as_of, Fate::Open)
        };
        Some(Exit { millis: at.millis_since(entered).max(0), fate, count: 1 })
    }

    /// When sales responded, by accepting or rejecting itself, where the date is known.
    pub fn answered_at(&self) -> Option<Instant> {
        let answer = self.dated(Stage::Sal).or_else(|| self.dated(Stage::Rejected));
        answer.filter(|_| !self.accepted_by_default)
    }

    /// How sales kept the time to respond, by `as_of`; `None` where there is none, or where it is not known when sales
    /// responded.
    pub fn sla(&self, as_of: Instant) -> Option<SlaFate> {
        let due = self.due_at.filter(|_| self.reached(Stage::Mql).is_some_and(|at| at <= as_of))?;
        let known = self.known_at(as_of);
        let decided = known.reached(Stage::Sal).or_else(|| known.reached(Stage::Rejected)).is_some();
        match known.answered_at() {
            Some(at) if at <= due => Some(SlaFate::InTime),
            Some(_) => Some(SlaFate::Late),
            None if known.accepted_by_default => Some(SlaFate::Defaulted),
            None if decided => None,
            None if due < as_of => Some(SlaFate::Overdue),
            None => Some(SlaFate::Waiting),
        }
    }

    /// What it adds to the pipeline; `None` when no opportunity was opened.
    pub fn pipeline(&self) -> Option<PipelineCounts> {
        self.reached(Stage::Opportunity)?;
        let (won, lost) = (self.reached(Stage::Won).is_some(), self.reached(Stage::Lost).is_some());
        let amount = self.amount.filter(|_| self.currency.is_some()).unwrap_or_default();
        Some(PipelineCounts {
            opportunities: 1,
            amount,
            won: u64::from(won),
            won_amount: if won { amount } else { Points::ZERO },
            lost: u64::from(lost),
        })
    }

    /// The currency of its amount; `None` without one or the other.
    pub fn pipeline_currency(&self) -> Option<Currency> {
        self.currency.filter(|_| self.amount.is_some())
    }
}
