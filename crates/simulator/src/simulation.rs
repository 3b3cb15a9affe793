//! The simulation as its user sees it: five streams of records.

use std::collections::BTreeMap;

use bareme_scoring::{
    AccountRecord, Activity, ActivityKind, ActivityRecord, ContactRecord, Instant, LeadRecord,
    RelationshipRecord,
};

use crate::block::Block;
use crate::world::World;
use crate::{SimulationSettings, behaviour, edges, kinds, pipeline};

/// A simulated world. Nothing is kept: each stream makes the world anew, block by block, and streams may be read in
/// any order, several times, and from several threads.
pub struct Simulation {
    world: World,
}

/// An activity without any text, for bulk loading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SimulatedActivity {
    /// The contact, counted from 0; [`contact_key`] gives the key.
    pub contact_index: u64,
    /// When; grows from one activity of a contact to the next.
    pub at: Instant,
    /// Place in the table of [`kinds`].
    pub kind_index: u32,
}

/// The natural key of the account of an index, counted from 0.
pub fn account_key(index: u64) -> String {
    format!("A{:06}", index + 1)
}

/// The natural key of the contact of an index, counted from 0.
pub fn contact_key(index: u64) -> String {
    format!("C{:07}", index + 1)
}

impl Simulation {
    /// The world of these settings. Nothing is made yet.
    pub fn new(settings: &SimulationSettings) -> Self {
        Self { world: World::new(settings) }
    }

    /// Number of accounts.
    pub const fn account_count(&self) -> u64 {
        self.world.accounts
    }

    /// Number of contacts; their indexes are 0 to this.
    pub const fn contact_count(&self) -> u64 {
        self.world.contacts
    }

    /// First moment of the history.
    pub const fn start(&self) -> Instant {
        self.world.start
    }

    /// When the market changed: what made people buy before is not what makes them buy since.
    pub const fn market_change(&self) -> Instant {
        self.world.change
    }

    /// Companies, in order of their index. A parent has a lower index than its subsidiaries.
    pub fn accounts(&self) -> impl Iterator<Item = AccountRecord> {
        self.blocks().flat_map(|block| {
            block.companies.iter().map(|company| company.record(&self.world)).collect::<Vec<_>>()
        })
    }

    /// People, in order of their index, with their present job.
    pub fn contacts(&self) -> impl Iterator<Item = ContactRecord> {
        self.blocks().flat_map(|block| self.contacts_of(&block))
    }

    /// Past jobs, the beginning of present ones that followed them, advice, referrals, reporting lines and partners.
    /// Present jobs stand on the contacts and ownership on the accounts.
    pub fn relationships(&self) -> impl Iterator<Item = RelationshipRecord> {
        self.blocks().flat_map(|block| edges::relationships(&self.world, &block))
    }

    /// What people did, by contact and then by time, without texts.
    pub fn compact_activities(&self) -> impl Iterator<Item = SimulatedActivity> {
        self.blocks().flat_map(|block| self.activities_of(&block))
    }

    /// What people did, by contact and then by time.
    pub fn activities(&self) -> impl Iterator<Item = ActivityRecord> {
        let kinds: Vec<ActivityKind> = kinds();
        self.compact_activities().filter_map(move |activity| {
            let kind = kinds.get(usize::try_from(activity.kind_index).ok()?)?.clone();
            let contact = contact_key(activity.contact_index);
            Some(ActivityRecord { contact, kind, at: activity.at, id: None })
        })
    }

    /// Leads, by contact and then by time.
    pub fn leads(&self) -> impl Iterator<Item = LeadRecord> {
        (0..self.world.blocks())
            .flat_map(|number| pipeline::leads(&self.world, &Block::new(&self.world, number), number))
    }

    fn blocks(&self) -> impl Iterator<Item = Block> {
        (0..self.world.blocks()).map(|block| Block::new(&self.world, block))
    }

    fn contacts_of(&self, block: &Block) -> Vec<ContactRecord> {
        let mut records = Vec::new();
        for (slot, company) in block.companies.iter().enumerate() {
            let mut namesakes: BTreeMap<(&str, &str), usize> = BTreeMap::new();
            for person in block.people(&self.world, slot) {
                let before = namesakes.entry(person.names()).or_default();
                records.push(person.record(&self.world, company, *before));
                *before += 1;
            }
        }
        records
    }

    fn activities_of(&self, block: &Block) -> Vec<SimulatedActivity> {
        let mut all = Vec::new();
        let mut own: Vec<Activity> = Vec::new();
        for (slot, company) in block.companies.iter().enumerate() {
            for person in block.people(&self.world, slot) {
                behaviour::act(&self.world, company, &person, &mut own);
                all.extend(own.iter().map(|activity| SimulatedActivity {
                    contact_index: person.index,
                    at: activity.at,
                    kind_index: activity.kind,
                }));
            }
        }
        all
    }
}
