//! The life of a lead: stages, and the transitions between them that may refuse.
//!
//! The log of transitions is the truth and only grows; a [`Lead`] is what the log adds up to.

mod act;
mod bant;
mod event;
mod hand_off;
mod history;
mod moves;
mod party;
mod projection;
#[cfg(test)]
mod properties;
mod reason;
mod refusal;
mod slip;
#[cfg(test)]
mod tests;
mod transition;

use std::fmt;

use serde::{Deserialize, Serialize};

pub use act::Act;
pub use bant::{Answer, Bant, Finding};
pub use event::Event;
pub use hand_off::{COOL_OFF_DAYS, WhyNot, may_hand_off};
pub use history::history;
pub use moves::{Assignee, HandOver};
pub use party::{By, Party};
pub use projection::{Lead, Newest, Reached, project};
pub use reason::{Reason, ReasonPolicy, ReasonProblem, Reasons};
pub use refusal::Refusal;
pub use slip::UNDO_MS;
pub use transition::{Detail, Transition};

use crate::fold;

/// Where a lead stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Known, not handed over.
    #[default]
    Inquiry,
    /// Marketing-qualified: handed over to sales.
    Mql,
    /// Sales-accepted.
    Sal,
    /// Sales-qualified.
    Sql,
    /// An opportunity is open.
    Opportunity,
    /// Won.
    Won,
    /// Refused by sales; becomes recycled or disqualified by the reason's policy.
    Rejected,
    /// Back to nurture; a later hand-off opens a new lead.
    Recycled,
    /// Out for good.
    Disqualified,
    /// The opportunity was lost.
    Lost,
}

impl Stage {
    /// Every stage, none before one that leads to it.
    pub const ALL: [Self; 10] = [
        Self::Inquiry,
        Self::Mql,
        Self::Sal,
        Self::Sql,
        Self::Opportunity,
        Self::Won,
        Self::Rejected,
        Self::Recycled,
        Self::Disqualified,
        Self::Lost,
    ];

    /// The word used in files and databases.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Inquiry => "inquiry",
            Self::Mql => "mql",
            Self::Sal => "sal",
            Self::Sql => "sql",
            Self::Opportunity => "opportunity",
            Self::Won => "won",
            Self::Rejected => "rejected",
            Self::Recycled => "recycled",
            Self::Disqualified => "disqualified",
            Self::Lost => "lost",
        }
    }

    /// The stage of a word, however it is spaced and cased (`MQL`, `Opportunity`).
    pub fn from_word(word: &str) -> Option<Self> {
        let plain = fold(word.trim());
        Self::ALL.into_iter().find(|stage| stage.word() == plain)
    }

    /// Whether sales has the lead, or has refused it without anything having followed from that yet.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Mql | Self::Sal | Self::Sql | Self::Opportunity | Self::Rejected)
    }

    /// Whether the lead is finished: nothing can follow.
    pub const fn is_closed(self) -> bool {
        matches!(self, Self::Won | Self::Lost | Self::Recycled | Self::Disqualified)
    }
}

/// As it stands in a sentence: `MQL`, `opportunity`, `won`.
impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Mql => "MQL",
            Self::Sal => "SAL",
            Self::Sql => "SQL",
            other => other.word(),
        })
    }
}
