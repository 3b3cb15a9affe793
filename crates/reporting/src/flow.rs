//! Where leads go: how many went from each stage to each other one, and where they stand.

use std::collections::BTreeMap;

use bareme_scoring::Stage;
use serde::Serialize;

use crate::Passage;

/// The stages that a lead has reached, as a set of ten bits in the order of [`Stage::ALL`]. There are some twenty such
/// sets in practice, so that a database can group any number of leads by them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Path(u16);

/// Leads that went from one stage to another, or stand at one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Flow {
    /// From this stage …
    pub from: Stage,
    /// … to this one; `None`: they still stand there, or that was the end.
    pub to: Option<Stage>,
    /// How many.
    pub count: u64,
}

impl Path {
    /// The path with a stage reached.
    #[must_use]
    pub const fn with(self, stage: Stage) -> Self {
        Self(self.0 | 1 << (stage as usize))
    }

    const fn has(self, stage: Stage) -> bool {
        self.0 & (1 << (stage as usize)) != 0
    }

    /// Whether leads of this path went from a stage on to another, or, without one, ended or still stand there: whether
    /// [`flows`] counts them there.
    pub fn leads(self, from: Stage, to: Option<Stage>) -> bool {
        let mut stages =
            ORDER.into_iter().filter(|stage| self.has(*stage)).skip_while(|stage| *stage != from);
        self.has(Stage::Mql) && stages.next() == Some(from) && stages.next() == to
    }
}

impl From<&Passage> for Path {
    fn from(passage: &Passage) -> Self {
        let reached = Stage::ALL.into_iter().filter(|stage| passage.reached(*stage).is_some());
        reached.fold(Self::default(), Self::with)
    }
}

/// The order in which stages come: what refuses a lead comes after what it refuses.
const ORDER: [Stage; 9] = [
    Stage::Mql,
    Stage::Rejected,
    Stage::Sal,
    Stage::Sql,
    Stage::Opportunity,
    Stage::Won,
    Stage::Lost,
    Stage::Recycled,
    Stage::Disqualified,
];

/// The flows from MQL on, from paths as a database groups them; only what carries leads, in the order of [`Stage::ALL`].
/// What flows into a stage flows out of it or stands there.
pub fn flows(paths: impl IntoIterator<Item = (Path, u64)>) -> Vec<Flow> {
    let mut flows: BTreeMap<(Stage, Option<Stage>), u64> = BTreeMap::new();
    for (path, count) in paths.into_iter().filter(|(path, count)| path.has(Stage::Mql) && *count > 0) {
        let mut stages = ORDER.into_iter().filter(|stage| path.has(*stage)).peekable();
        while let Some(from) = stages.next() {
            *flows.entry((from, stages.peek().copied())).or_default() += count;
        }
    }
    flows.into_iter().map(|((from, to), count)| Flow { from, to, count }).collect()
}
