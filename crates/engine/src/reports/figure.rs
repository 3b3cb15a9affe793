//! Figures that stand alone: a count, a rate with its interval, a length of time.

use bareme_reporting::chart::{Axis, Bar, BarChart, Chart};
use bareme_reporting::{Behind, Cell, Figure, Kind, Proportion};
use bareme_scoring::{DAY_MS, Stage};

use super::frame::Study;
use super::rows::{Group, Item};
use super::selection::Selection;
use crate::passages::Row;

/// Rows with a bar of their own.
const BARS: usize = 24;

impl<'a> Study<'a> {
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

    /// How long the oldest has waited, from milliseconds.
    pub fn oldest(&self, millis: Option<i64>) -> Option<String> {
        let days = self.wording.length(days(millis?));
        Some(self.fill("report-oldest-days", &[("days", days)]))
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

    /// The leads that were handed over, by when they were.
    pub fn handed_over(&self) -> Vec<Item<'a, ()>> {
        let item = |row: &'a Row| Some((row, row.passage.reached(Stage::Mql)?, ()));
        self.rows().into_iter().filter_map(item).collect()
    }

    /// A rate of each row with its interval, as bars: of periods the latest, of other rows the first.
    pub fn rate_bars<T>(&self, label: &str, groups: &[Group<T>], rate: impl Fn(&T) -> Proportion) -> Chart {
        let bar = |group: &Group<T>| {
            let rate = rate(&group.of);
            Bar { label: self.name(group), value: rate.rate(), interval: rate.interval() }
        };
        self.bars(label, Axis::new(self.say(label), Kind::Share), groups, bar)
    }

    /// A bar for each row: of periods the latest, of other rows the first.
    pub fn bars<T>(
        &self,
        title: &str,
        values: Axis,
        groups: &[Group<T>],
        bar: impl Fn(&Group<T>) -> Bar,
    ) -> Chart {
        let standing = self.by.is_period();
        let skipped = if standing { groups.len().saturating_sub(BARS) } else { 0 };
        Chart::Bars(BarChart {
            title: self.say(title),
            standing,
            categories: self.by_name(),
            values,
            bars: groups.iter().skip(skipped).take(BARS).map(bar).collect(),
        })
    }

    /// A stage.
    pub fn stage(&self, stage: Stage) -> String {
        self.say(&format!("stage-{}", stage.word()))
    }
}

/// Milliseconds as days.
#[expect(clippy::cast_precision_loss, reason = "milliseconds of a lead's life are far below 2^53")]
pub(super) fn days(millis: i64) -> f64 {
    millis as f64 / DAY_MS as f64
}

/// A count as a real number.
#[expect(clippy::cast_precision_loss, reason = "counts of leads are far below 2^53")]
pub(super) fn real(count: u64) -> f64 {
    count as f64
}

/// The leads behind a count, unless it is zero.
pub(super) fn behind(count: u64, selection: impl FnOnce() -> Selection) -> Option<Behind> {
    (count > 0).then(|| selection().behind())
}

/// Those that are there, one after another.
pub(super) fn sentences<const N: usize>(parts: [Option<String>; N]) -> String {
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}
