//! Lift and gains by tenths of the cases, best scores first.

use bareme_reporting::wilson;
use serde::{Deserialize, Serialize};

use crate::Ranking;
use crate::number::{real, share};

/// A tenth of the cases in the order of their score.
///
/// The d-th decile ends after ⌊d·n/10⌋ cases, so sizes differ by one at most, and are 0 where there are fewer than ten
/// cases. Where a cut falls among tied cases their events are spread evenly over the tie (the first j of m tied cases with e
/// events hold ⌊j·e/m + ½⌋): neither the order of the input nor luck can make a decile better than the score is.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Decile {
    /// How many cases.
    pub n: u64,
    /// How many of them had the event.
    pub events: u64,
    /// Highest score in it; `None` when it is empty.
    pub from: Option<f64>,
    /// Lowest score in it.
    pub to: Option<f64>,
    /// Share of events, 0 to 1.
    pub rate: Option<f64>,
    /// Lower end of the rate's 95 % Wilson interval.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
    /// Rate over the base rate; 1 is chance. `None` without events.
    pub lift: Option<f64>,
    /// Lift of this decile and all better ones together.
    pub cumulative_lift: Option<f64>,
    /// Share of all events that lie in this decile and all better ones, 0 to 1 (gains).
    pub gain: Option<f64>,
}

impl Ranking {
    /// The ten deciles, best first: the gains table of direct marketing (D. Hand, "Construction and Assessment of
    /// Classification Rules", 1997, section 6.5).
    ///
    /// # Examples
    ///
    /// ```
    /// let scores: Vec<f64> = (0..20).map(f64::from).collect();
    /// let events: Vec<bool> = (0..20).map(|case| case >= 15).collect();
    /// let deciles = bareme_recalibration::Ranking::new(&scores, &events).unwrap().deciles();
    /// assert_eq!((deciles[0].lift, deciles[2].events, deciles[2].gain), (Some(4.0), 1, Some(1.0)));
    /// ```
    pub fn deciles(&self) -> Vec<Decile> {
        let cuts: Vec<u64> = (0..=10).map(|tenth| tenth * self.cases() / 10).collect();
        cuts.windows(2).map(|cut| self.decile(cut[0], cut[1])).collect()
    }

    fn decile(&self, start: u64, end: u64) -> Decile {
        let (n, up_to) = (end - start, self.events_among_best(end));
        let events = up_to - self.events_among_best(start);
        let base = (self.events() > 0).then(|| self.base_rate());
        let interval = wilson(events, n);
        Decile {
            n,
            events,
            from: (n > 0).then(|| self.score_at(start)),
            to: (n > 0).then(|| self.score_at(end - 1)),
            rate: share(events, n),
            low: interval.map(|interval| interval.low),
            high: interval.map(|interval| interval.high),
            lift: share(events, n).zip(base).map(|(rate, base)| rate / base),
            cumulative_lift: share(up_to, end).zip(base).map(|(rate, base)| rate / base),
            gain: share(up_to, self.events()),
        }
    }

    /// Events among the best `wanted` cases, those of a tie that is cut spread evenly; see [`Decile`].
    pub fn events_among_best(&self, wanted: u64) -> u64 {
        let (mut left, mut events) = (wanted, 0);
        for group in self.tied() {
            if left < group.cases {
                let twice = 2 * u128::from(left) * u128::from(group.events) + u128::from(group.cases);
                let spread = twice / (2 * u128::from(group.cases));
                return events + u64::try_from(spread).unwrap_or(group.events);
            }
            left -= group.cases;
            events += group.events;
        }
        events
    }

    /// The score of the case at a place, 0 the best; the last one's beyond the end.
    fn score_at(&self, place: u64) -> f64 {
        let mut passed = 0;
        let found = self.tied().iter().find(|group| {
            passed += group.cases;
            passed > place
        });
        found.or_else(|| self.tied().last()).map_or(0.0, |group| group.score)
    }

    /// Mean score of the cases from place `start` to `end`, the best at 0; 0 of none.
    pub(crate) fn mean_score(&self, start: u64, end: u64) -> f64 {
        let (mut passed, mut sum) = (0, 0.0);
        for group in self.tied() {
            let first = passed.max(start);
            passed += group.cases;
            sum += group.score * real(passed.min(end).saturating_sub(first));
        }
        if end > start { sum / real(end - start) } else { 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::golden::{counts, document, flags, near, number, numbers};

    #[test]
    fn lift_gains_and_gini_agree_with_pandas_and_scipy() {
        let golden = document();
        let (case, scores) = (&golden["gains"], numbers(&golden["probabilities"]["chance"]));
        let events = flags(&golden["probabilities"]["events"]);
        let ranking = Ranking::new(&scores, &events).unwrap();
        near(ranking.gini().unwrap(), number(&case["gini"]), 1e-13);
        let tied: Vec<f64> = scores.iter().map(|score| (score * 10.0).round_ties_even()).collect();
        near(Ranking::new(&tied, &events).unwrap().gini().unwrap(), number(&case["gini_of_tied"]), 1e-13);
        let deciles = ranking.deciles();
        assert_eq!(deciles.iter().map(|decile| decile.n).collect::<Vec<_>>(), counts(&case["n"]));
        assert_eq!(deciles.iter().map(|decile| decile.events).collect::<Vec<_>>(), counts(&case["events"]));
        let (lift, cumulative) = (numbers(&case["lift"]), numbers(&case["cumulative_lift"]));
        for (at, (decile, gain)) in deciles.iter().zip(numbers(&case["gain"])).enumerate() {
            near(decile.lift.unwrap(), lift[at], 1e-13);
            near(decile.cumulative_lift.unwrap(), cumulative[at], 1e-13);
            near(decile.gain.unwrap(), gain, 1e-13);
        }
    }

    #[test]
    fn a_tie_is_shared_out_evenly_whatever_the_order_of_the_cases() {
        let events: Vec<bool> = (0..20).map(|case| case < 10).collect();
        let deciles = Ranking::new(&[7.0; 20], &events).unwrap().deciles();
        assert!(deciles.iter().all(|decile| (decile.n, decile.events) == (2, 1)), "{deciles:?}");
        assert!(deciles.iter().all(|decile| decile.cumulative_lift == Some(1.0)));
    }

    #[test]
    fn fewer_than_ten_cases_leave_deciles_empty() {
        let deciles = Ranking::new(&[3.0, 2.0], &[true, false]).unwrap().deciles();
        assert_eq!(deciles.iter().map(|decile| decile.n).collect::<Vec<_>>(), [0, 0, 0, 0, 1, 0, 0, 0, 0, 1]);
        assert_eq!((deciles[0].rate, deciles[0].from, deciles[0].lift), (None, None, None));
        assert_eq!((deciles[4].lift, deciles[9].lift), (Some(2.0), Some(0.0)));
    }

    #[test]
    fn without_events_there_is_no_lift() {
        let deciles = Ranking::new(&[1.0; 30], &[false; 30]).unwrap().deciles();
        assert!(deciles.iter().all(|decile| decile.lift.is_none() && decile.gain.is_none()));
        assert!(deciles.iter().all(|decile| decile.rate == Some(0.0)));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn deciles_add_up(cases in prop::collection::vec((0_u8..20, any::<bool>()), 1..200)) {
            let (scores, events): (Vec<f64>, Vec<bool>) =
                cases.iter().map(|case| (f64::from(case.0), case.1)).unzip();
            let ranking = Ranking::new(&scores, &events).unwrap();
            let deciles = ranking.deciles();
            prop_assert_eq!(deciles.iter().map(|decile| decile.n).sum::<u64>(), ranking.cases());
            prop_assert_eq!(deciles.iter().map(|decile| decile.events).sum::<u64>(), ranking.events());
            prop_assert!(deciles.iter().all(|decile| decile.events <= decile.n));
            let sizes = deciles.iter().map(|decile| decile.n);
            prop_assert!(sizes.clone().max().unwrap() - sizes.min().unwrap() <= 1);
            prop_assert!(deciles.windows(2).all(|two| two[0].gain <= two[1].gain));
        }
    }
}
