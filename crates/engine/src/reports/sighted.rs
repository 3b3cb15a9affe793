//! Which leads somebody may count: their own, their team's, or all.

use std::collections::BTreeSet;

use bareme_access::Action;
use bareme_store::AnyConnection;

use crate::passages::{Passages, Row, Word};
use crate::{Engine, Result};

/// Which leads are counted.
pub(super) enum Sighted {
    /// All.
    All,
    /// All, and nobody may be told from another.
    Sums,
    /// Those of some people and teams, as the words of leads.
    Of { owners: BTreeSet<Word>, teams: BTreeSet<Word>, queues: BTreeSet<Word> },
}

impl Sighted {
    /// What whoever the engine works for may count.
    pub fn new(engine: &Engine, c: &mut AnyConnection, passages: &Passages) -> Result<Self> {
        let seen = engine.seen(c, Action::SeeReports)?;
        let words = |names: &[String]| {
            names.iter().filter_map(|name| passages.words().find(name)).collect::<BTreeSet<Word>>()
        };
        Ok(match &seen.whose {
            Some(whose) => Self::Of {
                owners: words(&whose.owners),
                teams: words(&whose.teams),
                queues: words(&whose.queues),
            },
            None if seen.sums => Self::Sums,
            None => Self::All,
        })
    }

    /// Whether a lead is counted.
    pub fn shows(&self, row: &Row) -> bool {
        match self {
            Self::All | Self::Sums => true,
            Self::Of { owners, teams, queues } => {
                owners.contains(&row.owner)
                    || teams.contains(&row.team)
                    || (row.owner == Word::default() && queues.contains(&row.team))
            }
        }
    }
}
