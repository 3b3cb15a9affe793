//! Which leads a run is about: those of the model whose way is known from a dated MQL to the end of the horizon.
//!
//! They are the leads as reports count them ([`Passage`](bareme_reporting::Passage)): a slip that was undone never
//! happened, a date that only follows from the next stage is no date, and an acceptance that only follows from a later stage is none.

use bareme_scoring::{DAY_MS, Instant, Stage};

use crate::LoadedModel;
use crate::passages::{Passages, Row};

/// A lead that could be looked at.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub row: Row,
    /// When it became MQL.
    pub mql_at: Instant,
    /// Whether it reached the target within the horizon.
    pub event: bool,
}

/// Leads of the model, sorted by when they became MQL, then by id.
#[derive(Clone, Debug, Default)]
pub(super) struct Candidates {
    /// Those whose horizon has passed.
    pub ripe: Vec<Candidate>,
    /// When those became MQL whose horizon has not passed.
    pub unripe: Vec<Instant>,
    /// How many there are whose MQL has no date of its own.
    pub undated: u64,
}

/// What is looked for, how long, and until when outcomes are known.
#[derive(Clone, Copy, Debug)]
pub(super) struct Horizon {
    pub target: Stage,
    pub days: u32,
    pub as_of: Instant,
}

impl Horizon {
    /// Leads that became MQL before this moment are ripe.
    pub fn ripe_before(&self) -> Instant {
        self.as_of.plus_millis(1 - self.millis())
    }

    fn millis(&self) -> i64 {
        i64::from(self.days) * DAY_MS
    }
}

impl Candidates {
    /// The leads of a model. Those that came before there was any model belong to the primary one.
    pub fn of(passages: &Passages, loaded: &LoadedModel, horizon: Horizon) -> Self {
        let mut found = Self::default();
        let stored = &loaded.stored;
        let of_model = |row: &&Row| row.model_id == stored.id || (row.model_id == 0 && stored.is_primary);
        for row in passages.rows().filter(of_model) {
            // What happened after the moment as of which outcomes are known has not happened.
            let row = Row { passage: row.passage.known_at(horizon.as_of), ..row.clone() };
            let Some(mql_at) = row.passage.dated(Stage::Mql) else {
                found.undated += u64::from(row.passage.reached(Stage::Mql).is_some());
                continue;
            };
            if mql_at >= horizon.ripe_before() {
                found.unripe.push(mql_at);
                continue;
            }
            let until = mql_at.plus_millis(horizon.millis());
            let event = row.passage.reached(horizon.target).is_some_and(|at| at <= until);
            found.ripe.push(Candidate { row, mql_at, event });
        }
        found.ripe.sort_by_key(|candidate| (candidate.mql_at, candidate.row.id));
        found.unripe.sort_unstable();
        found
    }

    /// Those that became MQL in a period, its end excluded.
    pub fn within(&self, from: Instant, before: Instant) -> &[Candidate] {
        let start = self.ripe.partition_point(|candidate| candidate.mql_at < from);
        let end = self.ripe.partition_point(|candidate| candidate.mql_at < before);
        self.ripe.get(start..end.max(start)).unwrap_or_default()
    }

    /// How many became MQL in a period whose horizon has not passed.
    pub fn unripe_within(&self, from: Instant, before: Instant) -> u64 {
        self.unripe.iter().filter(|at| from <= **at && **at < before).count() as u64
    }

    /// How many reached the target, and how many did not.
    pub fn outcomes(candidates: &[Candidate]) -> (u64, u64) {
        let events = candidates.iter().filter(|candidate| candidate.event).count() as u64;
        (events, candidates.len() as u64 - events)
    }
}
