//! The funnel: what became of the leads that were handed over, cohort by cohort.

use std::collections::BTreeMap;
use std::str::FromStr;

use bareme_reporting::{Cohort, CohortCounts, Counts, Funnel, Period, Spread, by_period};
use bareme_scoring::{DAY_MS, Instant};
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
    let mut gathered = Gathered { by: query.by, ..Gathered::default() };
    leads::for_each_funnel_line(c, &period, group_of(query.by), |line| -> Result<()> {
        gathered.add(&line);
        Ok(())
    })?;
    let total = leads::count(c)?;
    let as_of = engine.now();
    let counted = gathered.counted;
    let (funnel, values) = gathered.finish(query, as_of, fiscal_start);
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
        Breakdown::Period(_) => leads::FunnelGroup::None,
        Breakdown::Source => leads::FunnelGroup::Source,
        Breakdown::Campaign => leads::FunnelGroup::Campaign,
        Breakdown::Owner => leads::FunnelGroup::Owner,
        Breakdown::Rating => leads::FunnelGroup::Rating,
        Breakdown::Country => leads::FunnelGroup::Country,
        Breakdown::Industry => leads::FunnelGroup::Industry,
    }
}

/// Leads as they come by.
struct Gathered {
    by: Breakdown,
    days: BTreeMap<i64, Counts>,
    groups: BTreeMap<Option<String>, (Counts, Instant, Instant)>,
    days_to_win: Vec<f64>,
    counted: u64,
}

impl Default for Gathered {
    fn default() -> Self {
        Self {
            by: Breakdown::Period(Period::Month),
            days: BTreeMap::new(),
            groups: BTreeMap::new(),
            days_to_win: Vec::new(),
            counted: 0,
        }
    }
}

impl Gathered {
    fn add(&mut self, line: &FunnelLine) {
        let at = Instant::from_millis(line.mql_at);
        let one = |reached: Option<i64>| u64::from(reached.is_some());
        let counts = Counts {
            mql: 1,
            sal: one(line.sal_at),
            sql: one(line.sql_at),
            opportunity: one(line.opportunity_at),
            won: one(line.won_at),
            rejected: one(line.rejected_at),
            recycled: one(line.recycled_at),
            disqualified: one(line.disqualified_at),
            lost: one(line.lost_at),
            oldest_undecided: (line.sal_at.is_none() && line.rejected_at.is_none()).then_some(at),
        };
        self.counted += 1;
        if let Some(won) = line.won_at {
            self.days_to_win.push(Instant::from_millis(won).days_since(at));
        }
        if let Breakdown::Period(_) = self.by {
            *self.days.entry(at.day()).or_default() += counts;
        } else {
            let (sum, first, last) =
                self.groups.entry(line.group.clone()).or_insert((Counts::default(), at, at));
            *sum += counts;
            *first = at.min(*first);
            *last = at.max(*last);
        }
    }

    fn finish(self, query: &FunnelQuery, as_of: Instant, fiscal_start: u32) -> (Funnel, Vec<Option<String>>) {
        let median = Spread::of(self.days_to_win).map(|spread| spread.median);
        if let Breakdown::Period(period) = query.by {
            let days = self.days.into_iter().map(|(day, counts)| CohortCounts {
                mql_at: Instant::from_millis(day.saturating_mul(DAY_MS)),
                counts,
            });
            return (Funnel::new(by_period(days, period, fiscal_start), as_of, median), Vec::new());
        }
        let mut groups: Vec<_> = self.groups.into_iter().collect();
        if query.by != Breakdown::Rating {
            // The largest first; ratings keep their own order.
            groups.sort_by(|(one, (a, ..)), (other, (b, ..))| b.mql.cmp(&a.mql).then(one.cmp(other)));
        }
        let values: Vec<Option<String>> = groups.iter().map(|(value, _)| value.clone()).collect();
        let cohorts = groups
            .into_iter()
            .map(|(value, (counts, first, last))| Cohort {
                label: value.unwrap_or_default(),
                from: query.from.unwrap_or(first),
                until: query.before.unwrap_or_else(|| last.plus_millis(1)),
                counts,
            })
            .collect();
        (Funnel::new(cohorts, as_of, median), values)
    }
}
