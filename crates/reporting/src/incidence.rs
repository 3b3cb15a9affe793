//! How many leads will have converted, though some are still open: Aalen–Johansen cumulative incidence.

#[cfg(test)]
mod tests;

use bareme_scoring::DAY_MS;
use serde::Serialize;

use crate::Interval;
use crate::interval::{Z, real};

/// How a lead's time between two stages ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// It reached the later stage.
    Converted,
    /// Sales rejected or returned it.
    Refused,
    /// The opportunity was lost.
    Lost,
    /// Neither, so far: censored.
    Open,
}

/// Leads that left, or are still there, after the same time. A database groups by time (to the millisecond or, rounded, to
/// the hour or day) and fate; a single lead is a group of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exit {
    /// Milliseconds from the earlier stage; below zero counts as zero.
    pub millis: i64,
    /// What happened then.
    pub fate: Fate,
    /// How many.
    pub count: u64,
}

/// The state of things after a time.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct IncidencePoint {
    /// Days since the earlier stage.
    pub days: f64,
    /// How many had been followed for so long and were still open just before.
    pub at_risk: u64,
    /// Share that converted by then.
    pub converted: f64,
    /// Share that was refused by then.
    pub refused: f64,
    /// Share that was lost by then.
    pub lost: f64,
    /// Share that is neither yet.
    pub open: f64,
    /// Variance of the share that converted.
    pub variance: f64,
}

/// Cumulative incidence of conversion, refusal and loss over time.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Incidence {
    /// One point for each time at which something happened, shortest first.
    pub points: Vec<IncidencePoint>,
    /// How many leads were followed.
    pub leads: u64,
    /// Days for which the lead was followed that was followed longest.
    pub followed_days: f64,
}

/// The share that will have converted after so many days.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Estimate {
    /// The estimate, 0 to 1.
    pub share: f64,
    /// Its 95 % interval; `None` when nothing converted yet or nothing is uncertain.
    pub interval: Option<Interval>,
    /// It speaks of conversion within so many days; of what happens later, nobody has seen anything.
    pub within_days: f64,
}

/// Counts of leads that did something at one time.
#[derive(Clone, Copy, Default)]
struct Tally {
    converted: u64,
    refused: u64,
    lost: u64,
    open: u64,
}

impl Incidence {
    /// The Aalen–Johansen estimator of leads in any order. Of leads with equal times, those that are open were still
    /// at risk when the others left.
    ///
    /// `F_k(t) = Σ S(t_i−) d_ki / n_i` over `t_i ≤ t`, with `S` the Kaplan–Meier estimate of leaving by any way, `d_ki` the
    /// exits of kind `k` at `t_i` and `n_i` the leads at risk; O. Aalen and S. Johansen, "An empirical transition matrix
    /// for non-homogeneous Markov chains based on censored observations", Scand. J. Statist. 5 (1978). Variance by the
    /// delta method, D. Collett, "Modelling Survival Data in Medical Research", 3rd edition, p. 411.
    ///
    /// # Examples
    ///
    /// ```
    /// use bareme_reporting::{Exit, Fate, Incidence};
    /// let day = 86_400_000;
    /// let exits = [
    ///     Exit { millis: 2 * day, fate: Fate::Converted, count: 1 },
    ///     Exit { millis: 3 * day, fate: Fate::Open, count: 1 },
    ///     Exit { millis: 5 * day, fate: Fate::Converted, count: 1 },
    ///     Exit { millis: 6 * day, fate: Fate::Refused, count: 1 },
    /// ];
    /// // 1/4 at once, then one of the two that are left of the other 3/4.
    /// assert_eq!(Incidence::of(exits).converted_within(5.0), 0.625);
    /// ```
    pub fn of(exits: impl IntoIterator<Item = Exit>) -> Self {
        let mut exits: Vec<Exit> = exits.into_iter().filter(|exit| exit.count > 0).collect();
        exits.sort_unstable_by_key(|exit| exit.millis.max(0));
        let leads: u64 = exits.iter().map(|exit| exit.count).sum();
        let followed_days = exits.last().map_or(0.0, |exit| days(exit.millis.max(0)));
        let mut walk = Walk { at_risk: leads, open: 1.0, ..Walk::default() };
        let mut points = Vec::new();
        for same in exits.chunk_by(|one, next| one.millis.max(0) == next.millis.max(0)) {
            let tally = tally(same);
            if tally.converted + tally.refused + tally.lost > 0 {
                points.push(walk.step(tally, same.first().map_or(0.0, |exit| days(exit.millis.max(0)))));
            }
            walk.at_risk -= tally.converted + tally.refused + tally.lost + tally.open;
        }
        Self { points, leads, followed_days }
    }

    /// The state after so many days; `None` before anything happened.
    pub fn at(&self, days: f64) -> Option<&IncidencePoint> {
        let later = self.points.partition_point(|point| point.days <= days);
        later.checked_sub(1).and_then(|last| self.points.get(last))
    }

    /// Share that converts within so many days.
    pub fn converted_within(&self, days: f64) -> f64 {
        self.at(days).map_or(0.0, |point| point.converted)
    }

    /// The share that will have converted by the longest time that was seen: the maturity-adjusted rate. `None` of no
    /// leads.
    pub fn estimate(&self) -> Option<Estimate> {
        if self.leads == 0 {
            return None;
        }
        let last = self.points.last();
        Some(Estimate {
            share: last.map_or(0.0, |point| point.converted),
            interval: last.and_then(IncidencePoint::interval),
            within_days: self.followed_days,
        })
    }
}

impl IncidencePoint {
    /// The 95 % interval of the share that converted, on the scale of log(−log F) so that it stays between 0 and 1;
    /// `None` where the share or its variance is 0, or the share 1.
    pub fn interval(&self) -> Option<Interval> {
        let share = self.converted;
        if !(share > 0.0 && share < 1.0 && self.variance > 0.0) {
            return None;
        }
        let log = share.ln();
        let spread = Z * self.variance.sqrt() / (share * log.abs());
        let end = |by: f64| (-((-log).ln() + by).exp()).exp();
        Some(Interval { low: end(spread), high: end(-spread) })
    }
}

/// The sums that go along with time.
#[derive(Default)]
struct Walk {
    at_risk: u64,
    open: f64,
    converted: f64,
    refused: f64,
    lost: f64,
    /// Σ a, Σ a·F and Σ a·F² with a = d / (n (n − d)).
    square: [f64; 3],
    /// Σ S² d₁ (n − d₁) / n³.
    own: f64,
    /// Σ b and Σ b·F with b = S d₁ / n².
    cross: [f64; 2],
}

impl Walk {
    fn step(&mut self, tally: Tally, days: f64) -> IncidencePoint {
        let left = tally.converted + tally.refused + tally.lost;
        let (n, d, own) = (real(self.at_risk), real(left), real(tally.converted));
        let before = self.open;
        self.converted += before * own / n;
        self.refused += before * real(tally.refused) / n;
        self.lost += before * real(tally.lost) / n;
        self.open = if left == self.at_risk { 0.0 } else { before * (n - d) / n };
        // When nobody is left, nothing follows that the term could be uncertain about.
        let share = self.converted;
        let a = if left == self.at_risk { 0.0 } else { d / (n * (n - d)) };
        let b = before * own / (n * n);
        for (sum, term) in self.square.iter_mut().zip([a, a * share, a * share * share]) {
            *sum += term;
        }
        for (sum, term) in self.cross.iter_mut().zip([b, b * share]) {
            *sum += term;
        }
        self.own += before * before * own * (n - own) / (n * n * n);
        let [a, af, aff] = self.square;
        let [b, bf] = self.cross;
        let variance = a * share * share - 2.0 * af * share + aff + self.own - 2.0 * (b * share - bf);
        IncidencePoint {
            days,
            at_risk: self.at_risk,
            converted: self.converted,
            refused: self.refused,
            lost: self.lost,
            open: self.open,
            variance: variance.max(0.0),
        }
    }
}

fn tally(exits: &[Exit]) -> Tally {
    exits.iter().fold(Tally::default(), |mut tally, exit| {
        match exit.fate {
            Fate::Converted => tally.converted += exit.count,
            Fate::Refused => tally.refused += exit.count,
            Fate::Lost => tally.lost += exit.count,
            Fate::Open => tally.open += exit.count,
        }
        tally
    })
}

#[expect(clippy::cast_precision_loss, reason = "milliseconds of a lead's life are far below 2^53")]
fn days(millis: i64) -> f64 {
    millis as f64 / DAY_MS as f64
}
