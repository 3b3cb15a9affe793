//! The funnel: what became of the leads that were handed over, cohort by cohort.

use std::str::FromStr;

use bareme_reporting::{Cohort, CohortCounts, Counts, Funnel, Period, Spread, by_period};
use bareme_scoring::{Instant, Rating};
use bareme_store::leads::{self, FunnelLine};
use bareme_store::{AnyConnection, settings};

use crate::view::FunnelView;
use crate::{Engine, EngineError, LoadedModel, Result};

/// What the rows of the funnel are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Breakdown {
    /// Cohorts of a period.
    Period(Period),
    /// Where leads came from.
    Source,
    /// The campaign that brought them.
    Campaign,
    /// The sales person.
    Owner,
    /// The rating at hand-over.
    Rating,
    /// The country of the contact's account.
    Country,
    /// The industry of the contact's account.
    Industry,
}

impl Breakdown {
    /// Every breakdown.
    pub const ALL: [Self; 10] = [
        Self::Period(Period::Week),
        Self::Period(Period::Month),
        Self::Period(Period::Quarter),
        Self::Period(Period::Year),
        Self::Source,
        Self::Campaign,
        Self::Owner,
        Self::Rating,
        Self::Country,
        Self::Industry,
    ];

    /// The word in addresses and on the command line.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Period(period) => period.word(),
            Self::Source => "source",
            Self::Campaign => "campaign",
            Self::Owner => "owner",
            Self::Rating => "rating",
            Self::Country => "country",
            Self::Industry => "industry",
        }
    }
}

impl FromStr for Breakdown {
    type Err = EngineError;

    fn from_str(word: &str) -> Result<Self> {
        Self::ALL.into_iter().find(|by| by.word() == word).ok_or_else(|| {
            let words: Vec<&str> = Self::ALL.iter().map(|by| by.word()).collect();
            EngineError::Invalid(format!("'{word}' is not a breakdown: choose one of {}", words.join(", ")))
        })
    }
}

/// Which leads, and how they are grouped.
#[derive(Clone, Debug)]
pub struct FunnelQuery {
    /// Name of the model; leads of all models when absent.
    pub model: Option<String>,
    /// MQL from this moment on …
    pub from: Option<Instant>,
    /// … and before this one.
    pub before: Option<Instant>,
    /// The rows.
    pub by: Breakdown,
}

impl Default for FunnelQuery {
    fn default() -> Self {
        Self { model: None, from: None, before: None, by: Breakdown::Period(Period::Month) }
    }
}

/// The funnel in cohort view.
///
/// # Errors
///
/// An unknown model, and those of the store.
pub fn funnel(engine: &Engine, query: &FunnelQuery) -> Result<FunnelView> {
    engine.database().read(|c| view(engine, c, query))
}

pub(super) fn view(engine: &Engine, c: &mut AnyConnection, query: &FunnelQuery) -> Result<FunnelView> {
    let (model, models) = match &query.model {
        Some(name) => engine.pick_model(c, Some(name))?,
        None => (None, engine.models(c)?.iter().map(LoadedModel::reference).collect()),
    };
    let fiscal_start = fiscal_start(c)?;
    let period = leads::FunnelPeriod {
        model_id: model.as_ref().map(|model| model.stored.id),
        from: query.from,
        before: query.before,
    };
    let lines = leads::list_funnel(c, &period, group_of(query.by))?;
    let median_days =
        Spread::of(leads::list_times_to_win(c, &period)?.into_iter().map(days)).map(|all| all.median);
    let total = leads::count(c)?;
    let as_of = engine.now();
    let counted = lines.iter().map(|line| count(line.mql)).sum();
    let (cohorts, values) = match query.by {
        Breakdown::Period(period) => {
            (by_period(lines.iter().map(day_counts), period, fiscal_start), Vec::new())
        }
        _ => groups(query, lines),
    };
    let funnel = Funnel::new(cohorts, as_of, median_days);
    Ok(FunnelView {
        model: model.as_ref().map(LoadedModel::reference),
        models,
        funnel,
        values,
        left_out: total.saturating_sub(counted),
    })
}

/// The month in which the fiscal year begins, 1 to 12.
fn fiscal_start(c: &mut AnyConnection) -> Result<u32> {
    let stored = settings::find(c, "fiscal_year_start")?;
    Ok(stored.and_then(|month| month.parse().ok()).filter(|month| (1..=12).contains(month)).unwrap_or(1))
}

const fn group_of(by: Breakdown) -> leads::FunnelGroup {
    match by {
        Breakdown::Period(_) => leads::FunnelGroup::Day,
        Breakdown::Source => leads::FunnelGroup::Source,
        Breakdown::Campaign => leads::FunnelGroup::Campaign,
        Breakdown::Owner => leads::FunnelGroup::Owner,
        Breakdown::Rating => leads::FunnelGroup::Rating,
        Breakdown::Country => leads::FunnelGroup::Country,
        Breakdown::Industry => leads::FunnelGroup::Industry,
    }
}

fn count(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}

fn days(millis: i64) -> f64 {
    Instant::from_millis(millis).days_since(Instant::from_millis(0))
}

fn counts(line: &FunnelLine) -> Counts {
    Counts {
        mql: count(line.mql),
        sal: count(line.sal),
        sql: count(line.sql),
        opportunity: count(line.opportunity),
        won: count(line.won),
        rejected: count(line.rejected),
        recycled: count(line.recycled),
        disqualified: count(line.disqualified),
        lost: count(line.lost),
        oldest_undecided: line.oldest_undecided_at.map(Instant::from_millis),
    }
}

fn day_counts(line: &FunnelLine) -> CohortCounts {
    CohortCounts { mql_at: Instant::from_millis(line.first_at), counts: counts(line) }
}

/// One cohort for each value of a breakdown, the largest first; ratings keep their own order. The second part is the
/// values, in the same order.
fn groups(query: &FunnelQuery, mut lines: Vec<FunnelLine>) -> (Vec<Cohort>, Vec<Option<String>>) {
    if query.by == Breakdown::Rating {
        // Leads without a rating come last.
        let place = |line: &FunnelLine| line.value.as_ref().and_then(|number| number.parse::<u8>().ok());
        lines.sort_by_key(|line| place(line).unwrap_or(u8::MAX));
        for line in &mut lines {
            let rating = line.value.as_ref().and_then(|number| Rating::from_index(number.parse().ok()?));
            line.value = rating.map(|rating| rating.to_string());
        }
    } else {
        lines.sort_by(|one, other| other.mql.cmp(&one.mql).then_with(|| one.value.cmp(&other.value)));
    }
    let cohort = |line: &FunnelLine| Cohort {
        label: line.value.clone().unwrap_or_default(),
        from: query.from.unwrap_or(Instant::from_millis(line.first_at)),
        until: query.before.unwrap_or(Instant::from_millis(line.last_at).plus_millis(1)),
        counts: counts(line),
    };
    (lines.iter().map(cohort).collect(), lines.into_iter().map(|line| line.value).collect())
}
