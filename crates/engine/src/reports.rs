//! Reports as values: what each figure means stands in its own file, and each opens exactly the leads that it counts.

mod choices;
mod compare;
mod dimension;
mod figure;
mod frame;
mod funnel;
mod ground;
mod lens;
mod pick;
mod rows;
mod selection;
mod wording;

use std::str::FromStr;

use bareme_reporting::Report;
use bareme_scoring::Instant;

pub use choices::{Choices, choices, fiscal_start};
pub use dimension::{Dimension, SIZES};
pub use lens::ratings;
pub use selection::{Deed, Described, Filter, Happened, Only, Selection};
pub use wording::{English, Wording};

pub(crate) use dimension::size_band;
pub(crate) use funnel::cohorts;
pub(crate) use ground::Ground;
pub(crate) use pick::{count, with_picked};

use crate::{Engine, EngineError, Result};
use frame::Study;

/// Which report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportKind {
    /// From hand-over to customer.
    Funnel,
}

/// Which leads a period means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    /// Leads that became MQL in the period, followed for as long as they exist.
    #[default]
    Cohort,
    /// What happened in the period, to whichever leads.
    Activity,
}

/// What a report is asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReportQuery {
    /// Name of the model; leads of all models when absent.
    pub model: Option<String>,
    /// The period begins here …
    pub from: Option<Instant>,
    /// … and ends before this moment.
    pub before: Option<Instant>,
    /// The rows; months when nothing else is said.
    pub by: Dimension,
    /// Which leads the period means. A report that has one view only takes that.
    pub view: View,
    /// Only leads that have, or lack, these values.
    pub filters: Vec<Filter>,
}

impl ReportKind {
    /// Every report.
    pub const ALL: [Self; 1] = [Self::Funnel];

    /// The word in addresses, names of files and on the command line.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Funnel => "funnel",
        }
    }

    /// The views that it has, the usual one first.
    pub const fn views(self) -> &'static [View] {
        match self {
            Self::Funnel => &[View::Cohort, View::Activity],
        }
    }
}

impl FromStr for ReportKind {
    type Err = EngineError;

    fn from_str(word: &str) -> Result<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word).ok_or_else(|| {
            let words: Vec<&str> = Self::ALL.iter().map(|kind| kind.word()).collect();
            EngineError::Invalid(format!("'{word}' is not a report: choose one of {}", words.join(", ")))
        })
    }
}

impl View {
    /// Both, the usual one first.
    pub const ALL: [Self; 2] = [Self::Cohort, Self::Activity];

    /// The word in addresses and on the command line.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Cohort => "cohort",
            Self::Activity => "activity",
        }
    }
}

impl FromStr for View {
    type Err = EngineError;

    fn from_str(word: &str) -> Result<Self> {
        Self::ALL
            .into_iter()
            .find(|view| view.word() == word)
            .ok_or_else(|| EngineError::Invalid(format!("'{word}' is not a view: choose cohort or activity")))
    }
}

/// Makes a report.
///
/// # Errors
///
/// An unknown model, and those of the store.
pub fn report(
    engine: &Engine,
    kind: ReportKind,
    query: &ReportQuery,
    wording: &dyn Wording,
) -> Result<Report> {
    engine.database().read(|c| {
        let passages = engine.passages(c)?;
        let ground = Ground::new(engine, c, &passages)?;
        let study = Study::new(c, &ground, kind, query, wording)?;
        Ok(match kind {
            ReportKind::Funnel => funnel::report(&study),
        })
    })
}
