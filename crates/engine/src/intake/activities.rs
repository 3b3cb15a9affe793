//! Activities in: by the hundred thousand, each once.

use bareme_ingest::Message;
use bareme_scoring::{ActivityKind, Instant};
use bareme_store::AnyConnection;
use bareme_store::activities::{self, NewActivity, source_key};

use super::index::Found;
use super::{Intake, Refused};
use crate::Result;

/// Why a row that names this contact cannot be taken in.
pub(super) fn no_contact(found: Found, contact: &str) -> Message {
    let message = if found == Found::Several {
        let text = format!("several contacts have the address '{contact}'; give the contact's key");
        Message::new("address_of_several", text)
    } else {
        let text =
            format!("there is no contact '{contact}'; import contacts first, then send this row again");
        Message::new("unknown_contact", text)
    };
    message.with("contact", contact)
}

/// An activity as a row names it; texts stay where they are.
#[derive(Clone, Debug)]
pub(crate) struct ActivityIn {
    /// The contact, found already.
    pub contact: std::result::Result<i64, Message>,
    /// Id of its kind.
    pub kind_id: i64,
    /// When.
    pub at: Instant,
    /// Hash of the source's own id, 0 without one.
    pub source_key: i64,
}

impl Intake {
    /// Finds the contact and the kind of an activity; a kind that is new gets its id at once.
    ///
    /// # Errors
    ///
    /// Those of the store.
    pub fn prepare_activity(
        &mut self,
        connection: &mut AnyConnection,
        contact: &str,
        kind: &ActivityKind,
        at: Instant,
        id: Option<&str>,
    ) -> Result<ActivityIn> {
        let contact = match self.contacts_index(connection)?.find(contact) {
            Found::One(id) => Ok(id),
            found => Err(no_contact(found, contact)),
        };
        let kind_id = if let Some(id) = self.kinds.get(kind) {
            *id
        } else {
            let ids = activities::insert_kinds(connection, std::slice::from_ref(kind))?;
            let id = ids.first().copied().unwrap_or(0);
            self.kinds.insert(kind.clone(), id);
            id
        };
        Ok(ActivityIn { contact, kind_id, at, source_key: id.map_or(0, source_key) })
    }

    /// Takes a batch of activities in.
    ///
    /// # Errors
    ///
    /// Those of the store.
    pub fn activities(
        &mut self,
        connection: &mut AnyConnection,
        rows: &[ActivityIn],
    ) -> Result<Vec<Refused>> {
        let mut refused = Vec::new();
        let mut new: Vec<(NewActivity, usize)> = Vec::with_capacity(rows.len());
        for (index, row) in rows.iter().enumerate() {
            match &row.contact {
                Ok(contact_id) => new.push((
                    NewActivity {
                        contact_id: *contact_id,
                        at: row.at.millis(),
                        kind_id: row.kind_id,
                        source_key: row.source_key,
                    },
                    index,
                )),
                Err(message) => refused.push(Refused {
                    index,
                    field: Some("contact"),
                    value: None,
                    message: message.clone(),
                }),
            }
        }
        new.sort_unstable();
        let sorted: Vec<NewActivity> = new.iter().map(|(activity, _)| *activity).collect();
        let created = activities::insert(connection, &sorted)?;
        let mut known = sorted.len() - created;
        if known > 0 && sorted.iter().any(|activity| activity.source_key != 0) {
            for place in activities::contradictions(connection, &sorted)? {
                let Some((_, index)) = new.get(place) else { continue };
                known = known.saturating_sub(1);
                let text = "an activity with this id is here already, with another contact, type or time; give it an \
                            id of its own if it is another one";
                let message = Message::new("other_activity", text);
                refused.push(Refused { index: *index, field: Some("id"), value: None, message });
            }
        }
        self.counts.created += created as u64;
        self.counts.unchanged += known as u64;
        refused.sort_by_key(|refused| refused.index);
        Ok(refused)
    }
}
