//! What can happen to a lead, and the table that says where it leads.

use serde::{Deserialize, Serialize};

use super::Stage;

/// What happened to a lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// The source dates the first contact; only as the first entry of a log.
    Inquire,
    /// Handed over to sales.
    HandOff,
    /// Sales accepts.
    Accept,
    /// Nobody answered in time, and the settings count that as acceptance.
    AcceptByDefault,
    /// Nobody answered in time: overdue, and told to the leader.
    PassSla,
    /// Sales refuses, with a reason.
    Reject,
    /// Sales gives an accepted lead back, with a reason.
    Return,
    /// Sales qualifies.
    Qualify,
    /// An opportunity is opened.
    OpenOpportunity,
    /// The opportunity is won.
    Win,
    /// The opportunity is lost, with a reason.
    Lose,
    /// A refused lead goes back to nurture.
    Recycle,
    /// A refused lead is out for good.
    Disqualify,
    /// Given to a sales person or a team; the stage stays.
    Assign,
    /// A slip is taken back: all is again as before the entry that it names.
    Undo,
}

/// From, event, to. Refusal stands before acceptance: where history knows only that a lead was recycled, it takes
/// the first of the shortest ways, and acceptance is not to be invented.
const TABLE: [(Stage, Event, Stage); 18] = [
    (Stage::Inquiry, Event::Inquire, Stage::Inquiry),
    (Stage::Inquiry, Event::HandOff, Stage::Mql),
    (Stage::Mql, Event::Reject, Stage::Rejected),
    (Stage::Mql, Event::Accept, Stage::Sal),
    (Stage::Mql, Event::AcceptByDefault, Stage::Sal),
    (Stage::Mql, Event::PassSla, Stage::Mql),
    (Stage::Sal, Event::Return, Stage::Recycled),
    (Stage::Sal, Event::Return, Stage::Disqualified),
    (Stage::Sal, Event::Qualify, Stage::Sql),
    (Stage::Sql, Event::OpenOpportunity, Stage::Opportunity),
    (Stage::Opportunity, Event::Win, Stage::Won),
    (Stage::Opportunity, Event::Lose, Stage::Lost),
    (Stage::Rejected, Event::Recycle, Stage::Recycled),
    (Stage::Rejected, Event::Disqualify, Stage::Disqualified),
    (Stage::Mql, Event::Assign, Stage::Mql),
    (Stage::Sal, Event::Assign, Stage::Sal),
    (Stage::Sql, Event::Assign, Stage::Sql),
    (Stage::Opportunity, Event::Assign, Stage::Opportunity),
];

impl Event {
    /// Every event.
    pub const ALL: [Self; 15] = [
        Self::Inquire,
        Self::HandOff,
        Self::Accept,
        Self::AcceptByDefault,
        Self::PassSla,
        Self::Reject,
        Self::Return,
        Self::Qualify,
        Self::OpenOpportunity,
        Self::Win,
        Self::Lose,
        Self::Recycle,
        Self::Disqualify,
        Self::Assign,
        Self::Undo,
    ];

    /// The word used in files and databases.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Inquire => "inquire",
            Self::HandOff => "hand_off",
            Self::Accept => "accept",
            Self::AcceptByDefault => "accept_by_default",
            Self::PassSla => "pass_sla",
            Self::Reject => "reject",
            Self::Return => "return",
            Self::Qualify => "qualify",
            Self::OpenOpportunity => "open_opportunity",
            Self::Win => "win",
            Self::Lose => "lose",
            Self::Recycle => "recycle",
            Self::Disqualify => "disqualify",
            Self::Assign => "assign",
            Self::Undo => "undo",
        }
    }

    /// The event of a word, exactly as [`Self::word`] writes it.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|event| event.word() == word)
    }

    /// Whether sales must say why.
    pub const fn needs_reason(self) -> bool {
        matches!(self, Self::Reject | Self::Return | Self::Lose)
    }

    /// Whether a person who did it by mistake may take it back. What the system did is no slip of anybody's.
    pub const fn can_be_undone(self) -> bool {
        matches!(
            self,
            Self::Accept
                | Self::Reject
                | Self::Return
                | Self::Qualify
                | Self::OpenOpportunity
                | Self::Win
                | Self::Lose
                | Self::Assign
        )
    }

    /// Whether who tells of it may say on which day it happened: what happens with a customer is often told later. How
    /// soon sales answers is measured, so accepting, rejecting and giving back happen when they are told.
    pub const fn may_be_told_later(self) -> bool {
        matches!(self, Self::Qualify | Self::OpenOpportunity | Self::Win | Self::Lose)
    }

    /// The stages that this event leads to from `stage`; none when the table does not allow it there. Only a
    /// return has two, and the reason's policy chooses. Where an undo leads, the log says: see [`Lead::undo`].
    ///
    /// [`Lead::undo`]: super::Lead::undo
    pub fn targets(self, stage: Stage) -> impl Iterator<Item = Stage> {
        TABLE
            .into_iter()
            .filter(move |(from, event, _)| (*from, *event) == (stage, self))
            .map(|(_, _, to)| to)
    }

    /// The one stage from which this event can happen.
    pub(super) fn source(self) -> Stage {
        TABLE.iter().find(|(_, event, _)| *event == self).map_or(Stage::Inquiry, |(from, _, _)| *from)
    }

    /// How a sentence says that it happened to a lead: "… cannot be accepted".
    pub(super) const fn participle(self) -> &'static str {
        match self {
            Self::Inquire => "opened as an inquiry",
            Self::HandOff => "handed over",
            Self::Accept => "accepted",
            Self::AcceptByDefault => "accepted by default",
            Self::PassSla => "marked overdue",
            Self::Reject => "rejected",
            Self::Return => "returned",
            Self::Qualify => "qualified",
            Self::OpenOpportunity => "made an opportunity",
            Self::Win => "won",
            Self::Lose => "lost",
            Self::Recycle => "recycled",
            Self::Disqualify => "disqualified",
            Self::Assign => "assigned",
            Self::Undo => "taken back",
        }
    }
}

/// The shortest way through the table, as the events and the stages they lead to; `None` when there is none.
pub(super) fn route(from: Stage, to: Stage) -> Option<Vec<(Event, Stage)>> {
    if from == to {
        return Some(Vec::new());
    }
    TABLE
        .into_iter()
        .filter(|(start, _, next)| *start == from && *next != from)
        .filter_map(|(_, event, next)| {
            let mut way = vec![(event, next)];
            way.extend(route(next, to)?);
            Some(way)
        })
        .min_by_key(Vec::len)
}
