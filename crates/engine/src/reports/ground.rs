//! What reports stand on: the leads in memory, and what the settings and models say about them.

use std::sync::Arc;

use bareme_reporting::{Period, Span};
use bareme_scoring::{Agreement, Instant};
use bareme_store::models::StoredVersion;
use bareme_store::{AnyConnection, models};

use super::Dimension;
use super::selection::Names;
use super::sighted::Sighted;
use super::wording::Wording;
use crate::passages::{Passages, Row};
use crate::{Engine, EngineError, LoadedModel, Result};

/// What reports stand on.
pub(crate) struct Ground<'p> {
    pub passages: &'p Passages,
    /// The primary one first.
    pub models: Vec<LoadedModel>,
    /// Every version of every model, by model in that order, then by number.
    pub versions: Vec<StoredVersion>,
    /// Leads are followed until this moment.
    pub as_of: Instant,
    /// Teams, the clock of the service level, the fiscal year.
    pub agreement: Arc<Agreement>,
    /// The month in which the fiscal year begins, 1 to 12.
    pub fiscal_start: u32,
    sight: Sighted,
}

impl<'p> Ground<'p> {
    /// What a transaction sees.
    pub fn new(engine: &Engine, c: &mut AnyConnection, passages: &'p Passages) -> Result<Self> {
        let loaded = engine.models(c)?;
        let mut versions = Vec::new();
        for model in &loaded {
            let mut own = models::list_versions(c, model.stored.id)?;
            own.sort_by_key(|version| version.number);
            versions.extend(own);
        }
        let agreement = engine.agreement(c)?;
        Ok(Self {
            sight: Sighted::new(engine, c, passages)?,
            passages,
            models: loaded,
            versions,
            as_of: engine.now(),
            fiscal_start: agreement.fiscal_year_start,
            agreement,
        })
    }

    /// The leads that whoever looks may count, by id.
    pub fn rows(&self) -> impl Iterator<Item = &'p Row> {
        let passages: &'p Passages = self.passages;
        passages.rows().filter(|row| self.sight.shows(row))
    }

    /// How many they are.
    pub fn count(&self) -> u64 {
        if self.is_all() { self.passages.count() } else { self.rows().map(|_| 1).sum() }
    }

    /// Whether all leads are counted.
    pub const fn is_all(&self) -> bool {
        matches!(self.sight, Sighted::All | Sighted::Sums)
    }

    /// Refuses to look at leads by what single people are, where only sums may be seen.
    pub fn hold(&self, by: &Dimension) -> Result<()> {
        match (&self.sight, by) {
            (Sighted::Sums, Dimension::Contact(name)) => Err(EngineError::not_found("attribute", name)),
            _ => Ok(()),
        }
    }

    /// The model of a name.
    pub fn model(&self, name: &str) -> Result<&LoadedModel> {
        let found = self.models.iter().find(|model| model.stored.name == name);
        found.ok_or_else(|| EngineError::not_found("model", name))
    }

    /// The title of a model; the name of one that nobody knows.
    pub fn title<'a>(&'a self, name: &'a str) -> &'a str {
        self.model(name).map_or(name, |model| &model.stored.title)
    }

    /// What people read for a reason, from its code.
    pub fn reason_text(&self, wording: &dyn Wording, code: &str) -> String {
        self.reason(code).unwrap_or_else(|| wording.reason(code))
    }

    /// The calendar period that begins and ends at these moments.
    pub fn calendar_period(&self, from: Instant, until: Instant) -> Option<(Period, Span)> {
        calendar_period(from, until, self.fiscal_start)
    }
}

impl Names for Ground<'_> {
    fn title(&self, model: &str) -> String {
        Ground::title(self, model).to_owned()
    }

    fn reason(&self, code: &str) -> Option<String> {
        self.agreement.reasons.label(code).map(ToOwned::to_owned)
    }
}

/// The calendar period that begins and ends at these moments.
pub(super) fn calendar_period(from: Instant, until: Instant, fiscal_start: u32) -> Option<(Period, Span)> {
    let around = |period: Period| (period, period.around(from, fiscal_start));
    Period::ALL.into_iter().map(around).find(|(_, span)| span.from == from && span.until == until)
}
