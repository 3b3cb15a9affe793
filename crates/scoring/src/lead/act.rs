//! What somebody wants to do to a lead, as a value: one form, one message of the CRM, one line of a bulk action.

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;

use chrono::NaiveDate;

use super::{Assignee, Bant, By, Event, HandOver, Lead, Refusal, Transition};
use crate::Money;

/// An event of the table with all that it says. Notes may always be absent.
#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    /// The system hands the contact over to sales.
    HandOff(HandOver),
    /// Sales accepts.
    Accept {
        /// What the person wrote.
        note: Option<String>,
    },
    /// Silence counts as acceptance.
    AcceptByDefault,
    /// The time to respond passed.
    PassSla {
        /// The leader who is told.
        escalated_to: Option<String>,
    },
    /// Sales refuses.
    Reject {
        /// A code of the managed list.
        reason: Option<String>,
        /// What the person wrote.
        note: Option<String>,
    },
    /// Sales gives an accepted lead back.
    Return {
        /// A code of the managed list.
        reason: Option<String>,
        /// What the person wrote.
        note: Option<String>,
    },
    /// Sales qualifies.
    Qualify {
        /// What was found out.
        bant: Bant,
        /// What the person wrote.
        note: Option<String>,
    },
    /// An opportunity is opened.
    OpenOpportunity {
        /// What it is worth, when known.
        money: Option<Money>,
        /// When it should close, when known.
        expected_close: Option<NaiveDate>,
        /// What the person wrote.
        note: Option<String>,
    },
    /// The opportunity is won.
    Win {
        /// The final amount, where it differs.
        money: Option<Money>,
        /// What the person wrote.
        note: Option<String>,
    },
    /// The opportunity is lost.
    Lose {
        /// A code of the managed list.
        reason: Option<String>,
        /// What the person wrote.
        note: Option<String>,
    },
    /// The lead is routed, or changes hands.
    Assign {
        /// Who is to have it.
        to: Assignee,
        /// What the person wrote.
        note: Option<String>,
    },
    /// The newest slip is taken back.
    Undo,
}

impl Act {
    /// The event that it writes.
    pub const fn event(&self) -> Event {
        match self {
            Self::HandOff(_) => Event::HandOff,
            Self::Accept { .. } => Event::Accept,
            Self::AcceptByDefault => Event::AcceptByDefault,
            Self::PassSla { .. } => Event::PassSla,
            Self::Reject { .. } => Event::Reject,
            Self::Return { .. } => Event::Return,
            Self::Qualify { .. } => Event::Qualify,
            Self::OpenOpportunity { .. } => Event::OpenOpportunity,
            Self::Win { .. } => Event::Win,
            Self::Lose { .. } => Event::Lose,
            Self::Assign { .. } => Event::Assign,
            Self::Undo => Event::Undo,
        }
    }
}

impl Lead {
    /// The entries that an act writes: one, or two for a rejection. They are checked and not yet applied.
    ///
    /// # Errors
    ///
    /// Those of the move: a stage, a party or a date that the table does not allow, and what the act says badly.
    pub fn act(&self, act: Act, by: &By<'_>) -> Result<Vec<Transition>, Refusal> {
        match act {
            Act::HandOff(over) => self.hand_off(by, over),
            Act::Accept { note } => self.accept(by, note),
            Act::AcceptByDefault => self.accept_by_default(by),
            Act::PassSla { escalated_to } => self.pass_sla(by, escalated_to),
            Act::Reject { reason, note } => self.reject(by, reason, note),
            Act::Return { reason, note } => self.give_back(by, reason, note),
            Act::Qualify { bant, note } => self.qualify(by, bant, note),
            Act::OpenOpportunity { money, expected_close, note } => {
                self.open_opportunity(by, money, expected_close, note)
            }
            Act::Win { money, note } => self.win(by, money, note),
            Act::Lose { reason, note } => self.lose(by, reason, note),
            Act::Assign { to, note } => self.assign(by, to, note),
            Act::Undo => self.undo(by),
        }
    }
}
