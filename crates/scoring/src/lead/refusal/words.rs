//! Refusals for programs and translations: a stable code, and what the sentence says by name.

use super::{Moment, Refusal};
use crate::MoneyError;
use crate::lead::{Event, Stage};

impl Refusal {
    /// A stable word for the reason, for message catalogues and programs.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Backwards { .. } => "stage_before_stage",
            Self::ImpossibleOrder { .. } => "stage_cannot_follow",
            Self::GivenTwice { .. } => "stage_given_twice",
            Self::InTheFuture { .. } => "stage_in_future",
            Self::Contradiction { implied: false, .. } => "stage_contradicts_log",
            Self::Contradiction { implied: true, .. } => "stage_contradicts_implied",
            Self::NotAllowed { .. } => "event_not_allowed",
            Self::BeforeNewest { .. } => "before_newest_entry",
            Self::ReasonMissing { .. } => "reason_missing",
            Self::UnknownReason { .. } => "reason_unknown",
            Self::NotTheirs { .. } => "party_not_allowed",
            Self::Overtaken { .. } => "overtaken",
            Self::AnotherOpen { .. } => "another_lead_open",
            Self::Money(MoneyError::NoCurrency(_)) => "amount_without_currency",
            Self::Money(MoneyError::UnknownCurrency(_)) => "currency_unknown",
            Self::Money(MoneyError::Negative(_)) => "amount_negative",
            Self::ClosesBefore { .. } => "close_before_open",
            Self::NobodyToAssign => "nobody_to_assign",
            Self::NotDue { .. } => "not_due",
            Self::NoSla { .. } => "no_sla",
            Self::OverdueAlready { .. } => "overdue_already",
            Self::NothingToUndo { .. } => "nothing_to_undo",
            Self::UndoTooLate { .. } => "undo_too_late",
            Self::UndoNotYours { .. } => "undo_not_yours",
            // What only a log that was tampered with can cause.
            Self::WrongTarget { .. }
            | Self::Disconnected { .. }
            | Self::OutOfSequence { .. }
            | Self::WrongUndo { .. } => "refused_by_log",
        }
    }

    /// Names and values. `stage` and `before` are words of stages, `event` is one of events; dates are written as in the
    /// sentence.
    pub fn arguments(&self) -> Vec<(&'static str, String)> {
        self.of_history().or_else(|| self.of_act()).unwrap_or_else(|| vec![("reason", self.to_string())])
    }

    /// What stands in the way of an act.
    fn of_act(&self) -> Option<Vec<(&'static str, String)>> {
        let event = |event: &Event| ("event", event.word().to_owned());
        let at = |at: &crate::Instant| ("at", Moment(*at).to_string());
        Some(match self {
            Self::NotAllowed { stage, event: asked } => {
                vec![("stage", stage.word().to_owned()), event(asked)]
            }
            Self::BeforeNewest { at: given, newest_at, .. } => {
                vec![at(given), ("newest_at", Moment(*newest_at).to_string())]
            }
            Self::ReasonMissing { event: asked } | Self::NoSla { event: asked } => vec![event(asked)],
            Self::UnknownReason { reason, known } => {
                vec![("reason", reason.clone()), ("known", known.clone())]
            }
            Self::NotTheirs { event: asked, party } => vec![event(asked), ("party", party.to_string())],
            Self::Overtaken { event: done, who, at: when } => {
                vec![event(done), ("who", who.clone()), at(when)]
            }
            Self::AnotherOpen { stage, since } => {
                vec![("stage", stage.word().to_owned()), ("since", Moment(*since).to_string())]
            }
            Self::Money(MoneyError::NoCurrency(amount) | MoneyError::Negative(amount)) => {
                vec![("amount", amount.to_string())]
            }
            Self::Money(MoneyError::UnknownCurrency(code)) => vec![("currency", code.clone())],
            Self::ClosesBefore { expected, opened } => {
                vec![("expected", expected.to_string()), ("opened", opened.to_string())]
            }
            Self::NobodyToAssign => Vec::new(),
            Self::NotDue { event: asked, due } => vec![event(asked), ("due", Moment(*due).to_string())],
            Self::OverdueAlready { since } => vec![("since", Moment(*since).to_string())],
            Self::NothingToUndo { newest } => {
                vec![("event", newest.map_or("none", Event::word).to_owned())]
            }
            Self::UndoTooLate { event: done, at: when } => vec![event(done), at(when)],
            Self::UndoNotYours { event: done, who } => vec![event(done), ("who", who.clone())],
            _ => return None,
        })
    }

    /// What stands in the way of a history.
    fn of_history(&self) -> Option<Vec<(&'static str, String)>> {
        let stage = |stage: &Stage| stage.word().to_owned();
        let date = |at: &crate::Instant| Moment(*at).to_string();
        Some(match self {
            Self::Backwards { stage: later, at, before, before_at } => vec![
                ("stage", stage(later)),
                ("at", date(at)),
                ("before", stage(before)),
                ("before_at", date(before_at)),
            ],
            Self::ImpossibleOrder { stage: later, at, before, before_at } => vec![
                ("stage", stage(later)),
                ("at", date(at)),
                ("before", stage(before)),
                ("before_at", date(before_at)),
                ("why", why(*before).to_owned()),
            ],
            Self::GivenTwice { stage: given, first, second } => {
                vec![("stage", stage(given)), ("first", date(first)), ("second", date(second))]
            }
            Self::InTheFuture { stage: given, at, now } => {
                vec![("stage", stage(given)), ("at", date(at)), ("now", date(now))]
            }
            Self::Contradiction { stage: given, at, logged, .. } => {
                vec![("stage", stage(given)), ("at", date(at)), ("logged", date(logged))]
            }
            _ => return None,
        })
    }
}

/// Which of the sentences of `no_way` it is.
const fn why(before: Stage) -> &'static str {
    match before {
        Stage::Rejected => "rejected",
        Stage::Sql => "sql",
        Stage::Opportunity => "opportunity",
        Stage::Recycled => "recycled",
        closed if closed.is_closed() => "closed",
        _ => "order",
    }
}
