//! Engagement that can be read but will not do what its author meant: tiers that never count, limits that work
//! against their points, caps and levels that nobody can reach.

use super::Code;
use super::judge_rating::{share, whole};
use super::read_engagement::{CategoryRead, EngagementRead, RulesRead};
use super::reader::{Checker, Read};
use crate::model::{ActivityFilter, Condition, Curve, Recency, Signal, Tier};
use crate::{DAY_MS, Points};

impl Checker<'_> {
    /// `among` is whom the model applies to.
    pub fn judge_engagement(&mut self, engagement: &EngagementRead, among: Option<&Condition>) {
        let mut best = Some(Points::ZERO);
        for category in &engagement.categories {
            let percent = match &category.rules {
                Some(RulesRead::Accumulate { cap, signals }) => Some(self.judge_signals(cap, signals)),
                Some(RulesRead::Tiers { rows }) => {
                    self.judge_tiers(rows);
                    rows.iter().map(|row| row.value.percent).max()
                }
                None => None,
            };
            best = best.zip(most(category, percent)).map(|(sum, most)| sum + most);
        }
        for penalty in &engagement.penalties {
            if let Some(when) = &penalty.value.when {
                let at = penalty.at.key("when", None);
                self.judge_condition(when, among, &at, "so the penalty never applies");
            }
        }
        if let Some(best) = best.filter(|_| whole(engagement.categories.iter().map(|it| it.weight))) {
            self.judge_bands(&engagement.levels, best, ["1", "2", "3", "4"], "engagement", false);
        }
    }

    /// Judges the signals of a category and returns the percent of its weight that they can reach.
    fn judge_signals(&mut self, cap: &Read<Points>, signals: &[Read<Signal>]) -> Points {
        for (index, signal) in signals.iter().enumerate() {
            let same = |earlier: &Read<Signal>| earlier.value.filter == signal.value.filter;
            if let Some(twin) = signals.iter().take(index).position(same) {
                let message = format!(
                    "this signal counts the same activities as signal {}: each counts twice; join them or tell them \
                     apart",
                    twin + 1
                );
                self.warn(&signal.at, Code::DuplicateSignal, message);
            }
            self.judge_limits(signal);
        }
        let reach: Option<Points> = signals
            .iter()
            .map(|signal| reach(&signal.value, cap.value))
            .try_fold(Points::ZERO, |sum, reach| Some((sum + reach?).clamp_to(Points::ZERO, cap.value)));
        let Some(reach) = reach.filter(|reach| *reach < cap.value) else { return Points::HUNDRED };
        // Rounded up, so that no rating is called unreachable by a rounding.
        let scaled = reach.hundredths() * Points::HUNDRED.hundredths() + cap.value.hundredths() - 1;
        let percent = Points::from_hundredths(scaled / cap.value.hundredths());
        let message = format!(
            "the signals of this category give {reach} at most, the cap is {}: the category is never worth more than \
             {percent} % of its weight; lower the cap",
            cap.value
        );
        self.warn(&cap.at, Code::UnreachableCap, message);
        percent
    }

    fn judge_limits(&mut self, signal: &Read<Signal>) {
        let Signal { points, per_day, in_all, .. } = signal.value;
        let one = points.max(-points);
        for (key, limit) in [("per_day", per_day), ("in_all", in_all)] {
            if let Some(limit) = limit.filter(|limit| *limit < one) {
                let message = format!(
                    "one activity is worth {one}, the limit is {limit}: the first counts {limit} and no other counts; \
                     lower the points or raise the limit"
                );
                self.warn(&signal.at.key(key, None), Code::LimitTooLow, message);
            }
        }
        if let Some((day, all)) = per_day.zip(in_all).filter(|(day, all)| all < day) {
            let message =
                format!("the limit in all, {all}, is below the limit of a day, {day}, which never binds");
            self.warn(&signal.at.key("in_all", None), Code::LimitTooLow, message);
        }
    }

    /// A stricter row must pay more, for the best row counts.
    fn judge_tiers(&mut self, rows: &[Read<Tier>]) {
        for (index, row) in rows.iter().enumerate() {
            for (other_index, other) in rows.iter().enumerate().filter(|(other, _)| *other != index) {
                if !stricter(&row.value, &other.value) {
                    continue;
                }
                let (own, theirs, number) = (row.value.percent, other.value.percent, other_index + 1);
                if stricter(&other.value, &row.value) {
                    if other_index < index {
                        let message = format!("this row asks the same as row {number}; remove one of them");
                        self.error(&row.at, Code::DuplicateTier, message);
                    }
                } else if own < theirs {
                    let message = format!(
                        "this row is stricter than row {number} and pays less, {own} % against {theirs} %, so it never \
                         counts; pay more for more"
                    );
                    self.warn(&row.at.key("percent", None), Code::NotMonotone, message);
                } else if own == theirs {
                    let message = format!(
                        "this row is stricter than row {number} and pays the same, so it adds nothing"
                    );
                    self.warn(&row.at, Code::NeverMatches, message);
                }
            }
        }
    }
}

/// The most that a category can be worth.
fn most(category: &CategoryRead, percent: Option<Points>) -> Option<Points> {
    Some(share(category.weight?, percent?))
}

/// Whether `other` holds wherever `row` does.
fn stricter(row: &Tier, other: &Tier) -> bool {
    let longest = |tier: &Tier| tier.within_ms.unwrap_or(i64::MAX);
    narrower(&row.filter, &other.filter) && row.at_least >= other.at_least && longest(row) <= longest(other)
}

/// Whether every activity of `filter` is one of `other`.
fn narrower(filter: &ActivityFilter, other: &ActivityFilter) -> bool {
    let within = |own: &Option<String>, theirs: &Option<String>| theirs.is_none() || own == theirs;
    let content = match (&filter.content, &other.content) {
        (_, None) => true,
        (Some(own), Some(theirs)) => own == theirs || (own.is_literal() && theirs.is_match(own.glob())),
        (None, Some(_)) => false,
    };
    filter.activity == other.activity
        && content
        && within(&filter.content_type, &other.content_type)
        && within(&filter.campaign, &other.campaign)
        && within(&filter.channel, &other.channel)
}

/// The most that a signal can add up to, rounded up; `None` when there is no end to it, or none below the cap.
fn reach(signal: &Signal, cap: Points) -> Option<Points> {
    if signal.points < Points::ZERO {
        return Some(Points::ZERO);
    }
    // Without a limit, simultaneous activities add up without end.
    let by_day = signal.per_day.map(|per_day| sum_of_days(signal, per_day, cap));
    match (by_day, signal.in_all) {
        (None, limit) => limit,
        (Some(by_day), None) => by_day,
        (Some(by_day), Some(in_all)) => Some(by_day.map_or(in_all, |by_day| by_day.min(in_all))),
    }
}

/// The daily limit met on every day, each as fresh as it can be; `None` once it passes the cap.
fn sum_of_days(signal: &Signal, per_day: Points, cap: Points) -> Option<Points> {
    let mut sum = Points::ZERO;
    // Today and yesterday may both lie within 24 hours.
    for day in 0_i64..=36_525 {
        let age_ms = (day - 1).max(0).saturating_mul(DAY_MS);
        let Some(recency) = signal.decay.factor(age_ms) else { return Some(sum) };
        let worth = match recency {
            Recency::Exact(numerator) => {
                let denominator = i128::from(signal.decay.curve.denominator());
                Points::from_ratio(i128::from(per_day.hundredths()) * i128::from(numerator), denominator)
            }
            Recency::Real(factor) => Points::round(per_day.as_f64() * factor),
        };
        // Rounding never makes a reachable cap unreachable.
        sum += worth + Points::from_hundredths(i64::from(signal.decay.curve != Curve::Full));
        if sum >= cap {
            return None;
        }
    }
    None
}
