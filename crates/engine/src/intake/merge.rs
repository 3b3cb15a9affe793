//! The facts of records over those that are known, and what was known before: the same for contacts and accounts.

use std::collections::{BTreeMap, BTreeSet};

use bareme_ingest::Message;
use bareme_scoring::{AccountRecord, Attributes, BuyingRole, ContactRecord, Instant};
use bareme_store::accounts::Account;
use bareme_store::contacts::Contact;
use bareme_store::facts::PastFacts;
use bareme_store::{AnyConnection, sequences};

use super::{Counts, Intake};
use crate::Result;
use crate::view::Mention;

/// A contact or account, as far as its facts go.
pub(super) trait Entity: Clone + PartialEq {
    /// What a file says of one.
    type Record;

    /// A new one.
    fn of(id: i64, record: &Self::Record, now: Instant) -> Self;
    /// What a record says.
    fn said(record: &Self::Record) -> Said<'_>;
    /// What is known.
    fn known(&self) -> Known<'_>;
    /// Whether another moment is all that differs.
    fn says_the_same(&self, other: &Self) -> bool;
    /// What is known, to be written over.
    fn facts(&mut self) -> (&mut Attributes, &mut Option<Instant>, &mut Instant);
}

/// What a record says, of whom, and of when.
pub(super) struct Said<'a> {
    key: &'a str,
    attributes: &'a Attributes,
    created_at: Option<Instant>,
    updated_at: Option<Instant>,
}

/// What is known, of whom, and since when.
pub(super) struct Known<'a> {
    id: i64,
    key: &'a str,
    attributes: &'a Attributes,
    updated_at: Instant,
}

/// Says how accounts and contacts carry their facts: by fields of the same names.
macro_rules! entity {
    ($entity:ident of $record:ident $(, $field:ident: $value:expr)*) => {
        impl Entity for $entity {
            type Record = $record;

            fn of(id: i64, record: &$record, now: Instant) -> Self {
                Self {
                    id,
                    key: record.key.clone(),
                    attributes: record.attributes.clone(),
                    $($field: $value,)*
                    created_at: record.created_at,
                    updated_at: record.updated_at.unwrap_or(now),
                }
            }

            fn said(record: &$record) -> Said<'_> {
                let $record { key, attributes, created_at, updated_at, .. } = record;
                Said { key, attributes, created_at: *created_at, updated_at: *updated_at }
            }

            fn known(&self) -> Known<'_> {
                let Self { id, key, attributes, updated_at, .. } = self;
                Known { id: *id, key, attributes, updated_at: *updated_at }
            }

            fn says_the_same(&self, other: &Self) -> bool {
                self.attributes == other.attributes && self.created_at == other.created_at
            }

            fn facts(&mut self) -> (&mut Attributes, &mut Option<Instant>, &mut Instant) {
                (&mut self.attributes, &mut self.created_at, &mut self.updated_at)
            }
        }
    };
}

entity!(Account of AccountRecord);
entity!(Contact of ContactRecord, account_id: None, role: BuyingRole::Unknown);

/// One of those that a batch names, while it is worked on.
pub(super) struct Entry<E> {
    /// As the batch has it so far.
    pub now: E,
    before: Option<E>,
}

impl<E> Entry<E> {
    /// Whether it came with this batch.
    pub fn is_new(&self) -> bool {
        self.before.is_none()
    }
}

/// Everyone whom a batch names, by key.
pub(super) struct Batch<E> {
    entries: BTreeMap<String, Entry<E>>,
    next_id: i64,
    /// What became of each row.
    fates: Vec<Fate>,
}

/// What became of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Created,
    Updated,
    Unchanged,
}

/// What a batch changes in the store.
pub(super) struct Changes<E> {
    /// Those that were not there, by id.
    pub new: Vec<E>,
    /// Those of whom something else is known now, by key.
    pub changed: Vec<E>,
    /// What was known of those before.
    pub past: Vec<PastFacts>,
}

impl<E: Entity> Batch<E> {
    /// A batch of which the store has `known` already; the others get ids of the sequence.
    pub fn begin(
        connection: &mut AnyConnection,
        sequence: &str,
        known: Vec<E>,
        rows: &[(u64, E::Record)],
    ) -> Result<Self> {
        let entries: BTreeMap<String, Entry<E>> = known
            .into_iter()
            .map(|entity| {
                (entity.known().key.to_owned(), Entry { now: entity.clone(), before: Some(entity) })
            })
            .collect();
        let keys = rows.iter().map(|(_, record)| E::said(record).key);
        let new: BTreeSet<&str> = keys.filter(|key| !entries.contains_key(*key)).collect();
        let next_id = sequences::take(connection, sequence, new.len())?;
        Ok(Self { entries, next_id, fates: Vec::with_capacity(rows.len()) })
    }

    /// Takes rows back that contradict each other and leave of somebody what was known before the batch.
    pub fn settle(&mut self, rows: &[(u64, E::Record)]) {
        let mut as_before = BTreeSet::new();
        for (key, Entry { now, before }) in &mut self.entries {
            if let Some(before) = before
                && before.says_the_same(now)
            {
                now.clone_from(before);
                as_before.insert(key.as_str());
            }
        }
        for ((_, record), fate) in rows.iter().zip(&mut self.fates) {
            if as_before.contains(E::said(record).key) {
                *fate = Fate::Unchanged;
            }
        }
    }

    /// Adds the rows to the counts; those in `linked` changed a link.
    pub fn count(&self, linked: &BTreeSet<usize>, counts: &mut Counts) {
        for (row, fate) in self.fates.iter().enumerate() {
            match fate {
                Fate::Created => counts.created += 1,
                Fate::Unchanged if !linked.contains(&row) => counts.unchanged += 1,
                Fate::Updated | Fate::Unchanged => counts.updated += 1,
            }
        }
    }

    /// The rows (place and line) with those whom they name, but for rows that are older than what was known before the batch.
    pub fn current<'b>(
        &'b self,
        rows: &'b [(u64, E::Record)],
    ) -> impl Iterator<Item = (usize, u64, &'b E::Record, &'b Entry<E>)> {
        rows.iter().enumerate().filter_map(|(row, (line, record))| {
            let said = E::said(record);
            let entry = self.entries.get(said.key)?;
            let known = entry.before.as_ref().map(|before| before.known().updated_at);
            let is_outdated = known.zip(said.updated_at).is_some_and(|(known, said)| said < known);
            (!is_outdated).then_some((row, *line, record, entry))
        })
    }

    /// What came of the batch.
    pub fn changes(&self) -> Changes<E> {
        let mut changes = Changes { new: Vec::new(), changed: Vec::new(), past: Vec::new() };
        for Entry { now, before } in self.entries.values() {
            match before {
                None => changes.new.push(now.clone()),
                Some(before) if before != now => {
                    changes.past.extend(past(&before.known(), &now.known()));
                    changes.changed.push(now.clone());
                }
                Some(_) => {}
            }
        }
        changes.new.sort_by_key(|entity| entity.known().id);
        changes
    }
}

/// What was known until a change; nothing when it is of the same moment as what it replaces, which was never known then.
fn past(before: &Known<'_>, now: &Known<'_>) -> Option<PastFacts> {
    let changed = before.attributes != now.attributes && before.updated_at < now.updated_at;
    changed.then(|| PastFacts {
        id: before.id,
        known_until: now.updated_at,
        attributes: before.attributes.clone(),
    })
}

impl Intake {
    /// Adds what a row says to a batch.
    pub(super) fn merge<E: Entity>(&mut self, batch: &mut Batch<E>, line: u64, record: &E::Record) {
        let said = E::said(record);
        let Some(entry) = batch.entries.get_mut(said.key) else {
            batch.fates.push(Fate::Created);
            let now = E::of(batch.next_id, record, self.now);
            batch.next_id += 1;
            batch.entries.insert(said.key.to_owned(), Entry { now, before: None });
            return;
        };
        let merged = merge(&mut entry.now, &said, self.now);
        batch.fates.push(if merged == Merged::Nothing { Fate::Unchanged } else { Fate::Updated });
        if merged == Merged::Contradicted {
            let text = "Keys with different facts for the same moment; the later row counts";
            self.notices.add(Message::new("contradictions", text), Mention::on(line, said.key));
        }
    }
}

/// What came of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Merged {
    /// Nothing that was not known.
    Nothing,
    /// Something new.
    Changed,
    /// Something else than was said of the same moment.
    Contradicted,
}

/// Adds what a record says to what is known. Facts that it does not mention stay, and a record that is older than what is
/// known changes nothing.
fn merge(entity: &mut impl Entity, said: &Said<'_>, now: Instant) -> Merged {
    let (attributes, created_at, updated_at) = entity.facts();
    if said.updated_at.is_some_and(|at| at < *updated_at) {
        return Merged::Nothing;
    }
    let at = said.updated_at.unwrap_or(now);
    let (mut merged, same_moment) = (Merged::Nothing, at == *updated_at);
    for (name, value) in said.attributes {
        let before = attributes.get(name);
        if before == Some(value) {
            continue;
        }
        merged = match (before, merged) {
            (Some(_), _) if same_moment => Merged::Contradicted,
            (_, Merged::Contradicted) => Merged::Contradicted,
            _ => Merged::Changed,
        };
        attributes.insert(name.clone(), value.clone());
    }
    if said.created_at.is_some() && *created_at != said.created_at {
        *created_at = said.created_at;
        merged = if merged == Merged::Nothing { Merged::Changed } else { merged };
    }
    if merged != Merged::Nothing {
        *updated_at = at;
    }
    merged
}
