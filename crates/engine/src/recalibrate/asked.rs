//! What a run is asked, and what stands in the way of an answer: in words for the person who asked.

use std::fmt;

use bareme_recalibration::run::Target;
use bareme_scoring::{Instant, Stage};

/// No horizon is longer, in days: ten years.
pub const LONGEST_HORIZON: u32 = 3_650;

/// What a run is asked. What is left out is chosen: see [`super`].
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// Name of the model; the primary one when absent.
    pub model: Option<String>,
    /// Leads that became MQL from this moment on …
    pub from: Option<Instant>,
    /// … and before this one.
    pub before: Option<Instant>,
    /// What they were to reach.
    pub target: Target,
    /// Within how many days of the MQL; 90 for SQL and 180 for won when absent.
    pub horizon_days: Option<u32>,
    /// How many MQLs sales can work in a week; as many as there were when absent.
    pub capacity_per_week: Option<f64>,
    /// Seed of all chance.
    pub seed: u64,
    /// Until when outcomes are known; now when absent. A job that is run again asks for the moment of its slot.
    pub as_of: Option<Instant>,
    /// Threads that read and compute; the report does not depend on them.
    pub threads: usize,
    /// Who asks.
    pub by: String,
}

impl Asked {
    /// The usual run of a model.
    pub fn new(model: Option<String>, by: impl Into<String>) -> Self {
        Self {
            model,
            from: None,
            before: None,
            target: Target::Sql,
            horizon_days: None,
            capacity_per_week: None,
            seed: 1,
            as_of: None,
            threads: std::thread::available_parallelism().map_or(1, std::num::NonZero::get),
            by: by.into(),
        }
    }

    /// Within how many days of the MQL the target was to be reached.
    pub fn horizon(&self) -> u32 {
        let usual = match self.target {
            Target::Sql => 90,
            Target::Won => 180,
        };
        self.horizon_days.unwrap_or(usual).clamp(1, LONGEST_HORIZON)
    }
}

/// The word of a target.
pub const fn target_word(target: Target) -> &'static str {
    match target {
        Target::Sql => "sql",
        Target::Won => "won",
    }
}

/// The target of a word.
pub fn target_from_word(word: &str) -> Option<Target> {
    [Target::Sql, Target::Won].into_iter().find(|target| target_word(*target) == word)
}

/// The stage that a target is.
pub(super) const fn target_stage(target: Target) -> Stage {
    match target {
        Target::Sql => Stage::Sql,
        Target::Won => Stage::Won,
    }
}

/// Why there is no report. Nothing was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoReport {
    /// No model was published yet.
    NoModel,
    /// The period ends before it begins.
    Reversed,
    /// The period has not begun.
    Future,
    /// No lead of the model ever became MQL on a date that is known.
    NoLeads {
        /// Leads whose MQL has no date of its own.
        undated: u64,
    },
    /// Leads there are, and none has had its time yet.
    NoneRipe {
        /// Days that each has.
        days: u32,
        /// When the first one has had them.
        first_on: Instant,
    },
    /// Leads that have had their time there are, and none in the period.
    NoneInPeriod {
        /// When the oldest of them became MQL …
        oldest: Instant,
        /// … and the youngest.
        youngest: Instant,
    },
    /// The model is not meant for a single lead of the period, as they were known at the MQL.
    NoneMeant {
        /// Leads in the period.
        leads: u64,
    },
}

impl NoReport {
    /// Its word in message keys.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoModel => "no-model",
            Self::Reversed => "reversed",
            Self::Future => "future",
            Self::NoLeads { .. } => "no-leads",
            Self::NoneRipe { .. } => "none-ripe",
            Self::NoneInPeriod { .. } => "none-in-period",
            Self::NoneMeant { .. } => "none-meant",
        }
    }
}

/// In English, for the command line.
impl fmt::Display for NoReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoModel => {
                f.write_str("there is no model yet; bareme model publish FILE publishes the first one")
            }
            Self::Reversed => f.write_str("the period ends before it begins: no day lies between them"),
            Self::Future => {
                f.write_str("the period has not begun: choose one whose leads have had their time")
            }
            Self::NoLeads { undated: 0 } => f.write_str(
                "no lead of this model has become MQL yet: there is nothing to measure the model by",
            ),
            Self::NoLeads { undated } => write!(
                f,
                "{undated} leads of this model have no date of their own on which they became MQL: \
                 what was known of them then cannot be told"
            ),
            Self::NoneRipe { days, first_on } => write!(
                f,
                "no lead has had its {days} days yet; the first one has had them on {}",
                first_on.date()
            ),
            Self::NoneInPeriod { oldest, youngest } => write!(
                f,
                "no lead of the period has had its time; those that have became MQL between {} and {}",
                oldest.date(),
                youngest.date()
            ),
            Self::NoneMeant { leads } => write!(
                f,
                "the model is not meant for any of the {leads} leads of the period, as they were known then"
            ),
        }
    }
}
