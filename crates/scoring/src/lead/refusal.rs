//! Why a transition is refused, in a sentence for the person who asked for it or who mends the file.

mod words;

use std::fmt;

use chrono::NaiveDate;

use super::{Event, Party, Stage};
use crate::{DAY_MS, Instant, MoneyError};

/// Why a transition, or a whole history, is refused. A refusal changes nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The table has no such event at this stage.
    #[error(
        "a lead that is {} cannot be {}{}",
        standing(*stage), event.participle(), Takes(*event, *stage)
    )]
    NotAllowed {
        /// Where the lead stands.
        stage: Stage,
        /// What was asked.
        event: Event,
    },
    /// The event exists at this stage, and leads elsewhere.
    #[error("a lead that is {} and is {} does not become {to}", standing(*from), event.participle())]
    WrongTarget {
        /// Where the lead stands.
        from: Stage,
        /// What was asked.
        event: Event,
        /// Where it was said to lead.
        to: Stage,
    },
    /// The log does not fit together: an entry starts elsewhere than where the one before ended.
    #[error(
        "entry {seq} of the log starts at {from}, and the lead stands at {stage}: an entry is missing or wrong"
    )]
    Disconnected {
        /// The entry's number.
        seq: u32,
        /// Where it starts.
        from: Stage,
        /// Where the lead stands.
        stage: Stage,
    },
    /// The log has a gap or a repetition.
    #[error("entry {found} of the log comes where entry {expected} is due")]
    OutOfSequence {
        /// The number that is due.
        expected: u32,
        /// The number that came.
        found: u32,
    },
    /// Dates run backwards.
    #[error(
        "{stage} on {} is before {before} on {}: a lead is {before} first; correct one of the dates",
        Moment(*at), Moment(*before_at)
    )]
    Backwards {
        /// The later stage.
        stage: Stage,
        /// Its date.
        at: Instant,
        /// The stage before it.
        before: Stage,
        /// The date of that one, which is later.
        before_at: Instant,
    },
    /// The date lies before something else that happened at this stage.
    #[error(
        "{stage} on {} is before the newest entry of the log, on {}: the log only grows; correct the date",
        Moment(*at), Moment(*newest_at)
    )]
    BeforeNewest {
        /// The stage that was asked for.
        stage: Stage,
        /// Its date.
        at: Instant,
        /// The date of the newest entry.
        newest_at: Instant,
    },
    /// Two stages that one lead cannot have.
    #[error(
        "{stage} on {} cannot follow {before} on {}: {}",
        Moment(*at), Moment(*before_at), no_way(*before)
    )]
    ImpossibleOrder {
        /// The stage that cannot follow.
        stage: Stage,
        /// Its date.
        at: Instant,
        /// The stage that was reached.
        before: Stage,
        /// Its date.
        before_at: Instant,
    },
    /// One stage with two dates in one record.
    #[error("{stage} is given twice, on {} and on {}: keep one", Moment(*first), Moment(*second))]
    GivenTwice {
        /// The stage.
        stage: Stage,
        /// The earlier date.
        first: Instant,
        /// The later date.
        second: Instant,
    },
    /// A date that has not come yet.
    #[error("{stage} on {} lies in the future (it is {} now)", Moment(*at), Moment(*now))]
    InTheFuture {
        /// The stage.
        stage: Stage,
        /// Its date.
        at: Instant,
        /// The present.
        now: Instant,
    },
    /// The log says otherwise, and a log is never rewritten.
    #[error(
        "{stage} on {} contradicts the log, which has {stage} on {}{}: history is not rewritten",
        Moment(*at), Moment(*logged),
        if *implied { " (taken from the next stage, as no date was known)" } else { "" }
    )]
    Contradiction {
        /// The stage.
        stage: Stage,
        /// The date that is given now.
        at: Instant,
        /// The date in the log.
        logged: Instant,
        /// Whether the log's date was implied.
        implied: bool,
    },
    /// Sales must say why.
    #[error("a lead cannot be {} without a reason", event.participle())]
    ReasonMissing {
        /// What was asked.
        event: Event,
    },
    /// The reason is not on the managed list.
    #[error("'{reason}' is not a reason on the list; choose one of {known}")]
    UnknownReason {
        /// What was given.
        reason: String,
        /// The codes of the list.
        known: String,
    },
    /// The table gives this to somebody else.
    #[error("{party} cannot do this: a lead is {} by {}", event.participle(), Parties(*event))]
    NotTheirs {
        /// What was asked.
        event: Event,
        /// Who asked.
        party: Party,
    },
    /// Somebody else was quicker.
    #[error(
        "{who} was quicker: this lead was {} on {}, after it was shown here; nothing was changed, look at it again",
        event.participle(), Moment(*at)
    )]
    Overtaken {
        /// What happened in between.
        event: Event,
        /// Who did it.
        who: String,
        /// When.
        at: Instant,
    },
    /// The contact has another lead that sales has by now.
    #[error(
        "the contact has another lead that sales has, {} since {}; one person is worked in one lead at a time",
        standing(*stage), Moment(*since)
    )]
    AnotherOpen {
        /// Where the other lead stands.
        stage: Stage,
        /// Since when.
        since: Instant,
    },
    /// The amount cannot be taken.
    #[error(transparent)]
    Money(#[from] MoneyError),
    /// An opportunity that is to close before it was opened.
    #[error(
        "the opportunity is opened on {opened} and cannot be expected to close on {expected}; give a later day"
    )]
    ClosesBefore {
        /// The expected day.
        expected: NaiveDate,
        /// The day on which it is opened.
        opened: NaiveDate,
    },
    /// An assignment that names nobody.
    #[error("say who is to have the lead: a person, a team, or both")]
    NobodyToAssign,
    /// Sales still has time.
    #[error("sales has until {} to respond; a lead is {} only after that", Moment(*due), event.participle())]
    NotDue {
        /// What was asked.
        event: Event,
        /// Until when.
        due: Instant,
    },
    /// No time to respond was set.
    #[error("this lead was handed over without a time to respond, so it cannot be {}", event.participle())]
    NoSla {
        /// What was asked.
        event: Event,
    },
    /// Marked before.
    #[error("this lead has been overdue since {} already", Moment(*since))]
    OverdueAlready {
        /// When it was marked.
        since: Instant,
    },
    /// There is nothing of a person's that could be taken back.
    #[error("there is nothing to take back: {}", because(*newest))]
    NothingToUndo {
        /// The newest entry.
        newest: Option<Event>,
    },
    /// The minute is over.
    #[error(
        "this lead was {} on {}, and a slip can be taken back within a minute; do the next step instead",
        event.participle(), Moment(*at)
    )]
    UndoTooLate {
        /// What was to be taken back.
        event: Event,
        /// When it happened.
        at: Instant,
    },
    /// Only who slipped may take it back.
    #[error("this lead was {} by {who}; only they can take it back", event.participle())]
    UndoNotYours {
        /// What was to be taken back.
        event: Event,
        /// Who did it.
        who: String,
    },
    /// An undo in the log that names another entry than the one that can be taken back, or leads elsewhere.
    #[error("entry {named} cannot be taken back to {to}: the log does not say so")]
    WrongUndo {
        /// The entry that it names.
        named: u32,
        /// Where it leads.
        to: Stage,
    },
}

impl Refusal {
    /// The field of a form beside which the sentence belongs; `None` when it is about the lead as a whole.
    pub const fn field(&self) -> Option<&'static str> {
        match self {
            Self::ReasonMissing { .. } | Self::UnknownReason { .. } => Some("reason"),
            Self::Money(MoneyError::Negative(_)) => Some("amount"),
            Self::Money(_) => Some("currency"),
            Self::ClosesBefore { .. } => Some("expected_close"),
            Self::NobodyToAssign => Some("owner"),
            Self::InTheFuture { .. } | Self::Backwards { .. } | Self::BeforeNewest { .. } => Some("at"),
            _ => None,
        }
    }
}

/// Why nothing can be taken back.
const fn because(newest: Option<Event>) -> &'static str {
    match newest {
        None => "nothing has happened",
        Some(Event::Undo) => "what could be taken back has been",
        Some(Event::HandOff | Event::PassSla | Event::AcceptByDefault | Event::Inquire) => {
            "the newest entry is the system's"
        }
        Some(_) => "the newest entry came from a file",
    }
}

/// Who may do it, for a sentence.
struct Parties(Event);

impl fmt::Display for Parties {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parties = Party::ALL.into_iter().filter(|party| party.may(self.0));
        if let Some(first) = parties.next() {
            write!(f, "{first}")?;
        }
        parties.try_for_each(|party| write!(f, " or {party}"))
    }
}

/// Where a lead stands, after "a lead that is".
const fn standing(stage: Stage) -> &'static str {
    match stage {
        Stage::Inquiry => "an inquiry",
        Stage::Mql => "at MQL",
        Stage::Sal => "at SAL",
        Stage::Sql => "at SQL",
        Stage::Opportunity => "an open opportunity",
        Stage::Won => "already won",
        Stage::Rejected => "rejected",
        Stage::Recycled => "already recycled",
        Stage::Disqualified => "already disqualified",
        Stage::Lost => "already lost",
    }
}

/// What the event would have needed. At the right stage, all that can be wrong is that it happened before.
struct Takes(Event, Stage);

impl fmt::Display for Takes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let source = self.0.source();
        if self.0 == Event::Assign {
            f.write_str(": only a lead that sales has can change hands")
        } else if source == self.1 {
            f.write_str(" again")
        } else {
            write!(f, ": that takes a lead that is {}", standing(source))
        }
    }
}

/// Why there is no way on from a stage.
const fn no_way(before: Stage) -> &'static str {
    match before {
        Stage::Rejected => "a rejected lead is recycled or disqualified",
        Stage::Sql => "a lead at SQL becomes an opportunity",
        Stage::Opportunity => "an opportunity is won or lost",
        Stage::Recycled => "a recycled lead is finished, and a later passage is a lead of its own",
        closed if closed.is_closed() => "a lead has one outcome",
        _ => "the stages of a lead come in one order, and the log only grows",
    }
}

/// A date where the moment is a midnight, as files mostly give it, otherwise the full moment.
pub(super) struct Moment(pub(super) Instant);

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.millis().rem_euclid(DAY_MS) == 0 {
            write!(f, "{}", self.0.date())
        } else {
            write!(f, "{}", self.0)
        }
    }
}
