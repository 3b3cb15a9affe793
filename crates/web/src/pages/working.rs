//! How the points of a ledger line are worked out, and how far a score is from the next band, in words that can be
//! followed with a pocket calculator.

use bareme_engine::view::{LedgerLine, Worth};
use bareme_scoring::{Points, Thresholds, Working};

use crate::i18n::Text;

impl Text {
    /// How the points of a line follow from its facts: "sum 42.00 of cap 60 × weight 30 = 21.00". Empty where nothing is
    /// worked out.
    pub fn working(self, line: &LedgerLine) -> String {
        let points = || ("points", self.points(&line.points));
        let short = |points: &Points| self.short_points(points);
        match &line.working {
            None => String::new(),
            Some(Working::Share { criterion, percent, weight }) => {
                let share = self.with_all(
                    "ledger-share",
                    vec![("percent", self.percent(percent)), ("weight", short(weight)), points()],
                );
                let why = match criterion {
                    Some(number) => self.with("ledger-criterion", "number", self.int(number)),
                    None if line.missing => self.say("ledger-missing"),
                    None => self.say("ledger-no-criterion"),
                };
                self.with2("ledger-because", "why", why, "share", share)
            }
            Some(Working::Sum { sum, digits, cap, weight }) => self.with_all(
                "ledger-sum-of-cap",
                vec![
                    ("sum", self.decimal(sum, usize::from(*digits))),
                    ("cap", short(cap)),
                    ("weight", short(weight)),
                    points(),
                ],
            ),
            Some(Working::Tier { found, at_least, within_days, percent, weight }) => {
                let found = match within_days {
                    Some(days) => {
                        self.count_with("ledger-found-within", found, "days", self.day_count(*days))
                    }
                    None => self.count("ledger-found", found),
                };
                let row = self.with_all(
                    "ledger-tier",
                    vec![
                        ("least", self.int(at_least)),
                        ("percent", self.percent(percent)),
                        ("weight", short(weight)),
                        points(),
                    ],
                );
                self.with2("ledger-because", "why", found, "share", row)
            }
            Some(Working::Bound { sum, bound }) => {
                let key = if sum > bound { "ledger-bound-high" } else { "ledger-bound-low" };
                self.with_all(
                    key,
                    vec![
                        ("sum", self.points(sum)),
                        ("bound", short(bound)),
                        ("points", self.signed(&line.points)),
                    ],
                )
            }
        }
    }

    /// What an activity is worth: "10.00 × 0.9770 = 9.77".
    pub fn worth(self, worth: &Worth) -> String {
        if worth.points == Points::ZERO {
            return self.with("ledger-over-limit", "points", self.points(&worth.points));
        }
        let product = self.decimal(&worth.product, usize::from(worth.digits));
        if worth.recency >= 1.0 {
            return product;
        }
        format!("{} × {} = {product}", self.points(&worth.points), self.decimal(&worth.recency, 4))
    }

    /// Where bands begin: "A ≥ 75 · B ≥ 50 · C ≥ 25"; the parts never break.
    pub fn bands(self, names: &[&str; 3], thresholds: &Thresholds) -> String {
        let part = |(name, at): (&&str, &Points)| format!("{name}\u{a0}≥\u{a0}{}", self.short_points(at));
        names.iter().zip(&thresholds.0).map(part).collect::<Vec<_>>().join(" · ")
    }

    /// What is missing to the next band: "23.25 to A"; `None` in the first band, and where a knock-out says otherwise
    /// than the score. `band` is the one that the rating has, from 0.
    pub fn to_next_band(
        self,
        names: &[&str; 3],
        thresholds: &Thresholds,
        score: &Points,
        band: &usize,
    ) -> Option<String> {
        let by_score = thresholds.0.iter().position(|threshold| score >= threshold).unwrap_or(3);
        let next = band.checked_sub(1).filter(|_| by_score == *band)?;
        let (name, threshold) = names.get(next).zip(thresholds.0.get(next))?;
        let missing = self.points(&(*threshold - *score));
        Some(self.with2("to-next-band", "points", missing, "name", name))
    }

    fn day_count(self, days: f64) -> String {
        self.decimal(&days, usize::from(days.fract() > 0.0))
    }
}

#[cfg(test)]
mod tests {
    use bareme_engine::view::LineKind;
    use bareme_scoring::Instant;

    use super::*;
    use crate::i18n::Language;

    fn both() -> (Text, Text) {
        let now = Instant::from_millis(0);
        (Text::new(Language::English, now), Text::new(Language::French, now))
    }

    fn line(hundredths: i64, missing: bool, working: Working) -> LedgerLine {
        LedgerLine {
            rule: String::new(),
            points: Points::from_hundredths(hundredths),
            of: None,
            evidence: Vec::new(),
            missing,
            working: Some(working),
            kind: LineKind::Rule,
        }
    }

    #[test]
    fn every_way_to_points_is_a_sentence_in_both_languages() {
        let (en, fr) = both();
        let whole = Points::from_whole;
        let sum =
            line(2_100, false, Working::Sum { sum: 42.0, digits: 2, cap: whole(60), weight: whole(30) });
        assert_eq!(en.working(&sum), "sum 42.00 of cap 60 × weight 30 = 21.00");
        assert_eq!(fr.working(&sum), "somme 42,00 sur plafond 60 × poids 30 = 21,00");
        let tier = Working::Tier {
            found: 5,
            at_least: 3,
            within_days: Some(30.0),
            percent: whole(60),
            weight: whole(25),
        };
        let tier = line(1_500, false, tier);
        assert_eq!(en.working(&tier), "5 in 30 days: at least 3 → 60% of 25 = 15.00");
        assert_eq!(fr.working(&tier), "5 en 30 jours\u{a0}: au moins 3 → 60\u{202f}% de 25 = 15,00");
        let share = |criterion| Working::Share { criterion, percent: whole(10), weight: whole(30) };
        assert_eq!(en.working(&line(300, true, share(None))), "not known: 10% of 30 = 3.00");
        assert_eq!(en.working(&line(300, false, share(Some(2)))), "criterion 2: 10% of 30 = 3.00");
        let cap = line(-130, false, Working::Bound { sum: Points::from_hundredths(2_630), bound: whole(25) });
        assert_eq!(en.working(&cap), "the lines add up to 26.30, at most 25 counts: −1.30");
        let floor = line(500, false, Working::Bound { sum: whole(-5), bound: whole(0) });
        assert_eq!(fr.working(&floor), "les lignes font −5,00, au moins 0 compte\u{a0}: +5,00");
    }

    #[test]
    fn an_activity_shows_points_recency_and_product() {
        let (en, fr) = both();
        let worth = |points, recency, product| Worth { points, recency, product, digits: 2 };
        let ten = Points::from_whole(10);
        assert_eq!(en.worth(&worth(ten, 0.977, 9.77)), "10.00 × 0.9770 = 9.77");
        assert_eq!(fr.worth(&worth(ten, 1.0, 10.0)), "10,00");
        assert_eq!(en.worth(&worth(Points::ZERO, 0.5, 0.0)), "0.00, over the limit");
    }

    #[test]
    fn what_is_missing_to_the_next_band_is_told_where_points_can_reach_it() {
        let (en, _) = both();
        let (names, thresholds) = (["A", "B", "C"], Thresholds::default());
        let to_next = |hundredths, band| {
            en.to_next_band(&names, &thresholds, &Points::from_hundredths(hundredths), &band)
        };
        assert_eq!(en.bands(&names, &thresholds), "A\u{a0}≥\u{a0}75 · B\u{a0}≥\u{a0}50 · C\u{a0}≥\u{a0}25");
        assert_eq!(to_next(5_175, 1).as_deref(), Some("23.25 to A"));
        assert_eq!(to_next(0, 3).as_deref(), Some("25.00 to C"));
        assert_eq!(to_next(8_000, 0), None);
        assert_eq!(to_next(8_000, 3), None, "a knock-out is not mended by points");
    }
}
