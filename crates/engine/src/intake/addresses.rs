//! Contacts whose row has no id: they are known by their e-mail address, when exactly one contact has it.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use bareme_ingest::Message;
use bareme_scoring::{ContactRecord, Value, fold};
use bareme_store::{AnyConnection, contacts};

use super::Intake;
use super::index::Found;
use crate::Result;
use crate::view::Mention;

/// A row whose key is its own address, in lower case.
struct Addressed<'r> {
    row: usize,
    line: u64,
    address: &'r str,
}

impl Intake {
    /// The rows, those without an id under the key of the one contact that has their address, be it in the store or in the
    /// same batch. An address that several have, and one that nobody has, is a key of its own.
    pub(super) fn by_address<'r>(
        &mut self,
        connection: &mut AnyConnection,
        rows: &'r [(u64, ContactRecord)],
    ) -> Result<Cow<'r, [(u64, ContactRecord)]>> {
        let mut owners: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
        let mut addressed = Vec::new();
        for (row, (line, record)) in rows.iter().enumerate() {
            let Some(address) = email(record) else { continue };
            if address.to_lowercase() == record.key {
                addressed.push(Addressed { row, line: *line, address: &record.key });
            } else {
                owners.entry(fold(address.trim()).into_owned()).or_default().insert(&record.key);
            }
        }
        let known = self.known_owners(connection, &addressed)?;
        let mut rows = Cow::Borrowed(rows);
        for Addressed { row, line, address } in addressed {
            let mut keys: BTreeSet<&str> = owners.get(&*fold(address)).cloned().unwrap_or_default();
            let mut is_shared = false;
            match known.get(address) {
                Some(Owner::Itself) => continue,
                Some(Owner::Several) => is_shared = true,
                Some(Owner::One(key)) => drop(keys.insert(key)),
                None => {}
            }
            match keys.first() {
                Some(key) if keys.len() == 1 && !is_shared => {
                    let record = &mut rows.to_mut()[row].1;
                    (*key).clone_into(&mut record.key);
                    // It is the address by which the contact was found; its case is no news.
                    record.attributes.remove("email");
                }
                None if !is_shared => {}
                _ => {
                    let text = "Addresses that several contacts have; these rows are contacts of their own until they \
                                give the contact's key";
                    let about = Message::new("several_have_address", text);
                    self.notices.add(about, Mention::on(line, address));
                }
            }
        }
        Ok(rows)
    }

    /// Who has these addresses in the store.
    fn known_owners<'a>(
        &mut self,
        connection: &mut AnyConnection,
        addressed: &[Addressed<'a>],
    ) -> Result<BTreeMap<&'a str, Owner>> {
        let index = self.contacts_index(connection)?;
        let mut owners = BTreeMap::new();
        let mut ids: BTreeMap<i64, Vec<&str>> = BTreeMap::new();
        for Addressed { address, .. } in addressed {
            match index.find_name(address) {
                _ if index.has_key(address) => drop(owners.insert(*address, Owner::Itself)),
                Found::One(id) => ids.entry(id).or_default().push(address),
                Found::Several => drop(owners.insert(*address, Owner::Several)),
                Found::Nothing => {}
            }
        }
        let wanted: Vec<i64> = ids.keys().copied().collect();
        for contact in contacts::list_by_ids(connection, &wanted)? {
            for address in ids.get(&contact.id).into_iter().flatten() {
                owners.insert(address, Owner::One(contact.key.clone()));
            }
        }
        Ok(owners)
    }
}

/// Whom an address stands for.
enum Owner {
    /// A contact that came under the address itself.
    Itself,
    /// The contact of this key.
    One(String),
    /// More than one.
    Several,
}

fn email(record: &ContactRecord) -> Option<&str> {
    match record.attributes.get("email") {
        Some(Value::Text(text)) => Some(text),
        _ => None,
    }
}
