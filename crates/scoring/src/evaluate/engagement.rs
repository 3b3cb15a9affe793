//! Engagement: signals that accumulate under a cap, tiers of which the best counts, penalties and adjustments.

use super::fit::{clip, evidence, share_of};
use super::ledger::Ledger;
use super::working::ShownSum;
use super::{Adjustment, Line, LineKind, Matcher, Working};
use crate::model::{
    CategoryRules, EngagementCategory, EngagementPenalty, EngagementRules, Facts, Recency, Signal, Tier,
};
use crate::{Activity, DAY_MS, Instant, Points};

/// What happened up to `as_of`.
pub(super) struct Past<'a> {
    /// In order of time, none after `as_of`.
    pub activities: &'a [Activity],
    pub adjustments: &'a [Adjustment],
    pub matcher: &'a Matcher,
    pub as_of: Instant,
}

pub(super) fn compute<L: Ledger>(
    rules: &EngagementRules,
    past: &Past<'_>,
    facts: &Facts<'_>,
    ledger: &mut L,
) -> Points {
    let tally = Tally::of(rules, past, ledger);
    let mut sum = Points::ZERO;
    for category in &rules.categories {
        sum += match &category.rules {
            CategoryRules::Accumulate { cap, signals } => {
                let members = signals.clone().filter_map(|index| Some((index, rules.signals.get(index)?)));
                accumulate(category, *cap, members, &tally, ledger)
            }
            CategoryRules::Tiers { rows } => {
                let members = rows.clone().filter_map(|index| Some((index, rules.tiers.get(index)?)));
                best_tier(category, rules.signals.len(), members, &tally, ledger)
            }
        };
    }
    for penalty in rules.penalties.iter().filter(|penalty| penalty_holds(penalty, past, facts)) {
        sum += penalty.points;
        ledger.engagement(|_| penalty_line(penalty, facts));
    }
    sum += adjust(past, ledger);
    let engagement = sum.clamp_to(Points::ZERO, Points::HUNDRED);
    if engagement != sum {
        ledger.engagement(|_| clip(engagement, sum));
    }
    engagement
}

/// What was counted for each rule.
struct Tally {
    signals: Vec<SignalTally>,
    tiers: Vec<u32>,
}

/// The running sum of one signal, exact or real by the curve of its decay.
#[derive(Clone, Copy, Default)]
struct SignalTally {
    /// Hundredths of points times the numerators of exact factors.
    exact: i128,
    /// Hundredths of points times real factors.
    real: f64,
    day: i64,
    used_today: i64,
    used_in_all: i64,
    activities: usize,
}

impl Tally {
    fn of<L: Ledger>(rules: &EngagementRules, past: &Past<'_>, ledger: &mut L) -> Self {
        let mut tally = Self {
            signals: vec![SignalTally::default(); rules.signals.len()],
            tiers: vec![0; rules.tiers.len()],
        };
        for activity in past.activities {
            let age_ms = past.as_of.millis_since(activity.at);
            for rule in past.matcher.rules(activity.kind) {
                let rule = *rule as usize;
                if let Some((signal, sums)) = rules.signals.get(rule).zip(tally.signals.get_mut(rule)) {
                    if let Some(worth) = sums.count(signal, activity.at.day(), age_ms) {
                        ledger.counted(rule, *activity, Some(worth));
                    }
                } else if let Some((tier, count)) = rule
                    .checked_sub(rules.signals.len())
                    .and_then(|row| rules.tiers.get(row).zip(tally.tiers.get_mut(row)))
                    && tier.within_ms.is_none_or(|within| age_ms <= within)
                {
                    *count += 1;
                    ledger.counted(rule, *activity, None);
                }
            }
        }
        tally
    }
}

impl SignalTally {
    /// Counts an activity as far as the limits leave room, and tells its points before decay, zero where no room
    /// is left, and its factor. One of which nothing is left does not exist for the signal.
    fn count(&mut self, signal: &Signal, day: i64, age_ms: i64) -> Option<(Points, f64)> {
        let factor = signal.decay.factor(age_ms)?;
        if self.day != day {
            self.day = day;
            self.used_today = 0;
        }
        let left =
            |limit: Option<Points>, used: i64| limit.map_or(i64::MAX, |limit| limit.hundredths() - used);
        let points = signal.points.hundredths();
        let room = points
            .abs()
            .min(left(signal.per_day, self.used_today))
            .min(left(signal.in_all, self.used_in_all));
        self.used_today += room;
        self.used_in_all += room;
        self.activities += 1;
        let counted = Points::from_hundredths(room * points.signum());
        Some((counted, self.add(counted, factor, signal)))
    }

    #[expect(clippy::cast_precision_loss, reason = "points and days are far below 2^53")]
    fn add(&mut self, counted: Points, factor: Recency, signal: &Signal) -> f64 {
        match factor {
            Recency::Exact(numerator) => {
                self.exact += i128::from(counted.hundredths()) * i128::from(numerator);
                numerator as f64 / signal.decay.curve.denominator() as f64
            }
            Recency::Real(factor) => {
                self.real += counted.hundredths() as f64 * factor;
                factor
            }
        }
    }

    /// weight × sum / cap, rounded once.
    #[expect(clippy::cast_precision_loss, reason = "caps are far below 2^53")]
    fn points(&self, signal: &Signal, weight: u32, cap: Points) -> Points {
        // The sum is in hundredths, as is the cap; a ratio of hundredths of the result needs another factor of 100.
        if self.exact == 0 {
            return Points::round(f64::from(weight) * self.real / cap.hundredths() as f64);
        }
        let denominator = i128::from(signal.decay.curve.denominator()) * i128::from(cap.hundredths());
        Points::from_ratio(100 * i128::from(weight) * self.exact, denominator)
    }

    /// The sum itself, rounded half to even to whole units, `scale` of which are a point.
    #[expect(clippy::cast_precision_loss, reason = "scales are far below 2^53")]
    #[expect(clippy::cast_possible_truncation, reason = "sums are far below 2^63 units")]
    fn units(&self, signal: &Signal, scale: i64) -> i64 {
        if self.exact == 0 {
            return (self.real / 100.0 * scale as f64).round_ties_even() as i64;
        }
        let denominator = 100 * i128::from(signal.decay.curve.denominator());
        Points::from_ratio(self.exact * i128::from(scale), denominator).hundredths()
    }
}

fn accumulate<'a, L: Ledger>(
    category: &EngagementCategory,
    cap: Points,
    signals: impl Iterator<Item = (usize, &'a Signal)>,
    tally: &Tally,
    ledger: &mut L,
) -> Points {
    let mut sum = Points::ZERO;
    for (index, signal) in signals {
        let Some(counted) = tally.signals.get(index).filter(|counted| counted.activities > 0) else {
            continue;
        };
        let points = counted.points(signal, category.weight, cap);
        sum += points;
        ledger.engagement(|ledger| {
            let units = |scale| counted.units(signal, scale);
            let sum = ShownSum::shortest(units, category.weight, cap, points);
            Line {
                activities: Some(counted.activities),
                counted: sum.share_out(ledger.counted_for(index)),
                working: Some(sum.working(category.weight, cap)),
                ..Line::new(&signal.label, LineKind::Signal, points).at(&signal.path)
            }
        });
    }
    let worth = sum.clamp_to(Points::ZERO, Points::from_whole(i64::from(category.weight)));
    if worth != sum {
        let (kind, word) = if worth > sum { (LineKind::Floor, "floor") } else { (LineKind::Cap, "cap") };
        let label = || format!("{} / {word}", category.name);
        ledger.engagement(|_| Line {
            working: Some(Working::Bound { sum, bound: worth }),
            ..Line::new(label(), kind, worth - sum).at(&category.path)
        });
    }
    worth
}

fn best_tier<'a, L: Ledger>(
    category: &EngagementCategory,
    first_rule: usize,
    rows: impl Iterator<Item = (usize, &'a Tier)>,
    tally: &Tally,
    ledger: &mut L,
) -> Points {
    let mut best: Option<(usize, &Tier, u32)> = None;
    for (index, tier) in rows {
        let count = tally.tiers.get(index).copied().unwrap_or(0);
        if count >= tier.at_least && best.is_none_or(|(_, held, _)| tier.percent > held.percent) {
            best = Some((index, tier, count));
        }
    }
    let Some((index, tier, count)) = best else { return Points::ZERO };
    let weight = Points::from_whole(i64::from(category.weight));
    let points = share_of(weight, tier.percent);
    ledger.engagement(|ledger| Line {
        working: Some(Working::Tier {
            found: count,
            at_least: tier.at_least,
            within_days: tier.within_ms.map(days),
            percent: tier.percent,
            weight,
        }),
        percent: Some(tier.percent),
        activities: Some(count as usize),
        counted: ledger.counted_for(first_rule + index),
        ..Line::new(&category.name, LineKind::Tier, points).at(&tier.path)
    });
    points
}

#[expect(clippy::cast_precision_loss, reason = "spans of a model are far below 2^53 milliseconds")]
fn days(millis: i64) -> f64 {
    millis as f64 / DAY_MS as f64
}

/// Both parts that the penalty has must hold.
fn penalty_holds(penalty: &EngagementPenalty, past: &Past<'_>, facts: &Facts<'_>) -> bool {
    let inactive = penalty.inactive_ms.is_none_or(|length| {
        past.activities.last().is_none_or(|last| past.as_of.millis_since(last.at) > length)
    });
    inactive && penalty.when.as_ref().is_none_or(|condition| condition.holds(facts))
}

fn penalty_line(penalty: &EngagementPenalty, facts: &Facts<'_>) -> Line {
    let looked_at = penalty.when.as_ref().map(crate::model::Condition::attributes).unwrap_or_default();
    Line {
        when: penalty.written.clone(),
        evidence: evidence(&looked_at, facts),
        ..Line::new(&penalty.name, LineKind::Penalty, penalty.points).at(&penalty.path)
    }
}

/// Adjustments by sales that hold, in an order of their own so that the order of rows does not show.
fn adjust<L: Ledger>(past: &Past<'_>, ledger: &mut L) -> Points {
    let mut holding: Vec<&Adjustment> =
        past.adjustments.iter().filter(|adjustment| adjustment.holds_at(past.as_of)).collect();
    holding.sort_by(|a, b| {
        (a.from, a.until, &a.by, &a.reason, a.points).cmp(&(b.from, b.until, &b.by, &b.reason, b.points))
    });
    let mut sum = Points::ZERO;
    for adjustment in holding {
        sum += adjustment.points;
        ledger.engagement(|_| Line {
            reason: Some(adjustment.reason.clone()),
            by: Some(adjustment.by.clone()),
            until: Some(adjustment.until),
            ..Line::new("Sales adjustment", LineKind::Adjustment, adjustment.points)
        });
    }
    sum
}
