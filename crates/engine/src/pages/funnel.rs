//! The funnel: what became of the leads that were handed over, cohort by cohort.

use std::collections::BTreeMap;
use std::str::FromStr;

use bareme_reporting::{Cohort, CohortCounts, Counts, Funnel, Period, by_period, time_spread};
use bareme_scoring::{DAY_MS, Instant, Rating, Stage};
use bareme_store::AnyConnection;

use crate::passages::{Passages, Row, Word};
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
    let fiscal_start = engine.agreement(c)?.fiscal_year_start;
    let passages = engine.passages(c)?;
    let model_id = model.as_ref().map(|model| model.stored.id);
    let wanted = || passages.rows().filter(|row| query.takes(model_id, row));
    let days_to_win = wanted().filter_map(|row| row.passage.time_between(Stage::Mql, Stage::Won));
    let median_days = time_spread(days_to_win.map(|millis| (millis, 1))).map(|all| all.median);
    let (cohorts, values) = match query.by {
        Breakdown::Period(period) => (by_period(by_day(wanted()), period, fiscal_start), Vec::new()),
        by => cohorts_of(query, by, lines_by(&passages, by, wanted())),
    };
    let funnel = Funnel::new(cohorts, engine.now(), median_days);
    Ok(FunnelView {
        model: model.as_ref().map(LoadedModel::reference),
        models,
        left_out: passages.count().saturating_sub(funnel.total.mql),
        funnel,
        values,
    })
}

impl FunnelQuery {
    fn takes(&self, model_id: Option<i64>, row: &Row) -> bool {
        model_id.is_none_or(|id| row.model_id == id)
            && row.passage.reached(Stage::Mql).is_some_and(|at| {
                self.from.is_none_or(|from| from <= at) && self.before.is_none_or(|before| at < before)
            })
    }
}

/// The counts of each UTC day.
fn by_day<'r>(rows: impl Iterator<Item = &'r Row>) -> Vec<CohortCounts> {
    let mut days: BTreeMap<i64, CohortCounts> = BTreeMap::new();
    for row in rows {
        let Some(mql_at) = row.passage.reached(Stage::Mql) else { continue };
        let first = CohortCounts { mql_at, counts: Counts::default() };
        let day = days.entry(mql_at.millis().div_euclid(DAY_MS)).or_insert(first);
        day.mql_at = day.mql_at.min(mql_at);
        day.counts += row.passage.counts();
    }
    days.into_values().collect()
}

/// The leads that share a value.
struct Line {
    value: Option<String>,
    first_at: Instant,
    last_at: Instant,
    counts: Counts,
}

/// One line for each value of a breakdown, in the order of the values' places.
fn lines_by<'r>(passages: &Passages, by: Breakdown, rows: impl Iterator<Item = &'r Row>) -> Vec<Line> {
    let mut lines: BTreeMap<(Word, Option<u8>), Line> = BTreeMap::new();
    for row in rows {
        let Some(mql_at) = row.passage.reached(Stage::Mql) else { continue };
        let key = match by {
            Breakdown::Period(_) => (Word::default(), None),
            Breakdown::Source => (row.source, None),
            Breakdown::Campaign => (row.campaign, None),
            Breakdown::Owner => (row.owner, None),
            // Leads without a rating come last.
            Breakdown::Rating => (Word::default(), Some(row.passage.rating.map_or(u8::MAX, Rating::index))),
            Breakdown::Country => (row.country, None),
            Breakdown::Industry => (row.industry, None),
        };
        let line = lines.entry(key).or_insert_with(|| Line {
            value: match key {
                (word, None) => passages.text(word).map(ToOwned::to_owned),
                (_, Some(_)) => row.passage.rating.map(|rating| rating.to_string()),
            },
            first_at: mql_at,
            last_at: mql_at,
            counts: Counts::default(),
        });
        line.first_at = line.first_at.min(mql_at);
        line.last_at = line.last_at.max(mql_at);
        line.counts += row.passage.counts();
    }
    lines.into_values().collect()
}

/// One cohort for each line, the largest first; ratings keep their own order. The second part is the values, in the same
/// order.
fn cohorts_of(
    query: &FunnelQuery,
    by: Breakdown,
    mut lines: Vec<Line>,
) -> (Vec<Cohort>, Vec<Option<String>>) {
    if by != Breakdown::Rating {
        lines.sort_by(|one, other| {
            other.counts.mql.cmp(&one.counts.mql).then_with(|| one.value.cmp(&other.value))
        });
    }
    let cohort = |line: &Line| Cohort {
        label: line.value.clone().unwrap_or_default(),
        from: query.from.unwrap_or(line.first_at),
        until: query.before.unwrap_or(line.last_at.plus_millis(1)),
        counts: line.counts,
    };
    (lines.iter().map(cohort).collect(), lines.into_iter().map(|line| line.value).collect())
}
