//! Figures that stand alone: a count, a rate with its interval, a length of time.

use bareme_reporting::{Cell, Figure, Kind, Proportion};
use bareme_scoring::Stage;

use super::frame::Study;
use super::funnel::sentences;

impl Study<'_> {
    /// A count.
    pub fn count(&self, key: &'static str, label: &str, count: u64) -> Figure {
        Figure {
            key,
            label: self.say(label),
            value: count.into(),
            kind: Kind::Count,
            unit: None,
            interval: None,
            hint: String::new(),
            behind: None,
        }
    }

    /// A rate with its interval; below it, how many of how many, and what it was before.
    pub fn rate(&self, key: &'static str, label: &str, rate: Proportion, before: Option<String>) -> Figure {
        let of = |count: u64| self.wording.count("leads", count);
        let arguments = [("part", self.wording.number(real(rate.part), 0)), ("leads", of(rate.whole))];
        let counted = (rate.whole > 0).then(|| self.fill("report-part-of", &arguments));
        Figure {
            value: rate.rate().into(),
            kind: Kind::Share,
            interval: rate.interval(),
            hint: sentences([counted, before]),
            ..self.count(key, label, 0)
        }
    }

    /// A length of time in days.
    pub fn days(&self, key: &'static str, label: &str, days: Option<f64>, before: Option<String>) -> Figure {
        Figure {
            value: days.map_or(Cell::Empty, Cell::Number),
            kind: Kind::Number { digits: 1 },
            unit: Some(self.say("report-days")),
            hint: before.unwrap_or_default(),
            ..self.count(key, label, 0)
        }
    }

    /// A step: MQL → SAL.
    pub fn step(&self, from: Stage, to: Stage) -> String {
        format!("{} → {}", self.stage(from), self.stage(to))
    }

    /// A stage.
    pub fn stage(&self, stage: Stage) -> String {
        self.say(&format!("stage-{}", stage.word()))
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of leads are far below 2^53")]
fn real(count: u64) -> f64 {
    count as f64
}
