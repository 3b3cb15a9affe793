//! The log of a proposal, folded into how it stands: which revision, who signed it, whether it is still to be decided.

use bareme_scoring::Instant;
use bareme_store::proposals::{StoredEntry, StoredProposal};
use bareme_store::{AnyConnection, StoreError, models, proposals};

use crate::{EngineError, Result};

/// Who has to agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// A leader of marketing.
    Marketing,
    /// A leader of sales.
    Sales,
}

impl Side {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Marketing, Self::Sales];

    /// The word in forms and databases.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Marketing => "marketing",
            Self::Sales => "sales",
        }
    }

    /// The side of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|side| side.word() == word)
    }

    /// The other one.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Marketing => Self::Sales,
            Self::Sales => Self::Marketing,
        }
    }
}

/// What happened to a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// It was opened.
    Propose,
    /// Its document was changed: a new revision, which nobody has signed.
    Edit,
    /// A side agreed.
    Sign,
    /// A side refused.
    Reject,
    /// It became a version.
    Publish,
}

impl Event {
    /// The word in databases and message keys.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Propose => "propose",
            Self::Edit => "edit",
            Self::Sign => "sign",
            Self::Reject => "reject",
            Self::Publish => "publish",
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        [Self::Propose, Self::Edit, Self::Sign, Self::Reject, Self::Publish]
            .into_iter()
            .find(|event| event.word() == word)
    }
}

/// How a proposal stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// It waits for signatures.
    Open,
    /// A side refused the revision; an edit opens it again.
    Rejected,
    /// Another version came into force meanwhile; an edit sets it against that.
    Overtaken,
    /// It became a version.
    Published,
}

impl State {
    /// The word in message keys.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Rejected => "rejected",
            Self::Overtaken => "overtaken",
            Self::Published => "published",
        }
    }
}

/// A signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// Whose.
    pub who: String,
    /// When.
    pub at: Instant,
}

/// A revision of the document.
#[derive(Clone, Debug)]
pub(super) struct Revision {
    pub number: i32,
    pub digest: String,
    pub document: String,
    pub base_version_id: i64,
    pub who: String,
    pub at: Instant,
}

/// A proposal with its log.
#[derive(Clone, Debug)]
pub(super) struct Log {
    pub proposal: StoredProposal,
    pub entries: Vec<StoredEntry>,
    /// The version that is in force.
    pub in_force: i64,
}

impl Log {
    pub fn read(c: &mut AnyConnection, id: i64) -> Result<Self> {
        let proposal = proposals::find(c, id)?.ok_or_else(|| EngineError::not_found("proposal", id))?;
        Self::of(c, proposal)
    }

    pub fn of(c: &mut AnyConnection, proposal: StoredProposal) -> Result<Self> {
        let entries = proposals::list_entries(c, proposal.id)?;
        let models = models::list(c)?;
        let in_force = models.iter().find(|model| model.id == proposal.model_id);
        let in_force = in_force.map_or(0, |model| model.version.id);
        Ok(Self { proposal, entries, in_force })
    }

    /// The revisions, oldest first.
    pub fn revisions(&self) -> impl Iterator<Item = Revision> {
        self.entries.iter().filter_map(|entry| {
            Some(Revision {
                number: entry.revision,
                digest: entry.digest.clone(),
                document: entry.document.clone()?,
                base_version_id: entry.base_version_id?,
                who: entry.who.clone(),
                at: Instant::from_millis(entry.at),
            })
        })
    }

    /// The revision that is to be decided.
    pub fn current(&self) -> Result<Revision> {
        let missing = || StoreError::bad_row("proposal_entries", "document", self.proposal.id, "nothing");
        Ok(self.revisions().last().ok_or_else(missing)?)
    }

    /// The last entry of a kind that belongs to the current revision.
    pub fn last(&self, event: Event) -> Option<&StoredEntry> {
        let revision = self.entries.last()?.revision;
        let of_revision = self.entries.iter().rev().filter(|entry| entry.revision == revision);
        of_revision.into_iter().find(|entry| entry.event == event.word())
    }

    /// Who signed the current revision for a side.
    pub fn signature(&self, side: Side) -> Option<Signature> {
        let revision = self.entries.last()?.revision;
        let entry = self.entries.iter().find(|entry| {
            entry.revision == revision
                && entry.event == Event::Sign.word()
                && entry.side.as_deref() == Some(side.word())
        })?;
        Some(Signature { who: entry.who.clone(), at: Instant::from_millis(entry.at) })
    }

    pub fn state(&self) -> Result<State> {
        if self.last(Event::Publish).is_some() {
            return Ok(State::Published);
        }
        if self.current()?.base_version_id != self.in_force {
            return Ok(State::Overtaken);
        }
        Ok(if self.last(Event::Reject).is_some() { State::Rejected } else { State::Open })
    }

    /// An entry that follows.
    pub fn next(&self, event: Event, revision: &Revision, who: &str, at: Instant) -> StoredEntry {
        StoredEntry {
            proposal_id: self.proposal.id,
            seq: self.entries.last().map_or(0, |entry| entry.seq) + 1,
            at: at.millis(),
            who: who.to_owned(),
            event: event.word().to_owned(),
            revision: revision.number,
            digest: revision.digest.clone(),
            side: None,
            base_version_id: None,
            document: None,
            reason: None,
            version_id: None,
        }
    }
}

/// What an entry says happened.
pub(super) fn event_of(entry: &StoredEntry) -> Result<Event> {
    let bad = || StoreError::bad_row("proposal_entries", "event", entry.proposal_id, &entry.event);
    Ok(Event::from_word(&entry.event).ok_or_else(bad)?)
}
