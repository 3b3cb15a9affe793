//! Reports as values: what each figure means stands in its own file, and each opens exactly the leads that it counts.

mod acceptance;
mod accounts;
mod choices;
mod clock;
mod compare;
mod conversion;
mod dimension;
mod figure;
mod flows;
mod frame;
mod funnel;
mod ground;
mod lens;
mod measured;
mod pick;
mod pipeline;
mod reasons;
mod rows;
mod selection;
mod sighted;
mod sla;
mod stages;
mod wording;

use std::str::FromStr;

use bareme_access::Action;
use bareme_reporting::{Period, Report};
use bareme_scoring::Instant;

pub use choices::{Choices, choices, fiscal_start};
pub use dimension::{Dimension, SIZES};
pub use lens::ratings;
pub use measured::{MeasuredList, measured, measured_figures, measured_sections};
pub(crate) use measured::{decile_bar, decile_cells};
pub use selection::{Deed, Described, Filter, Happened, Names, Only, Selection};
pub use wording::{English, Wording};

pub(crate) use dimension::size_band;
pub(crate) use funnel::cohorts;
pub(crate) use ground::Ground;
pub(crate) use lens::Lens;
pub(crate) use pick::{Picker, count, with_picked};

use crate::{Engine, EngineError, Result};
use frame::Study;

/// Which report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportKind {
    /// From hand-over to customer.
    Funnel,
    /// Whether sales wants the leads.
    Acceptance,
    /// Why sales said no.
    Reasons,
    /// Whether sales responds in time.
    Sla,
    /// How long leads stand at each stage, and what is won in a day.
    Stages,
    /// What opportunities are worth.
    Pipeline,
    /// Whether better ratings convert better.
    Conversion,
    /// Where leads go.
    Flows,
    /// How companies stand and move.
    Accounts,
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
    /// The rows; see [`ReportKind::usual_by`] for a beginning.
    pub by: Dimension,
    /// Which leads the period means. A report that has one view only takes that.
    pub view: View,
    /// Only leads that have, or lack, these values.
    pub filters: Vec<Filter>,
}

impl ReportKind {
    /// Every report.
    pub const ALL: [Self; 9] = [
        Self::Funnel,
        Self::Acceptance,
        Self::Reasons,
        Self::Sla,
        Self::Stages,
        Self::Pipeline,
        Self::Conversion,
        Self::Flows,
        Self::Accounts,
    ];

    /// Those that count leads.
    pub const OF_LEADS: [Self; 8] = [
        Self::Funnel,
        Self::Acceptance,
        Self::Reasons,
        Self::Sla,
        Self::Stages,
        Self::Pipeline,
        Self::Conversion,
        Self::Flows,
    ];

    /// The word in addresses, names of files and on the command line.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Funnel => "funnel",
            Self::Acceptance => "acceptance",
            Self::Reasons => "reasons",
            Self::Sla => "sla",
            Self::Stages => "stages",
            Self::Pipeline => "pipeline",
            Self::Conversion => "conversion",
            Self::Flows => "flows",
            Self::Accounts => "accounts",
        }
    }

    /// The views that it has, the usual one first.
    pub const fn views(self) -> &'static [View] {
        match self {
            Self::Funnel | Self::Acceptance | Self::Reasons => &View::ALL,
            _ => &[View::Cohort],
        }
    }

    /// Whether its rows can be chosen.
    pub const fn has_rows(self) -> bool {
        !matches!(self, Self::Conversion | Self::Flows)
    }

    /// The rows that it shows when nobody chose any.
    pub const fn usual_by(self) -> Dimension {
        match self {
            Self::Pipeline | Self::Conversion => Dimension::Rating,
            Self::Reasons => Dimension::Source,
            _ => Dimension::Period(Period::Month),
        }
    }

    /// The rows that it always has.
    fn fixed_by(self) -> Option<Dimension> {
        (!self.has_rows()).then(|| self.usual_by())
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
    engine.must(Action::SeeReports)?;
    let sums = engine.database().read(|c| engine.seen(c, Action::SeeReports))?.sums;
    let report = made(engine, kind, query, wording)?;
    Ok(if sums { report.without_lists() } else { report })
}

fn made(engine: &Engine, kind: ReportKind, query: &ReportQuery, wording: &dyn Wording) -> Result<Report> {
    engine.database().read(|c| {
        let on_leads: fn(&Study<'_>) -> Report = match kind {
            ReportKind::Funnel => funnel::report,
            ReportKind::Acceptance => acceptance::report,
            ReportKind::Reasons => reasons::report,
            ReportKind::Sla => sla::report,
            ReportKind::Stages => stages::report,
            ReportKind::Pipeline => pipeline::report,
            ReportKind::Conversion => conversion::report,
            ReportKind::Flows => flows::report,
            ReportKind::Accounts => return accounts::report(engine, c, query, wording),
        };
        let passages = engine.passages(c)?;
        let ground = Ground::new(engine, c, &passages)?;
        Ok(on_leads(&Study::new(c, &ground, kind, query, wording)?))
    })
}

/// Reads all leads into memory, so that the first report of a process need not.
///
/// # Errors
///
/// When the database cannot be read.
pub fn warm_up(engine: &Engine) -> Result<()> {
    engine.database().read(|c| engine.passages(c).map(drop))
}
