//! What a reach means for one person: whose things.

use crate::{Action, Principal, Reach, reach};

/// Which things somebody reaches with an action: what [`reach`] says, with the names that it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// None: it answers as if nothing of the kind existed.
    Nothing,
    /// Sums over all, of nobody in particular.
    Aggregates,
    /// All, with names and addresses masked.
    Masked,
    /// What this person has, and what waits in the queue of their team and nobody has yet.
    Own {
        /// The person.
        name: String,
        /// Their team.
        team: Option<String>,
    },
    /// What this team has, its people have, or the person has who leads it.
    Team {
        /// The person.
        name: String,
        /// Their team.
        team: String,
    },
    /// All.
    All,
}

impl Principal {
    /// Which things they reach with an action. Who leads no team has what is their own.
    pub fn scope(&self, action: Action) -> Scope {
        let name = self.name.clone();
        match (reach(self.role, action), &self.team) {
            (Reach::Nothing, _) => Scope::Nothing,
            (Reach::Aggregates, _) => Scope::Aggregates,
            (Reach::Masked, _) => Scope::Masked,
            (Reach::Own, team) => Scope::Own { name, team: team.clone() },
            (Reach::Team, Some(team)) => Scope::Team { name, team: team.clone() },
            (Reach::Team, None) => Scope::Own { name, team: None },
            (Reach::All, _) => Scope::All,
        }
    }

    /// Whether they reach anything at all with an action.
    pub const fn may(&self, action: Action) -> bool {
        !matches!(reach(self.role, action), Reach::Nothing)
    }
}
