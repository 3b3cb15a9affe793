//! A block of contacts: read, score under every model, compare with what is stored.

use std::ops::Range;

use bareme_rollup::Person;
use bareme_scoring::{
    Activity, Adjustment, Attributes, BuyingRole, DAY_MS, Instant, Points, Score, Subject, SurgeRule, Value,
};
use bareme_store::contacts::ScoringRow;
use bareme_store::scores::{ContactScore, sort_key};
use bareme_store::{activities, contacts, scores};

use super::world::{Prepared, World};
use crate::{Engine, Result};

/// A block, scored.
pub(super) struct Block {
    /// Contacts that existed at the moment.
    pub contacts: u64,
    /// One part a model, in the order of the models.
    pub models: Vec<Part>,
}

/// What one model says of a block.
#[derive(Debug, Default)]
pub(super) struct Part {
    /// Scores that differ from the stored ones.
    pub changed: Vec<ContactScore>,
    /// Contacts that have a score and should have none any more.
    pub gone: Vec<i64>,
    /// What each scored contact brings into the roll-up.
    pub people: Vec<(i64, Person)>,
    /// Differences of the counts of each rating.
    pub rating_changes: [i64; 16],
}

/// What a block is read from.
struct Rows {
    contacts: Vec<ScoringRow>,
    past: Vec<bareme_store::facts::PastFacts>,
    activities: Vec<Activity>,
    /// (contact, end of its activities), by contact.
    ends: Vec<(i64, usize)>,
    stored: Vec<Vec<ContactScore>>,
}

/// Scores the contacts of a range of ids.
pub(super) fn score_block(engine: &Engine, world: &World, range: Range<i64>) -> Result<Block> {
    let rows = read(engine, world, range)?;
    let mut block = Block { contacts: 0, models: world.models.iter().map(|_| Part::default()).collect() };
    let mut ends = rows.ends.iter().peekable();
    let mut start = 0;
    let mut places = vec![0; world.models.len()];
    for row in &rows.contacts {
        while ends.peek().is_some_and(|(contact, _)| *contact < row.id) {
            start = ends.next().map_or(start, |(_, end)| *end);
        }
        let end = ends.peek().filter(|(contact, _)| *contact == row.id).map_or(start, |(_, end)| *end);
        let existed = row.created_at.is_none_or(|created| created <= world.as_of);
        block.contacts += u64::from(existed);
        let activities = rows.activities.get(start..end).unwrap_or_default();
        let contact = facts(world, &rows, row)?;
        for ((model, part), (place, stored)) in
            world.models.iter().zip(&mut block.models).zip(places.iter_mut().zip(&rows.stored))
        {
            let before = stored.get(*place).filter(|score| score.contact_id == row.id);
            *place += usize::from(before.is_some());
            let score = if existed { score(world, model, row, &contact, activities) } else { None };
            part.add((model, world.as_of), row.id, before, score, activities);
        }
    }
    Ok(block)
}

fn read(engine: &Engine, world: &World, range: Range<i64>) -> Result<Rows> {
    engine.database().read(|c| {
        let mut rows = Rows {
            contacts: Vec::new(),
            past: contacts::list_history(c, range.clone(), world.as_of)?,
            activities: Vec::new(),
            ends: Vec::new(),
            stored: Vec::new(),
        };
        contacts::for_each_scoring_row(c, range.clone(), |row| -> Result<()> {
            rows.contacts.push(row);
            Ok(())
        })?;
        activities::for_each(c, range.clone(), world.as_of, |contact, activity| -> Result<()> {
            rows.activities.push(activity);
            match rows.ends.last_mut() {
                Some((last, end)) if *last == contact => *end += 1,
                _ => rows.ends.push((contact, rows.activities.len())),
            }
            Ok(())
        })?;
        for model in &world.models {
            let mut stored = Vec::new();
            scores::for_each_contact(c, model.id, range.clone(), |score| -> Result<()> {
                stored.push(score);
                Ok(())
            })?;
            rows.stored.push(stored);
        }
        Ok(rows)
    })
}

/// What was known of a contact at the moment, as far as a model asks for it.
fn facts(world: &World, rows: &Rows, row: &ScoringRow) -> Result<Attributes> {
    match rows.past.binary_search_by_key(&row.id, |past| past.id) {
        Ok(place) => {
            let past = rows.past.get(place).map(|past| past.attributes.clone()).unwrap_or_default();
            Ok(world.contact_facts.keep(past))
        }
        Err(_) => Ok(world.contact_facts.read("contacts", row.id, &row.attributes)?),
    }
}

fn score(
    world: &World,
    model: &Prepared,
    row: &ScoringRow,
    contact: &Attributes,
    activities: &[Activity],
) -> Option<Score> {
    let job = world.job(row.id);
    let relationship = relationship_facts(job.map(|(_, role)| role));
    let adjustments: Vec<Adjustment> = adjustments_of(model, row.id);
    let subject = Subject {
        contact,
        account: job.and_then(|(account, _)| world.account(account)),
        relationship: Some(&relationship),
        activities,
        adjustments: &adjustments,
    };
    let score = model.model.score(&subject, &model.matcher, world.as_of);
    score.applies.then_some(score)
}

/// Facts about the main job, under the names that a model uses after `relationship.`.
pub(crate) fn relationship_facts(role: Option<BuyingRole>) -> Attributes {
    match role {
        Some(role) if role != BuyingRole::Unknown => {
            Attributes::from([("role".to_owned(), Value::Text(role.word().to_owned()))])
        }
        _ => Attributes::new(),
    }
}

fn adjustments_of(model: &Prepared, contact: i64) -> Vec<Adjustment> {
    let start = model.adjustments.partition_point(|(id, _)| *id < contact);
    let of_contact = model.adjustments.iter().skip(start).take_while(|(id, _)| *id == contact);
    of_contact.map(|(_, adjustment)| adjustment.clone()).collect()
}

impl Part {
    /// How many scores change or go.
    pub fn changes(&self) -> usize {
        self.changed.len() + self.gone.len()
    }

    /// Adds what changed in another block.
    pub fn join(&mut self, mut other: Self) {
        self.changed.append(&mut other.changed);
        self.gone.append(&mut other.gone);
        for (sum, difference) in self.rating_changes.iter_mut().zip(other.rating_changes) {
            *sum += difference;
        }
    }

    /// Brings changes into the order in which they are stored: blocks come as they are done.
    pub fn sort(&mut self) {
        self.changed.sort_unstable_by_key(|score| score.contact_id);
        self.gone.sort_unstable();
    }

    /// The ids from the first to the last of those that changed or are gone.
    pub fn range(&self) -> std::ops::RangeInclusive<i64> {
        let ids = || self.changed.iter().map(|score| score.contact_id).chain(self.gone.iter().copied());
        ids().min().unwrap_or(0)..=ids().max().unwrap_or(0)
    }

    /// Leaves these contacts, sorted, as they are stored. The differences of the counts are then off by them.
    pub fn leave_out(&mut self, contacts: &[i64]) {
        self.changed.retain(|score| contacts.binary_search(&score.contact_id).is_err());
        self.gone.retain(|contact| contacts.binary_search(contact).is_err());
    }

    /// Compares a score with the stored one. The first argument is the model and the moment.
    fn add(
        &mut self,
        (model, as_of): (&Prepared, Instant),
        contact: i64,
        before: Option<&ContactScore>,
        score: Option<Score>,
        activities: &[Activity],
    ) {
        let mut count = |score: &ContactScore, by: i64| {
            if let Some(slot) =
                usize::try_from(score.rating).ok().and_then(|at| self.rating_changes.get_mut(at))
            {
                *slot += by;
            }
        };
        let Some(score) = score else {
            if let Some(before) = before {
                count(before, -1);
                self.gone.push(contact);
            }
            return;
        };
        let (recent, baseline) = activity_counts(&model.model.account.surge, activities, as_of);
        let version = Version { model_id: model.id, version_id: model.version_id };
        let row = score_row(version, as_of, contact, &score, (recent, baseline));
        if before.is_none_or(|before| before.rating != row.rating) {
            if let Some(before) = before {
                count(before, -1);
            }
            count(&row, 1);
        }
        if before.is_none_or(|before| !before.says_the_same(&row)) {
            self.changed.push(row);
        }
        self.people
            .push((contact, Person { engagement: score.engagement, level: score.level, recent, baseline }));
    }
}

/// Activities in the recent window and in the window before it; `activities` are sorted and none is after `as_of`.
pub(super) fn activity_counts(rule: &SurgeRule, activities: &[Activity], as_of: Instant) -> (u32, u32) {
    let days = |days: u32| i64::from(days) * DAY_MS;
    let recent_from = as_of.plus_millis(-days(rule.recent_days));
    let baseline_from = as_of.plus_millis(-days(rule.recent_days + rule.baseline_days));
    let older_than = |from: Instant| activities.partition_point(|activity| activity.at < from);
    let (recent, baseline) = (older_than(recent_from), older_than(baseline_from));
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    (count(activities.len() - recent), count(recent - baseline))
}

/// Which version of which model.
#[derive(Clone, Copy, Debug)]
pub(super) struct Version {
    pub model_id: i64,
    pub version_id: i64,
}

/// A score as it is stored; the last argument is what [`activity_counts`] gives.
pub(super) fn score_row(
    version: Version,
    as_of: Instant,
    contact_id: i64,
    score: &Score,
    (recent, baseline): (u32, u32),
) -> ContactScore {
    let rating = score.rating();
    ContactScore {
        model_id: version.model_id,
        contact_id,
        version_id: version.version_id,
        as_of: as_of.millis(),
        fit: hundredths(score.fit),
        engagement: hundredths(score.engagement),
        rating: i16::from(rating.index()),
        rank: hundredths(score.rank),
        completeness: i16::from(score.completeness),
        knocked_out: score.knocked_out,
        recent: i32::try_from(recent).unwrap_or(i32::MAX),
        baseline: i32::try_from(baseline).unwrap_or(i32::MAX),
        last_activity_at: score.last_activity.map(Instant::millis),
        sort_key: sort_key(rating, score.rank),
    }
}

/// Points as stored: scores lie between 0.00 and 100.00.
pub(crate) fn hundredths(points: Points) -> i32 {
    i32::try_from(points.hundredths()).unwrap_or(0)
}
