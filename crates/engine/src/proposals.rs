//! Sign-off: a document becomes a version of a model when a leader of marketing and a leader of sales sign the same one.
//!
//! A proposal comes from a recalibration, or brings an earlier version back. All that happens to it is an append-only log.
//! An edit begins a revision that nobody has signed; the second signature publishes, in the same transaction, so that
//! one alone publishes nothing and two are never without effect. History is not rewritten: what is brought back is
//! published as a new version, and leads keep the version that they were handed over with.

mod authority;
mod log;
mod refusal;
mod view;

use bareme_access::Action;
use bareme_scoring::{Instant, check};
use bareme_store::AnyConnection;
use bareme_store::models::{self, StoredModel};
use bareme_store::proposals::{self as stored, StoredEntry, StoredProposal};

use crate::audit::{self, Act};
use crate::models::{digest_of, known_in, publish_in};
use crate::{Engine, EngineError, Result};
use authority::{is_same_person, may_decide};
use log::{Log, Revision};

pub use authority::NoAuthority;
pub use log::{Event, Side, Signature, State};
pub use refusal::Refusal;
pub use view::{Entry, ListedProposal, ProposalView, find, list};

/// No reason of a rejection is longer, in characters.
pub const LONGEST_REASON: usize = 2_000;

/// Where a proposal comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The recalibration of this id.
    Recalibration(i64),
    /// The wish to bring this version back, by its id.
    Version(i64),
}

/// What a signature did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Signed {
    /// The other side is yet to sign.
    First,
    /// Both have signed: the proposal is this version of this model now.
    Published {
        /// The model.
        model: String,
        /// The version.
        version: i64,
    },
}

/// How a proposal stands.
pub(crate) fn state_of(c: &mut AnyConnection, proposal: &StoredProposal) -> Result<State> {
    Log::of(c, proposal.clone())?.state()
}

/// Opens a proposal that would replace the version of a model as it was read; its id. `None` where the document means the same
/// as that version.
pub(crate) fn open(
    c: &mut AnyConnection,
    now: Instant,
    model: &StoredModel,
    origin: Origin,
    document: &str,
    by: &str,
) -> Result<Option<i64>> {
    let digest = digest_of(document)?;
    if digest == model.version.digest {
        return Ok(None);
    }
    let (recalibration_id, restores_version_id) = match origin {
        Origin::Recalibration(id) => (Some(id), None),
        Origin::Version(id) => (None, Some(id)),
    };
    let opened_by = by.to_owned();
    let new = StoredProposal {
        id: 0,
        model_id: model.id,
        recalibration_id,
        restores_version_id,
        opened_at: now.millis(),
        opened_by,
    };
    let id = stored::insert(c, &new)?;
    let log = Log { proposal: StoredProposal { id, ..new }, entries: Vec::new(), in_force: model.version.id };
    let revision = Revision {
        number: 1,
        digest,
        document: document.to_owned(),
        base_version_id: model.version.id,
        who: by.to_owned(),
        at: now,
    };
    stored::insert_entry(c, &begin(&log, Event::Propose, &revision))?;
    let act = noted(by, "proposal-open", id, &revision).noting("model", model.name.as_str());
    audit::note(c, now, &act)?;
    Ok(Some(id))
}

/// What somebody did with a revision, for the audit log.
fn noted<'a>(who: &'a str, action: &'static str, id: i64, revision: &Revision) -> Act<'a> {
    Act::new(who, action, "proposal", id)
        .noting("revision", revision.number)
        .noting("digest", &*revision.digest)
}

/// The entry that begins a revision.
fn begin(log: &Log, event: Event, revision: &Revision) -> StoredEntry {
    StoredEntry {
        base_version_id: Some(revision.base_version_id),
        document: Some(revision.document.clone()),
        ..log.next(event, revision, &revision.who, revision.at)
    }
}

/// Proposes to bring an earlier version of a model back; the id of the proposal, which needs the same two signatures.
///
/// # Errors
///
/// An unknown model or version, and those of the store.
pub fn restore(
    engine: &Engine,
    model: &str,
    version: i64,
    who: &str,
) -> Result<std::result::Result<i64, Refusal>> {
    engine.must(Action::DraftModels)?;
    let who = engine.doer(who).trim();
    if who.is_empty() {
        return Ok(Err(Refusal::NoName));
    }
    engine.database().write(|c| {
        let all = models::list(c)?;
        let found = all.into_iter().find(|known| known.name == model);
        let found = found.ok_or_else(|| EngineError::not_found("model", model))?;
        let versions = models::list_versions(c, found.id)?;
        let wanted = versions.into_iter().find(|known| known.number == version);
        let wanted = wanted.ok_or_else(|| EngineError::not_found("version", format!("{model} {version}")))?;
        let origin = Origin::Version(wanted.id);
        let opened = open(c, engine.now(), &found, origin, &wanted.document, who)?;
        Ok(opened.ok_or(Refusal::NothingNew))
    })
}

/// Somebody who decides: who, and for which side.
#[derive(Clone, Copy, Debug)]
pub struct Decider<'a> {
    /// Their name.
    pub who: &'a str,
    /// The side that they decide for.
    pub side: Side,
}

/// Signs a proposal for a side; the second signature publishes. `seen` is the digest of the document that was read.
///
/// # Errors
///
/// An unknown proposal, and those of the store.
pub fn sign(
    engine: &Engine,
    id: i64,
    seen: &str,
    by: Decider<'_>,
) -> Result<std::result::Result<Signed, Refusal>> {
    let now = engine.now();
    let by = authority::hold(engine, by)?;
    engine.database().write(|c| {
        let (log, revision) = match decidable(engine, c, id, seen, by)? {
            Ok(found) => found,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let who = by.who.trim();
        let signature = StoredEntry {
            side: Some(by.side.word().to_owned()),
            ..log.next(Event::Sign, &revision, who, now)
        };
        stored::insert_entry(c, &signature)?;
        audit::note(c, now, &noted(who, "proposal-sign", id, &revision).noting("side", by.side.word()))?;
        let Some(other) = log.signature(by.side.other()) else { return Ok(Ok(Signed::First)) };
        let signed = Log { entries: log.entries.iter().cloned().chain([signature]).collect(), ..log };
        let names = format!("{}, {who}", other.who);
        let published = publish_in(engine, c, &revision.document, &names, now)?;
        let all = models::list(c)?;
        let version = all.iter().find(|model| model.name == published.name).map(|model| model.version.id);
        let entry = StoredEntry { version_id: version, ..signed.next(Event::Publish, &revision, who, now) };
        stored::insert_entry(c, &entry)?;
        Ok(Ok(Signed::Published { model: published.name, version: published.version }))
    })
}

/// Rejects a proposal for a side, with a reason. `seen` is the digest of the document that was read.
///
/// # Errors
///
/// An unknown proposal, and those of the store.
pub fn reject(
    engine: &Engine,
    id: i64,
    seen: &str,
    by: Decider<'_>,
    reason: &str,
) -> Result<std::result::Result<(), Refusal>> {
    let now = engine.now();
    let by = authority::hold(engine, by)?;
    let reason: String = reason.trim().chars().take(LONGEST_REASON).collect();
    if reason.is_empty() {
        return Ok(Err(Refusal::NoReason));
    }
    engine.database().write(|c| {
        let (log, revision) = match open_revision(c, id, seen)? {
            Ok(found) => found,
            Err(refusal) => return Ok(Err(refusal)),
        };
        if let Some(refusal) = without_authority(engine, c, by)? {
            return Ok(Err(refusal));
        }
        let entry = StoredEntry {
            side: Some(by.side.word().to_owned()),
            reason: Some(reason),
            ..log.next(Event::Reject, &revision, by.who.trim(), now)
        };
        stored::insert_entry(c, &entry)?;
        let act = noted(&entry.who, "proposal-reject", id, &revision).noting("side", by.side.word());
        audit::note(c, now, &act)?;
        Ok(Ok(()))
    })
}

/// Puts another document in place of the proposed one. Signatures do not follow it: both sides sign anew. The proposal is set
/// against the version that is in force now. `seen` is the digest of the document that was read.
///
/// # Errors
///
/// An unknown proposal, and those of the store.
pub fn edit(
    engine: &Engine,
    id: i64,
    seen: &str,
    document: &str,
    who: &str,
) -> Result<std::result::Result<(), Refusal>> {
    engine.must(Action::DraftModels)?;
    let (now, who) = (engine.now(), engine.doer(who).trim());
    if who.is_empty() {
        return Ok(Err(Refusal::NoName));
    }
    engine.database().write(|c| {
        stored::take(c, id)?;
        let log = Log::read(c, id)?;
        let current = log.current()?;
        if log.state()? == State::Published {
            return Ok(Err(Refusal::Published));
        }
        if current.digest != seen {
            return Ok(Err(Refusal::Changed { by: current.who, at: current.at }));
        }
        let checked = check(document, known_in(engine, c)?.as_ref());
        let Some(model) = checked.model else { return Ok(Err(Refusal::Problems(checked.problems))) };
        let all = models::list(c)?;
        let in_force = all.iter().find(|known| known.id == log.proposal.model_id);
        let in_force = in_force.ok_or_else(|| EngineError::not_found("model", &model.name))?;
        if model.name != in_force.name {
            return Ok(Err(Refusal::OtherModel { name: model.name }));
        }
        let digest = digest_of(document)?;
        let moves = current.base_version_id != in_force.version.id;
        if digest == in_force.version.digest || (digest == current.digest && !moves) {
            return Ok(Err(Refusal::NothingNew));
        }
        let revision = Revision {
            number: current.number + 1,
            digest,
            document: document.to_owned(),
            base_version_id: in_force.version.id,
            who: who.to_owned(),
            at: now,
        };
        stored::insert_entry(c, &begin(&log, Event::Edit, &revision))?;
        audit::note(c, now, &noted(who, "proposal-edit", id, &revision))?;
        Ok(Ok(()))
    })
}

/// The revision that somebody may decide on, if it is the one that they read.
fn decidable(
    engine: &Engine,
    c: &mut AnyConnection,
    id: i64,
    seen: &str,
    by: Decider<'_>,
) -> Result<std::result::Result<(Log, Revision), Refusal>> {
    let (log, revision) = match open_revision(c, id, seen)? {
        Ok(found) => found,
        Err(refusal) => return Ok(Err(refusal)),
    };
    if let Some(signed) = log.signature(by.side) {
        return Ok(Err(Refusal::SideHasSigned { side: by.side, by: signed.who }));
    }
    if let Some(refusal) = without_authority(engine, c, by)? {
        return Ok(Err(refusal));
    }
    let other = by.side.other();
    if log.signature(other).is_some_and(|signed| is_same_person(&signed.who, by.who)) {
        return Ok(Err(Refusal::SamePerson { side: other }));
    }
    Ok(Ok((log, revision)))
}

fn open_revision(
    c: &mut AnyConnection,
    id: i64,
    seen: &str,
) -> Result<std::result::Result<(Log, Revision), Refusal>> {
    stored::take(c, id)?;
    let log = Log::read(c, id)?;
    let revision = log.current()?;
    let refusal = match log.state()? {
        State::Published => Some(Refusal::Published),
        State::Overtaken => Some(Refusal::Overtaken),
        _ if revision.digest != seen => Some(Refusal::Changed { by: revision.who.clone(), at: revision.at }),
        State::Rejected => {
            let by = log.last(Event::Reject).map(|entry| entry.who.clone()).unwrap_or_default();
            Some(Refusal::Rejected { by })
        }
        State::Open => None,
    };
    Ok(match refusal {
        Some(refusal) => Err(refusal),
        None => Ok((log, revision)),
    })
}

fn without_authority(engine: &Engine, c: &mut AnyConnection, by: Decider<'_>) -> Result<Option<Refusal>> {
    let who = by.who.trim();
    if who.is_empty() {
        return Ok(Some(Refusal::NoName));
    }
    // Of those who signed in, the role says for whom they decide.
    if engine.principal().is_some() {
        return Ok(None);
    }
    let agreement = engine.agreement(c)?;
    Ok(may_decide(&agreement, who, by.side).err().map(Refusal::NoAuthority))
}
