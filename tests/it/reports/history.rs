//! Lives of leads written through the real store, entry by entry, as the table allows them.

use bareme_scoring::{Act, By, Detail, Event, Instant, Lead, Party, Rating, Reasons, Refusal, Transition};
use bareme_store::leads::{self, LeadWrite, Opening};
use bareme_store::sequences;
use bareme_testkit::World;

/// The life of a lead that is not written yet.
pub struct History {
    contact: String,
    source: Option<String>,
    lead: Lead,
    log: Vec<Transition>,
    /// Id and number of entries, once it was written.
    written: Option<(i64, usize)>,
}

impl History {
    /// A lead of the contact of a key, before its first entry.
    pub fn of(contact: &str) -> Self {
        Self {
            contact: contact.to_owned(),
            source: None,
            lead: Lead::default(),
            log: Vec::new(),
            written: None,
        }
    }

    /// With a source.
    pub fn from(mut self, source: Option<&str>) -> Self {
        self.source = source.map(ToOwned::to_owned);
        self
    }

    /// Handed over as an A1, with so many hours to respond.
    pub fn handed_over(self, at: Instant, owner: Option<&str>, hours: Option<i64>) -> Self {
        let detail = Detail {
            owner: owner.map(ToOwned::to_owned),
            rating: Rating::from_index(0),
            sla_due_at: hours.map(|hours| at.plus_millis(hours * 3_600_000)),
            ..Detail::default()
        };
        self.with(Event::HandOff, at, detail).unwrap()
    }

    /// Something happens to it, with a reason where it needs one.
    pub fn then(self, event: Event, at: Instant, reason: Option<&str>) -> Self {
        self.with(event, at, Detail { reason: reason.map(ToOwned::to_owned), ..Detail::default() }).unwrap()
    }

    /// The same with all that is said; refused where the table does not allow it.
    pub fn with(mut self, event: Event, at: Instant, detail: Detail) -> Result<Self, (Box<Self>, Refusal)> {
        match self.lead.decide(event, at, "test", detail, &Reasons::default()) {
            Err(refusal) => Err((Box::new(self), refusal)),
            Ok(entries) => {
                for entry in entries {
                    self.lead.apply(&entry).unwrap();
                    self.log.push(entry);
                }
                Ok(self)
            }
        }
    }

    /// The newest slip is taken back, where that is still possible.
    pub fn undone(mut self, at: Instant) -> Self {
        let reasons = Reasons::default();
        let by = By::now(Party::Sales, "test", at, &reasons);
        for entry in self.lead.act(Act::Undo, &by).unwrap_or_default() {
            self.lead.apply(&entry).unwrap();
            self.log.push(entry);
        }
        self
    }

    /// When the newest entry happened.
    pub fn last_at(&self) -> Option<Instant> {
        self.lead.last_at
    }

    /// Writes what is not written yet.
    pub fn write(&mut self, world: &World) {
        let known = self.written.map_or(0, |(_, entries)| entries);
        if known == self.log.len() {
            return;
        }
        let contact_id = world.contact(&self.contact).id;
        let model_id = world.read(bareme_store::models::list).first().map_or(0, |model| model.id);
        let opening =
            Opening { key: None, contact_id, model_id, source: self.source.clone(), campaign: None };
        world.write(|c| {
            let id = match self.written {
                Some((id, _)) => id,
                None => sequences::take(c, "leads", 1)?,
            };
            self.written = Some((id, self.log.len()));
            let write = LeadWrite {
                id,
                opening: &opening,
                opened_at: self.log[0].at,
                lead: &self.lead,
                new: &self.log[known..],
            };
            leads::append(c, &[write], world.now())
        });
    }
}

impl std::fmt::Debug for History {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.log.iter().map(|entry| (entry.event, entry.at))).finish()
    }
}
