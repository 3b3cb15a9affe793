//! Taking a slip back within a minute: an entry of the log that restores what was, because nothing is ever deleted.

use super::{By, Detail, Event, Lead, Refusal, Stage, Transition};
use crate::Instant;

/// Milliseconds in which a slip can be taken back.
pub const UNDO_MS: i64 = 60_000;

/// The newest thing that a person did, and the lead as it was before.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Slip {
    seq: u32,
    event: Event,
    who: String,
    at: Instant,
    before: Lead,
}

impl Lead {
    /// Takes back the newest thing that was done, with what followed from it: the lead is then as it was, but for what
    /// its newest entry is. The minute counts from when it was written, whenever it is said to have happened. What was taken back is not done again by a second undo.
    ///
    /// # Errors
    ///
    /// When the newest entry is the system's, an import's or an undo, when it was done by somebody else, or more than
    /// [`UNDO_MS`] ago.
    pub fn undo(&self, by: &By<'_>) -> Result<Vec<Transition>, Refusal> {
        self.permit(Event::Undo, by, self.stage)?;
        let slip = self.slip.as_deref();
        let slip = slip.ok_or_else(|| Refusal::NothingToUndo {
            newest: self.newest.as_ref().map(|newest| newest.event),
        })?;
        if slip.who != by.who {
            return Err(Refusal::UndoNotYours { event: slip.event, who: slip.who.clone() });
        }
        if by.now.millis_since(slip.at) > UNDO_MS {
            return Err(Refusal::UndoTooLate { event: slip.event, at: slip.at });
        }
        let mut entry = self.step(Event::Undo, slip.before.stage, by.at, by.who);
        entry.detail = Detail { undoes: Some(slip.seq), ..Detail::default() };
        self.check(&entry)?;
        Ok(vec![entry])
    }

    /// Until when `who` can take the newest thing back; `None` when they cannot at all.
    pub fn undo_until(&self, who: &str) -> Option<Instant> {
        self.slip.as_ref().filter(|slip| slip.who == who).map(|slip| slip.at.plus_millis(UNDO_MS))
    }

    /// An undo of the log must name what can be taken back, and lead where the lead stood.
    pub(super) fn check_undo(&self, to: Stage, named: Option<u32>) -> Result<(), Refusal> {
        let slip = self.slip.as_ref().filter(|slip| Some(slip.seq) == named && slip.before.stage == to);
        slip.map(|_| ()).ok_or(Refusal::WrongUndo { named: named.unwrap_or(0), to })
    }

    /// Keeps what a later undo needs. A rejection and what its reason makes follow are one.
    pub(super) fn remember(&mut self, entry: &Transition) {
        let follows = matches!(entry.event, Event::Recycle | Event::Disqualify)
            && self.slip.as_ref().is_some_and(|slip| slip.event == Event::Reject && slip.who == entry.who);
        if follows {
            return;
        }
        self.slip = None;
        if entry.event.can_be_undone() && !entry.implied {
            let slip = Slip {
                seq: entry.seq,
                event: entry.event,
                who: entry.who.clone(),
                at: entry.recorded_at,
                before: self.clone(),
            };
            self.slip = Some(Box::new(slip));
        }
    }

    /// The lead as it was before the slip.
    pub(super) fn restore(&mut self) {
        if let Some(slip) = self.slip.take() {
            *self = slip.before;
        }
    }
}
