//! The rights of the people who are scored: to have all that is held on them, to be told why they score as they do, and to
//! be erased.

mod known;
mod told;
mod whole;

use bareme_access::Action;
use bareme_scoring::{Attributes, Instant, RelationshipKind, Stage, Value};
use bareme_store::contacts::Contact;
use bareme_store::erasure::{self, Person};
use bareme_store::leads::stage_number;
use bareme_store::relationships::kind_number;
use bareme_store::{AnyConnection, contacts, models, scores};

use crate::audit::{self, Act};
use crate::{Engine, EngineError, Result, lookup};

pub use bareme_store::erasure::Remains;
pub(crate) use known::Known;
pub use known::{Carried, carried, carried_from, readmit};
pub use told::{Told, explanation};
pub use whole::{whole, whole_text};

/// What an erasure did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Erased {
    /// The number that the person had.
    pub contact_id: i64,
    /// Whether any byte of their addresses was found in the files of the database afterwards.
    pub remains: Remains,
}

/// Erases a person everywhere: facts now and before, activities, scores, relationships, what was written about them, rejected
/// rows, letters. Their leads stay as what happened when. Rows of theirs are known again by a hash and refused, until
/// somebody says that they came back. The audit log keeps their number.
///
/// # Errors
///
/// An unknown contact, when whoever acts may not erase anybody, and those of the store.
pub fn erase(engine: &Engine, contact_id: i64, who: &str) -> Result<Erased> {
    engine.must(Action::Erase)?;
    let who = engine.doer(who);
    let person = engine.database().write(|c| {
        let person = erase_in(engine, c, contact_id)?;
        erasure::close_requests(c, contact_id, who, engine.now())?;
        audit::note(c, engine.now(), &Act::new(who, "erase", "contact", contact_id))?;
        Ok::<_, EngineError>(person)
    })?;
    let remains = erasure::settle(engine.database(), &person.needles())?;
    Ok(Erased { contact_id, remains })
}

/// The same, within a transaction that does more.
fn erase_in(engine: &Engine, c: &mut AnyConnection, contact_id: i64) -> Result<Person> {
    bareme_store::turns::take_contacts(c, &[contact_id])?;
    let found = contacts::find(c, contact_id)?;
    let contact = found.ok_or_else(|| EngineError::not_found("contact", contact_id))?;
    let person = person_of(c, &contact)?;
    let mut known = Known::load(c)?;
    let hashes = known.hashes_of(c, &person)?;
    erasure::insert_hashes(c, &hashes, engine.now())?;
    erase_rows(c, &person)?;
    recount(c)?;
    Ok(person)
}

fn erase_rows(c: &mut AnyConnection, person: &Person) -> Result<()> {
    let kinds = |wanted: fn(RelationshipKind) -> bool| -> Vec<i16> {
        RelationshipKind::ALL.into_iter().filter(|kind| wanted(*kind)).map(kind_number).collect()
    };
    let outgoing = kinds(RelationshipKind::from_contact);
    let incoming = kinds(RelationshipKind::to_contact);
    Ok(erasure::erase(c, person, &outgoing, &incoming)?)
}

fn recount(c: &mut AnyConnection) -> Result<()> {
    for model in models::list(c)? {
        scores::recount_ratings(c, model.id)?;
    }
    Ok(())
}

/// Erases, as far as their own rows go, up to `limit` people of whom nothing was heard since a moment; how many. They may come
/// back with the next import: nobody asked for this.
///
/// # Errors
///
/// Those of the store.
pub(crate) fn forget_idle(c: &mut AnyConnection, since: Instant, limit: usize) -> Result<usize> {
    let open: Vec<i16> = Stage::ALL.into_iter().filter(|stage| stage.is_open()).map(stage_number).collect();
    let idle = erasure::list_idle(c, since, &open, limit)?;
    for contact_id in &idle {
        erase_rows(c, &Person { contact_id: *contact_id, ..Person::default() })?;
    }
    if !idle.is_empty() {
        recount(c)?;
    }
    Ok(idle.len())
}

/// Everything that is a person's, now and before.
fn person_of(c: &mut AnyConnection, contact: &Contact) -> Result<Person> {
    let mut person = Person { contact_id: contact.id, key: contact.key.clone(), ..Person::default() };
    let mut learn = |attributes: &Attributes| {
        let text = |name: &str| match attributes.get(name) {
            Some(Value::Text(text)) => Some(text.clone()),
            _ => None,
        };
        let addresses = attributes.values().filter_map(|value| match value {
            Value::Text(text) if text.contains('@') && !text.contains(' ') => Some(text.clone()),
            _ => None,
        });
        person.addresses.extend(addresses);
        let whole = text("first_name").zip(text("last_name")).map(|(first, last)| format!("{first} {last}"));
        let names = [text("name"), whole];
        person.names.extend(names.into_iter().flatten().filter(|name| name.trim().contains(' ')));
    };
    learn(&contact.attributes);
    for past in contacts::list_history_of(c, contact.id)? {
        learn(&past.attributes);
    }
    for list in [&mut person.addresses, &mut person.names] {
        list.sort();
        list.dedup();
    }
    Ok(person)
}

/// Asks for a person to be erased; false when somebody has asked already.
///
/// # Errors
///
/// A contact that is unknown or not theirs to see, and those of the store.
pub fn ask(engine: &Engine, contact_id: i64, who: &str) -> Result<bool> {
    let who = engine.doer(who);
    engine.database().write(|c| {
        engine.people(c)?.contact(c, contact_id)?;
        contacts::find(c, contact_id)?.ok_or_else(|| EngineError::not_found("contact", contact_id))?;
        let asked = erasure::insert_request(c, contact_id, who, engine.now())?;
        if asked {
            audit::note(c, engine.now(), &Act::new(who, "erase-ask", "contact", contact_id))?;
        }
        Ok(asked)
    })
}

/// Somebody asked for a person to be erased.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The person's number.
    pub contact_id: i64,
    /// Who asked.
    pub by: String,
    /// When.
    pub at: Instant,
    /// Who erased them, and when.
    pub done: Option<(String, Instant)>,
}

/// No more requests are shown.
const MOST: i64 = 200;

/// The requests, the open ones first, then the newest.
///
/// # Errors
///
/// Those of the store.
pub fn requests(engine: &Engine) -> Result<Vec<Asked>> {
    engine.must(Action::Erase)?;
    let rows = engine.database().read(|c| erasure::list_requests(c, MOST))?;
    let mut asked: Vec<Asked> = rows
        .into_iter()
        .map(|row| Asked {
            contact_id: row.contact_id,
            by: row.asked_by,
            at: Instant::from_millis(row.asked_at),
            done: row.done_by.zip(row.done_at.map(Instant::from_millis)),
        })
        .collect();
    asked.sort_by_key(|request| request.done.is_some());
    Ok(asked)
}

/// The number of the contact that somebody means: by key, address, number or name.
///
/// # Errors
///
/// As [`lookup::contact_id`].
pub fn find(engine: &Engine, text: &str) -> Result<i64> {
    lookup::contact_id(engine, text)
}
