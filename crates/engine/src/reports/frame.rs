//! What all reports have in common: the question, its words, and which leads it is about.

use bareme_reporting::{Definition, Report, Section};
use bareme_scoring::Instant;
use bareme_store::AnyConnection;

use super::compare::Before;
use super::ground::Ground;
use super::lens::Lens;
use super::pick::Picker;
use super::selection::{Deed, Filter, Happened, Names, Selection};
use super::wording::Wording;
use super::{Dimension, ReportKind, ReportQuery, View};
use crate::Result;
use crate::passages::Row;

/// A report that is being made.
pub(super) struct Study<'a> {
    pub kind: ReportKind,
    pub query: &'a ReportQuery,
    pub view: View,
    /// What the rows are.
    pub by: Dimension,
    pub ground: &'a Ground<'a>,
    pub wording: &'a dyn Wording,
    /// The leads that the period means: in the activity view, of whatever period.
    pub selection: Selection,
    /// The values of the rows, unless they are periods.
    pub lens: Lens<'a>,
    picker: Picker<'a>,
    /// The period that this one is compared with.
    pub before: Option<Before<'a>>,
}

impl<'a> Study<'a> {
    pub fn new(
        c: &mut AnyConnection,
        ground: &'a Ground<'a>,
        kind: ReportKind,
        query: &'a ReportQuery,
        wording: &'a dyn Wording,
    ) -> Result<Self> {
        let view = *kind.views().iter().find(|view| **view == query.view).unwrap_or(&View::Cohort);
        let selection = query.selection(view);
        let by = kind.fixed_by().unwrap_or_else(|| query.by.clone());
        ground.hold(&by)?;
        Ok(Self {
            picker: Picker::new(c, ground, &selection)?,
            lens: Lens::new(c, ground, &by)?,
            before: Before::new(c, ground, query, view, wording)?,
            kind,
            query,
            view,
            by,
            ground,
            wording,
            selection,
        })
    }

    /// The leads that it is about.
    pub fn rows(&self) -> Vec<&'a Row> {
        self.ground.rows().filter(|row| self.picker.takes(row)).collect()
    }

    pub fn say(&self, key: &str) -> String {
        self.wording.say(key)
    }

    pub fn fill(&self, key: &str, arguments: &[(&'static str, String)]) -> String {
        self.wording.fill(key, arguments)
    }

    pub const fn as_of(&self) -> Instant {
        self.ground.as_of
    }

    /// What the rows are, as a heading.
    pub fn by_name(&self) -> String {
        dimension(self.wording, &self.by)
    }

    /// A selection of those to whom something happened in the period.
    pub fn happening(&self, deed: Deed) -> Selection {
        let happened = Happened { deed, from: self.query.from, before: self.query.before };
        Selection { happened: Some(happened), ..self.selection.clone() }
    }

    /// The report without figures and sections.
    pub fn report(&self) -> Report {
        let word = self.kind.word();
        Report {
            key: word,
            title: self.say(&format!("report-title-{word}")),
            lead: self.say(&format!("report-lead-{word}")),
            scope: self.scope(),
            made_at: self.as_of(),
            highlights: Vec::new(),
            figures: Vec::new(),
            sections: Vec::new(),
            definitions: Vec::new(),
        }
    }

    fn scope(&self) -> Vec<(String, String)> {
        let model = match &self.query.model {
            Some(name) => self.ground.title(name).to_owned(),
            None => self.say("report-all-models"),
        };
        let mut scope = vec![
            (self.say("report-view"), self.say(&format!("report-view-{}", self.view.word()))),
            (self.say("report-period"), period(self.wording, self.query.from, self.query.before)),
            (self.say("by-model"), model),
        ];
        if self.kind.has_rows() {
            scope.push((self.say("report-by"), self.by_name()));
        }
        scope.extend(self.query.filters.iter().map(|filter| self.filter(filter)));
        if let Some(before) = &self.before {
            scope.push((self.say("report-compared"), before.name.clone()));
        }
        scope
    }

    fn filter(&self, filter: &Filter) -> (String, String) {
        (dimension(self.wording, &filter.by), self.value(&filter.by, filter.value.as_deref()))
    }

    /// A value as people read it.
    pub fn value(&self, by: &Dimension, value: Option<&str>) -> String {
        value_name(self.ground, self.wording, by, value)
    }

    /// The definitions of some words.
    pub fn definitions(&self, keys: &[&'static str]) -> Vec<Definition> {
        let define = |key: &&'static str| Definition {
            key,
            term: self.say(&format!("define-{key}")),
            text: self.say(&format!("define-{key}-text")),
        };
        keys.iter().map(define).collect()
    }

    /// A section with a title of its own.
    pub fn section(&self, key: &'static str, table: bareme_reporting::Table) -> Section {
        Section::new(key, self.say(&format!("report-section-{key}")), table)
    }
}

impl ReportQuery {
    /// The leads that it is about, without what happened in its period.
    pub(super) fn selection(&self, view: View) -> Selection {
        let (from, before) = match view {
            View::Cohort => (self.from, self.before),
            View::Activity => (None, None),
        };
        let selection = Selection { model: self.model.clone(), from, before, ..Selection::default() };
        let filters = self.filters.iter().cloned();
        filters.fold(selection, |selection, filter| selection.with(filter.by, filter.value))
    }
}

/// The name of a dimension.
pub(super) fn dimension(wording: &dyn Wording, by: &Dimension) -> String {
    match by {
        Dimension::Account(name) => {
            wording.fill("by-account-attribute", &[("name", wording.attribute(name))])
        }
        Dimension::Contact(name) => {
            wording.fill("by-contact-attribute", &[("name", wording.attribute(name))])
        }
        built_in => wording.say(&format!("by-{}", built_in.word())),
    }
}

/// A value as people read it.
pub(super) fn value_name(
    names: &dyn Names,
    wording: &dyn Wording,
    by: &Dimension,
    value: Option<&str>,
) -> String {
    let Some(value) = value else {
        return wording.say(if *by == Dimension::Rating { "report-unrated" } else { "cohort-unknown" });
    };
    match by {
        Dimension::Model => names.title(value),
        Dimension::Version => {
            let (name, number) = value.rsplit_once(':').unwrap_or((value, ""));
            let arguments = [("model", names.title(name)), ("version", number.to_owned())];
            wording.fill("report-version", &arguments)
        }
        Dimension::Reason => names.reason(value).unwrap_or_else(|| wording.reason(value)),
        _ => value.to_owned(),
    }
}

/// A span of time in words.
pub(super) fn period(wording: &dyn Wording, from: Option<Instant>, before: Option<Instant>) -> String {
    let from = from.map(|from| ("from", wording.date(from)));
    let until = before.map(|before| ("until", wording.date(before)));
    match (from, until) {
        (None, None) => wording.say("report-period-all"),
        (Some(from), None) => wording.fill("report-period-from", &[from]),
        (None, Some(until)) => wording.fill("report-period-until", &[until]),
        (Some(from), Some(until)) => wording.fill("report-period-between", &[from, until]),
    }
}
