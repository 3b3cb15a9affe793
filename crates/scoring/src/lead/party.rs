//! Who does something to a lead, and what each may do.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Event, Reasons};
use crate::Instant;

/// A side of the contract. Which person of sales may touch which lead is a matter of roles, decided above.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Party {
    /// Bareme itself: scoring, routing, the SLA sweep.
    System,
    /// A person of sales, or their leader.
    Sales,
    /// The CRM, through a file or the API.
    Crm,
}

impl Party {
    /// Every party.
    pub const ALL: [Self; 3] = [Self::System, Self::Sales, Self::Crm];

    /// Whether the table lets this party do it.
    pub const fn may(self, event: Event) -> bool {
        match event {
            Event::Inquire => matches!(self, Self::System | Self::Crm),
            Event::HandOff | Event::AcceptByDefault | Event::PassSla | Event::Recycle | Event::Disqualify => {
                matches!(self, Self::System)
            }
            Event::Accept | Event::Reject | Event::Return | Event::Qualify | Event::Undo => {
                matches!(self, Self::Sales)
            }
            Event::OpenOpportunity | Event::Win | Event::Lose => matches!(self, Self::Sales | Self::Crm),
            Event::Assign => matches!(self, Self::System | Self::Sales),
        }
    }
}

/// As it stands in a sentence.
impl fmt::Display for Party {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::System => "the system",
            Self::Sales => "sales",
            Self::Crm => "the CRM",
        })
    }
}

/// By whom and when something is done, and what was agreed at that moment.
#[derive(Clone, Copy, Debug)]
pub struct By<'a> {
    /// The side.
    pub party: Party,
    /// The user's address, `system`, or the name of the CRM: what the log keeps.
    pub who: &'a str,
    /// When it happened; the CRM may tell of it later.
    pub at: Instant,
    /// The present.
    pub now: Instant,
    /// The managed list of reasons.
    pub reasons: &'a Reasons,
}

impl<'a> By<'a> {
    /// Something that happens now.
    pub const fn now(party: Party, who: &'a str, now: Instant, reasons: &'a Reasons) -> Self {
        Self { party, who, at: now, now, reasons }
    }
}
