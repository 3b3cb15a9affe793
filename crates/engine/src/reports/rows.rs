//! Leads by the rows of a report: each period, or each value that leads share, with the list of its leads.

use std::collections::BTreeMap;

use bareme_reporting::{Period, Span};
use bareme_scoring::Instant;

use super::frame::Study;
use super::selection::Selection;
use super::{Dimension, View};
use crate::passages::Row;

/// Some leads that share a row.
pub(super) struct Group<T> {
    /// The value that they share, or the label of the period; `None` for those without a value.
    pub value: Option<String>,
    /// The period, where rows are periods.
    pub span: Option<Span>,
    /// The first moment that was counted …
    pub first_at: Instant,
    /// … and the last.
    pub last_at: Instant,
    /// How many things were counted.
    pub count: u64,
    /// The leads of the row; in the activity view, what happened to them is to be added with [`Study::happening_in`].
    pub selection: Selection,
    /// What was counted.
    pub of: T,
}

/// What is counted: a lead, the moment by which it falls into a period, and what else counting needs.
pub(super) type Item<'r, E> = (&'r Row, Instant, E);

struct Counted<T> {
    first_at: Instant,
    last_at: Instant,
    count: u64,
    of: T,
}

impl Study<'_> {
    /// The rows: periods in their order, the empty ones in between too; values with an order of their own in that; others
    /// by how much was counted, then by name. Leads without a value come last among ordered ones.
    pub fn grouped<E: Copy, T: Default>(
        &self,
        items: &[Item<'_, E>],
        add: impl Fn(&mut T, &Row, E),
    ) -> Vec<Group<T>> {
        let spans = match self.by {
            Dimension::Period(period) => Some(Spans::covering(period, self.ground.fiscal_start, items)),
            _ => None,
        };
        let mut counted: BTreeMap<u32, Counted<T>> = BTreeMap::new();
        for (row, at, extra) in items {
            let number = spans.as_ref().map_or_else(|| self.lens.number(row), |spans| spans.number(*at));
            let group = counted.entry(number).or_insert_with(|| Counted {
                first_at: *at,
                last_at: *at,
                count: 0,
                of: T::default(),
            });
            group.first_at = group.first_at.min(*at);
            group.last_at = group.last_at.max(*at);
            group.count += 1;
            add(&mut group.of, row, *extra);
        }
        match spans {
            Some(spans) => self.periods(spans, counted),
            None => self.values(counted),
        }
    }

    fn periods<T: Default>(&self, spans: Spans, mut counted: BTreeMap<u32, Counted<T>>) -> Vec<Group<T>> {
        let group = |(span, number): (Span, u32)| {
            let found = counted.remove(&number).unwrap_or_else(|| Counted {
                first_at: span.from,
                last_at: span.from,
                count: 0,
                of: T::default(),
            });
            Group {
                value: Some(span.label.clone()),
                selection: self.within(&span),
                span: Some(span),
                first_at: found.first_at,
                last_at: found.last_at,
                count: found.count,
                of: found.of,
            }
        };
        spans.all.into_iter().zip(0..).map(group).collect()
    }

    fn values<T>(&self, counted: BTreeMap<u32, Counted<T>>) -> Vec<Group<T>> {
        let group = |(number, found): (u32, Counted<T>)| {
            let value = self.lens.value(number).map(ToOwned::to_owned);
            Group {
                selection: self.selection.clone().with(self.by.clone(), value.clone()),
                value,
                span: None,
                first_at: found.first_at,
                last_at: found.last_at,
                count: found.count,
                of: found.of,
            }
        };
        let mut groups: Vec<Group<T>> = counted.into_iter().map(group).collect();
        if self.by.is_ordered() {
            groups.sort_by_key(|group| group.value.is_none());
        } else {
            groups.sort_by(|one, next| next.count.cmp(&one.count).then_with(|| one.value.cmp(&next.value)));
        }
        groups
    }

    /// The leads of a row that is a period: those of the part of it that was asked for.
    fn within(&self, span: &Span) -> Selection {
        let mut selection = self.selection.clone();
        if self.view == View::Cohort {
            (selection.from, selection.before) = self.part(span);
        }
        selection
    }

    /// The part of a period that was asked for.
    pub fn part(&self, span: &Span) -> (Option<Instant>, Option<Instant>) {
        let from = self.query.from.map_or(span.from, |from| from.max(span.from));
        let before = self.query.before.map_or(span.until, |before| before.min(span.until));
        (Some(from), Some(before))
    }

    /// The name of a row.
    pub fn name<T>(&self, group: &Group<T>) -> String {
        match (&self.by, &group.span) {
            (Dimension::Period(period), Some(span)) => self.wording.period(*period, &span.label),
            (by, _) => self.value(by, group.value.as_deref()),
        }
    }
}

/// Periods without a gap, and which of them each day lies in.
pub(super) struct Spans {
    all: Vec<Span>,
    first_day: i64,
    by_day: Vec<u32>,
}

impl Spans {
    /// The periods from the first moment to the last.
    fn covering<E>(period: Period, fiscal_start: u32, items: &[Item<'_, E>]) -> Self {
        let moments = || items.iter().map(|(_, at, _)| *at);
        let (Some(first), Some(last)) = (moments().min(), moments().max()) else {
            return Self { all: Vec::new(), first_day: 0, by_day: Vec::new() };
        };
        let mut spans = vec![period.around(first, fiscal_start)];
        while let Some(next) = spans.last().filter(|span| span.until <= last) {
            let next = period.after(next, fiscal_start);
            spans.push(next);
        }
        let mut by_day = Vec::new();
        for (span, number) in spans.iter().zip(0..) {
            let days = span.until.day() - span.from.day();
            by_day.extend((0..days).map(|_| number));
        }
        Self { first_day: spans.first().map_or(0, |span| span.from.day()), all: spans, by_day }
    }

    /// The place of the period that a moment lies in.
    fn number(&self, at: Instant) -> u32 {
        let day = usize::try_from(at.day() - self.first_day).ok();
        day.and_then(|day| self.by_day.get(day)).copied().unwrap_or(0)
    }
}
