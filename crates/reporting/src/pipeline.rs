//! What opportunities are worth, by the rating that their leads had when they became MQL. Currencies are never added.

use std::collections::BTreeMap;
use std::ops::AddAssign;

use bareme_scoring::{Currency, Points, Rating};
use serde::Serialize;

use crate::Proportion;
use crate::interval::real;

/// Opportunities of one rating and one currency.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PipelineCounts {
    /// Opened, whatever followed.
    pub opportunities: u64,
    /// What they are worth together.
    pub amount: Points,
    /// Won.
    pub won: u64,
    /// What the won ones are worth together.
    pub won_amount: Points,
    /// Lost.
    pub lost: u64,
}

impl PipelineCounts {
    /// Neither won nor lost.
    pub const fn open(&self) -> u64 {
        self.opportunities.saturating_sub(self.won + self.lost)
    }

    /// Won of won and lost.
    pub const fn win_rate(&self) -> Proportion {
        Proportion { part: self.won, whole: self.won + self.lost }
    }

    /// Mean worth of an opportunity, rounded half to even; `None` of none.
    pub fn mean_amount(&self) -> Option<Points> {
        (self.opportunities > 0)
            .then(|| Points::from_ratio(self.amount.hundredths().into(), self.opportunities.into()))
    }

    /// Worth that is won in a day: opportunities × win rate × mean amount / cycle days, the last from MQL to won. `None`
    /// when nothing is decided, or without a cycle above 0.
    ///
    /// # Examples
    ///
    /// ```
    /// use bareme_reporting::PipelineCounts;
    /// use bareme_scoring::Points;
    /// let pipeline = PipelineCounts {
    ///     opportunities: 50, amount: Points::from_whole(500_000), won: 10, lost: 30, ..PipelineCounts::default()
    /// };
    /// // 50 × 0.25 × 10,000 / 25
    /// assert_eq!(pipeline.velocity(25.0), Some(Points::from_whole(5_000)));
    /// ```
    pub fn velocity(&self, cycle_days: f64) -> Option<Points> {
        let win_rate = self.win_rate().rate()?;
        let mean = self.amount.as_f64() / real(self.opportunities);
        let per_day = real(self.opportunities) * win_rate * mean / cycle_days;
        (cycle_days > 0.0 && per_day.is_finite()).then(|| Points::round(per_day))
    }
}

impl AddAssign for PipelineCounts {
    fn add_assign(&mut self, other: Self) {
        self.opportunities += other.opportunities;
        self.amount += other.amount;
        self.won += other.won;
        self.won_amount += other.won_amount;
        self.lost += other.lost;
    }
}

/// Opportunities grouped by rating and currency, as a database gives them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PipelineGroup {
    /// Rating at MQL; `None` for leads that had none.
    pub rating: Option<Rating>,
    /// Currency of the amounts; `None` for opportunities without an amount.
    pub currency: Option<Currency>,
    /// What is in the group.
    pub counts: PipelineCounts,
}

/// The opportunities of one rating, or of all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PipelineRow {
    /// Rating at MQL; `None` for leads that had none, and in the total.
    pub rating: Option<Rating>,
    /// Opened, whatever they are worth.
    pub opportunities: u64,
    /// Won.
    pub won: u64,
    /// Lost.
    pub lost: u64,
    /// Opportunities whose worth nobody has said; their amounts are zero.
    pub without_amount: PipelineCounts,
    /// What they are worth, by currency.
    pub by_currency: BTreeMap<Currency, PipelineCounts>,
}

impl PipelineRow {
    fn add(&mut self, group: &PipelineGroup) {
        self.opportunities += group.counts.opportunities;
        self.won += group.counts.won;
        self.lost += group.counts.lost;
        match group.currency {
            Some(currency) => *self.by_currency.entry(currency).or_default() += group.counts,
            None => self.without_amount += group.counts,
        }
    }

    /// Won of won and lost.
    pub const fn win_rate(&self) -> Proportion {
        Proportion { part: self.won, whole: self.won + self.lost }
    }
}

/// The pipeline: one row for each rating that has opportunities, A1 first and those without a rating last, and the total.
pub fn pipeline(groups: impl IntoIterator<Item = PipelineGroup>) -> (Vec<PipelineRow>, PipelineRow) {
    let mut total = PipelineRow::default();
    let mut rows: BTreeMap<(bool, Option<u8>), PipelineRow> = BTreeMap::new();
    for group in groups.into_iter().filter(|group| group.counts.opportunities > 0) {
        let key = (group.rating.is_none(), group.rating.map(Rating::index));
        let row =
            rows.entry(key).or_insert_with(|| PipelineRow { rating: group.rating, ..Default::default() });
        row.add(&group);
        total.add(&group);
    }
    (rows.into_values().collect(), total)
}
