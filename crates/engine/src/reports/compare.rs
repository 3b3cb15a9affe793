//! The period before: which it is, and how figures are set against it.

use bareme_reporting::{Change, CountChange, Passage, before};
use bareme_scoring::Instant;
use bareme_store::AnyConnection;

use super::ground::Ground;
use super::pick::Picker;
use super::wording::Wording;
use super::{ReportQuery, View};
use crate::Result;
use crate::passages::Row;

/// The period before.
pub(super) struct Before<'a> {
    /// Its name for people.
    pub name: String,
    /// It begins here …
    pub from: Instant,
    /// … and what follows does no longer count.
    pub until: Instant,
    /// Its leads are followed until this moment, so that they are as old as those of the period are now.
    pub as_of: Instant,
    /// How much of both periods together lies in the later one, by length.
    share: f64,
    picker: Picker<'a>,
    ground: &'a Ground<'a>,
}

impl<'a> Before<'a> {
    /// The period before that of a query; `None` when that has no beginning, or lies in the future.
    pub fn new(
        c: &mut AnyConnection,
        ground: &'a Ground<'a>,
        query: &ReportQuery,
        view: View,
        wording: &dyn Wording,
    ) -> Result<Option<Self>> {
        let Some(from) = query.from.filter(|from| *from < ground.as_of) else { return Ok(None) };
        let calendar = query.before.and_then(|until| ground.calendar_period(from, until));
        let (start, end, name) = if let Some((period, span)) = calendar {
            let earlier = period.before(&span, ground.fiscal_start);
            let name = wording.period(period, &earlier.label);
            (earlier.from, earlier.until, name)
        } else {
            let until = query.before.map_or(ground.as_of, |until| until.min(ground.as_of));
            let (start, end) = before(from, until);
            (start, end, super::frame::period(wording, Some(start), Some(end)))
        };
        let shift = from.millis_since(start);
        let as_of = ground.as_of.plus_millis(-shift);
        // Of a period that is not over, only so much as has passed is compared.
        let until = end.min(as_of);
        let passed = query.before.map_or(ground.as_of, |until| until.min(ground.as_of)).millis_since(from);
        let mut selection = query.selection(view);
        if view == View::Cohort {
            (selection.from, selection.before) = (Some(start), Some(until));
        }
        let picker = Picker::new(c, ground, &selection)?;
        let share = portion(passed, until.millis_since(start));
        Ok(Some(Self { name, from: start, until, as_of, share, picker, ground }))
    }

    /// Its leads as they stood when they were as old as those of the period are now.
    pub fn passages(&self) -> impl Iterator<Item = Passage> {
        self.rows().map(|row| row.passage.known_at(self.as_of))
    }

    /// Its leads.
    pub fn rows(&self) -> impl Iterator<Item = &'a Row> {
        self.ground.rows().filter(|row| self.picker.takes(row))
    }

    /// A rate against that before: "+5.0 points against Q1 2026: may be chance"; `None` where one of them does not exist.
    pub fn rate(&self, wording: &dyn Wording, change: Change) -> Option<String> {
        let points = change.difference()? * 100.0;
        let arguments = [
            ("change", signed(wording, points, 1)),
            ("period", self.name.clone()),
            ("verdict", verdict(wording, change.is_significant())),
        ];
        Some(wording.fill("report-change-points", &arguments))
    }

    /// A count against that before: "+12 % against Q1 2026: more than chance".
    pub fn count(&self, wording: &dyn Wording, now: u64, before: u64) -> String {
        let change = CountChange { now, before };
        let Some(growth) = change.growth() else {
            return wording.fill("report-change-none", &[("period", self.name.clone())]);
        };
        let arguments = [
            ("change", signed(wording, growth * 100.0, 0)),
            ("period", self.name.clone()),
            ("verdict", verdict(wording, change.is_significant(self.share))),
        ];
        wording.fill("report-change-percent", &arguments)
    }

    /// A length of time against that before: "41 days in Q1 2026".
    pub fn days(&self, wording: &dyn Wording, days: f64) -> String {
        let arguments = [("days", wording.length(days)), ("period", self.name.clone())];
        wording.fill("report-change-days", &arguments)
    }
}

fn verdict(wording: &dyn Wording, significant: bool) -> String {
    wording.say(if significant { "report-more-than-chance" } else { "report-maybe-chance" })
}

fn signed(wording: &dyn Wording, number: f64, digits: u8) -> String {
    let scale = 10_f64.powi(digits.into());
    // What rounds to nothing has no sign.
    let rounded = (number * scale).round() / scale;
    match rounded {
        more if more > 0.0 => format!("+{}", wording.number(more, digits)),
        less if less < 0.0 => format!("\u{2212}{}", wording.number(-less, digits)),
        _ => wording.number(0.0, digits),
    }
}

#[expect(clippy::cast_precision_loss, reason = "milliseconds of a period are far below 2^53")]
fn portion(later: i64, earlier: i64) -> f64 {
    let (later, earlier) = (later.max(0) as f64, earlier.max(0) as f64);
    if later + earlier > 0.0 { later / (later + earlier) } else { 0.5 }
}
