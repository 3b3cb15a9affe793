//! What a model sees of leads as of the moment when each became MQL: the facts known then, the activities up to then,
//! the main job of then, and no adjustment by sales. What came later does not exist.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::sync_channel;

use bareme_recalibration::Observation;
use bareme_scoring::{
    Activity, AttributeRef, Attributes, AttributesRead, Instant, Matcher, Model, RelationshipKind, Scope,
    Subject, Value,
};
use bareme_store::AnyConnection;
use bareme_store::knowledge::{self, Known, KnownBefore};
use bareme_store::relationships::{self, Relationship};

use crate::past::main_job;
use crate::score::{WantedFacts, relationship_facts};
use crate::{Engine, EngineError, LoadedModel, Result};

/// Leads in a block: one statement each reads what is known of their contacts.
const BLOCK: usize = 1_000;

/// A contact at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Moment {
    pub contact_id: i64,
    pub at: Instant,
}

/// What the model saw.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    /// `None` when the model is not meant for the contact as known then.
    pub observation: Option<Observation>,
    /// Whether the facts were recorded after the moment: what was known before them is not known, and one of them may have
    /// been filled in afterwards.
    pub recorded_later: bool,
    /// Whether the contact was there at the moment.
    pub existed: bool,
    /// Values of the attributes that were asked for besides, as known then.
    pub then: Vec<Option<Value>>,
    /// The same as known now.
    pub now: Vec<Option<Value>>,
}

/// How long it takes, and whether to go on.
pub(super) struct Watch<'a> {
    pub threads: usize,
    pub cancel: &'a AtomicBool,
    /// Told how many moments are done.
    pub progress: &'a mut dyn FnMut(usize),
}

/// What the model sees at each of these moments, in their order, and the values of some attributes besides. Sorted by
/// contact they take the fewest reads.
///
/// # Errors
///
/// [`EngineError::Cancelled`] when asked to stop, and those of the store.
pub(super) fn observe(
    engine: &Engine,
    loaded: &LoadedModel,
    besides: &[AttributeRef],
    moments: &[Moment],
    watch: &mut Watch<'_>,
) -> Result<Vec<Seen>> {
    let eye = Eye::new(engine, loaded, besides)?;
    let blocks: Vec<&[Moment]> = moments.chunks(BLOCK).collect();
    let mut seen: Vec<Vec<Seen>> = vec![Vec::new(); blocks.len()];
    let (turn, stop) = (AtomicUsize::new(0), AtomicBool::new(false));
    std::thread::scope(|scope| {
        let (sender, receiver) = sync_channel::<(usize, Result<Vec<Seen>>)>(4);
        for _ in 0..watch.threads.max(1) {
            let sender = sender.clone();
            let (blocks, turn, stop, eye) = (&blocks, &turn, &stop, &eye);
            scope.spawn(move || {
                loop {
                    let place = turn.fetch_add(1, Ordering::Relaxed);
                    let Some(block) = blocks.get(place) else { break };
                    if stop.load(Ordering::Relaxed) {
                        break;
                    }
                    let seen = eye.see(engine, block);
                    let failed = seen.is_err();
                    if sender.send((place, seen)).is_err() || failed {
                        break;
                    }
                }
            });
        }
        drop(sender);
        let mut done = 0;
        let outcome = receiver.into_iter().try_for_each(|(place, block)| {
            let block = block?;
            if watch.cancel.load(Ordering::Relaxed) {
                return Err(EngineError::Cancelled);
            }
            done += block.len();
            (watch.progress)(done);
            if let Some(slot) = seen.get_mut(place) {
                *slot = block;
            }
            Ok(())
        });
        stop.store(true, Ordering::Relaxed);
        outcome
    })?;
    Ok(seen.into_iter().flatten().collect())
}

/// The model, and what it asks for.
struct Eye<'a> {
    model: Arc<Model>,
    matcher: Arc<Matcher>,
    contact_facts: WantedFacts,
    account_facts: WantedFacts,
    besides: &'a [AttributeRef],
}

impl<'a> Eye<'a> {
    fn new(engine: &Engine, loaded: &LoadedModel, besides: &'a [AttributeRef]) -> Result<Self> {
        let AttributesRead { mut contact, mut account, .. } = loaded.model.attributes_read();
        for attribute in besides {
            let wanted = if attribute.scope == Scope::Contact { &mut contact } else { &mut account };
            wanted.insert(attribute.name.clone());
        }
        let kinds = engine.database().read(|c| engine.kinds(c))?;
        Ok(Self {
            matcher: engine.matcher(loaded.stored.version.id, &loaded.model, &kinds),
            model: Arc::clone(&loaded.model),
            contact_facts: WantedFacts::new(contact),
            account_facts: WantedFacts::new(account),
            besides,
        })
    }

    fn see(&self, engine: &Engine, moments: &[Moment]) -> Result<Vec<Seen>> {
        let block = engine.database().read(|c| Block::read(c, moments))?;
        moments.iter().map(|moment| self.see_one(&block, *moment)).collect()
    }

    fn see_one(&self, block: &Block, moment: Moment) -> Result<Seen> {
        let Moment { contact_id, at } = moment;
        let job = main_job(block.jobs_of(contact_id), at);
        let known = block.contacts.at(contact_id, at);
        let contact = self.contact(contact_id, known.text)?;
        let account_id = job.map(|(id, _)| id);
        let account = self.account(account_id, account_id.and_then(|id| block.accounts.at(id, at).text))?;
        let relationship = relationship_facts(job.map(|(_, role)| role));
        let subject = Subject {
            contact: &contact,
            account: account.as_ref(),
            relationship: Some(&relationship),
            activities: block.activities_of(contact_id, at),
            adjustments: &[],
        };
        let evaluation = self.model.evaluate(&subject, &self.matcher, at);
        let mut seen = Seen {
            observation: Observation::of(&self.model, &evaluation),
            recorded_later: known.recorded_later,
            existed: block.contacts.existed(contact_id, at),
            then: Vec::new(),
            now: Vec::new(),
        };
        if !self.besides.is_empty() {
            seen.then = self.values(&contact, account.as_ref());
            let contact = self.contact(contact_id, block.contacts.now(contact_id))?;
            let account = self.account(account_id, account_id.and_then(|id| block.accounts.now(id)))?;
            seen.now = self.values(&contact, account.as_ref());
        }
        Ok(seen)
    }

    fn contact(&self, id: i64, text: Option<&str>) -> Result<Attributes> {
        let read = text.map(|text| self.contact_facts.read("contacts", id, text));
        Ok(read.transpose()?.unwrap_or_default())
    }

    fn account(&self, id: Option<i64>, text: Option<&str>) -> Result<Option<Attributes>> {
        let read = id.zip(text).map(|(id, text)| self.account_facts.read("accounts", id, text));
        Ok(read.transpose()?)
    }

    fn values(&self, contact: &Attributes, account: Option<&Attributes>) -> Vec<Option<Value>> {
        let value = |attribute: &AttributeRef| match attribute.scope {
            Scope::Contact => contact.get(&attribute.name).cloned(),
            _ => account?.get(&attribute.name).cloned(),
        };
        self.besides.iter().map(value).collect()
    }
}

/// Everything that is known of the contacts of a block, at any moment.
struct Block {
    contacts: Timelines,
    accounts: Timelines,
    /// By contact, then by account.
    jobs: Vec<Relationship>,
    /// By contact, then by time.
    activities: Vec<(i64, Vec<Activity>)>,
}

impl Block {
    fn read(c: &mut AnyConnection, moments: &[Moment]) -> Result<Self> {
        let mut ids: Vec<i64> = moments.iter().map(|moment| moment.contact_id).collect();
        ids.sort_unstable();
        ids.dedup();
        let last = moments.iter().map(|moment| moment.at).max().unwrap_or(Instant::MIN);
        let jobs = relationships::list_from(c, &[RelationshipKind::WorksAt], &ids)?;
        let mut account_ids: Vec<i64> = jobs.iter().map(|job| job.to_id).collect();
        account_ids.sort_unstable();
        account_ids.dedup();
        let mut activities: Vec<(i64, Vec<Activity>)> = Vec::new();
        for (contact, activity) in knowledge::list_activities(c, &ids, last)? {
            match activities.last_mut() {
                Some((last, own)) if *last == contact => own.push(activity),
                _ => activities.push((contact, vec![activity])),
            }
        }
        Ok(Self {
            contacts: Timelines {
                now: knowledge::list_contacts(c, &ids)?,
                before: knowledge::list_contacts_before(c, &ids)?,
            },
            accounts: Timelines {
                now: knowledge::list_accounts(c, &account_ids)?,
                before: knowledge::list_accounts_before(c, &account_ids)?,
            },
            jobs,
            activities,
        })
    }

    fn jobs_of(&self, contact: i64) -> &[Relationship] {
        let start = self.jobs.partition_point(|job| job.from_id < contact);
        let end = self.jobs.partition_point(|job| job.from_id <= contact);
        self.jobs.get(start..end).unwrap_or_default()
    }

    /// What a contact did up to a moment.
    fn activities_of(&self, contact: i64, at: Instant) -> &[Activity] {
        let Ok(place) = self.activities.binary_search_by_key(&contact, |(id, _)| *id) else { return &[] };
        let own = self.activities.get(place).map(|(_, own)| own.as_slice()).unwrap_or_default();
        own.get(..own.partition_point(|activity| activity.at <= at)).unwrap_or_default()
    }
}

/// The facts of several contacts or accounts, now and before.
struct Timelines {
    /// By id.
    now: Vec<Known>,
    /// By id and time.
    before: Vec<KnownBefore>,
}

/// What was known at a moment.
struct KnownThen<'a> {
    text: Option<&'a str>,
    recorded_later: bool,
}

impl Timelines {
    fn at(&self, id: i64, at: Instant) -> KnownThen<'_> {
        let start = self.before.partition_point(|past| (past.id, past.until) <= (id, at.millis()));
        if let Some(past) = self.before.get(start).filter(|past| past.id == id) {
            return KnownThen { text: Some(&past.attributes), recorded_later: false };
        }
        let now = self.known(id);
        KnownThen {
            text: now.map(|known| known.attributes.as_str()),
            recorded_later: now.is_some_and(|known| known.since > at.millis()),
        }
    }

    fn existed(&self, id: i64, at: Instant) -> bool {
        self.known(id).is_some_and(|known| known.created_at.is_none_or(|created| created <= at.millis()))
    }

    fn now(&self, id: i64) -> Option<&str> {
        self.known(id).map(|known| known.attributes.as_str())
    }

    fn known(&self, id: i64) -> Option<&Known> {
        let place = self.now.binary_search_by_key(&id, |known| known.id).ok()?;
        self.now.get(place)
    }
}
