//! One contact and its accounts, after one activity: the same scores as a full run at that moment would give them.

use bareme_rollup::{People, Person, Rollup};
use bareme_scoring::{
    Activity, Adjustment, Attributes, Instant, Points, Rating, RelationshipKind, Score, Subject,
};
use bareme_store::adjustments::StoredAdjustment;
use bareme_store::contacts::Contact;
use bareme_store::scores::{self, AccountScore, ContactScore};
use bareme_store::snapshots::{self, Snapshot, day_number};
use bareme_store::{AnyConnection, accounts, activities, adjustments, contacts, relationships, turns};

use super::accounts::{account_row, rules_of};
use super::block::{Version, activity_counts, relationship_facts, score_row};
use crate::graph::{accounts_near_contact, neighbourhood};
use crate::past::main_job;
use crate::{Engine, EngineError, LoadedModel, Result, hand_over};

/// What became of one contact under one model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OneScored {
    /// The model.
    pub model: String,
    /// The rating, when the model applies.
    pub rating: Option<Rating>,
    /// Accounts that were rolled up again.
    pub accounts: usize,
    /// Whether the contact became a lead.
    pub handed_over: bool,
}

/// A stored adjustment as scoring takes it.
pub(crate) fn adjustment(stored: StoredAdjustment) -> Adjustment {
    Adjustment {
        points: stored.points,
        reason: stored.reason,
        by: stored.made_by,
        from: stored.valid_from,
        until: stored.valid_to,
    }
}

/// Scores one contact now, rolls the accounts up that it reaches, and hands it over when its rating says so.
///
/// # Errors
///
/// An unknown contact, and those of the store; nothing is written then.
pub fn score_contact(engine: &Engine, contact_id: i64) -> Result<Vec<OneScored>> {
    let as_of = engine.now();
    engine.database().write(|c| {
        turns::take_contacts(c, &[contact_id])?;
        let contact =
            contacts::find(c, contact_id)?.ok_or_else(|| EngineError::not_found("contact", contact_id))?;
        let models = engine.models(c)?;
        let known = Knowledge::load(engine, c, &contact, as_of)?;
        models.iter().map(|model| score_under(engine, c, model, &known, as_of)).collect()
    })
}

/// A contact with what is known of it.
struct Knowledge {
    contact: Contact,
    account: Option<Attributes>,
    relationship: Attributes,
    activities: Vec<Activity>,
    kinds: std::sync::Arc<Vec<bareme_scoring::ActivityKind>>,
}

impl Knowledge {
    fn load(engine: &Engine, c: &mut AnyConnection, contact: &Contact, as_of: Instant) -> Result<Self> {
        // The stored main job is that of the last import; one may have ended or begun since.
        let jobs = relationships::list_from(c, &[RelationshipKind::WorksAt], &[contact.id])?;
        let job = main_job(&jobs, as_of);
        let account = match job {
            Some((id, _)) => accounts::find(c, id)?.map(|account| account.attributes),
            None => None,
        };
        Ok(Self {
            account,
            relationship: relationship_facts(job.map(|(_, role)| role)),
            activities: activities::list(c, contact.id, as_of)?,
            kinds: engine.kinds(c)?,
            contact: contact.clone(),
        })
    }

    fn score(
        &self,
        engine: &Engine,
        model: &LoadedModel,
        adjustments: &[Adjustment],
        as_of: Instant,
    ) -> Score {
        let matcher = engine.matcher(model.stored.version.id, &model.model, &self.kinds);
        let subject = Subject {
            contact: &self.contact.attributes,
            account: self.account.as_ref(),
            relationship: Some(&self.relationship),
            activities: &self.activities,
            adjustments,
        };
        model.model.score(&subject, &matcher, as_of)
    }
}

fn score_under(
    engine: &Engine,
    c: &mut AnyConnection,
    model: &LoadedModel,
    known: &Knowledge,
    as_of: Instant,
) -> Result<OneScored> {
    let (model_id, id) = (model.stored.id, known.contact.id);
    let stored = adjustments::list(c, model_id, Some(id), as_of)?;
    let adjustments: Vec<Adjustment> = stored.into_iter().map(adjustment).collect();
    let score = known.score(engine, model, &adjustments, as_of);
    let before = scores::find_contact(c, model_id, id)?;
    let version = Version { model_id, version_id: model.stored.version.id };
    // Who is yet to enter the source system is not there yet.
    let applies = score.applies && known.contact.created_at.is_none_or(|created| created <= as_of);
    let row = applies.then(|| {
        let counts = activity_counts(&model.model.account.surge, &known.activities, as_of);
        score_row(version, as_of, id, &score, counts)
    });
    store(c, model_id, id, before.as_ref(), row.as_ref())?;
    let accounts =
        if before.is_some() || row.is_some() { roll_up_near(c, model, version, id, as_of)? } else { 0 };
    let handed_over = model.stored.is_primary
        && applies
        && hand_over::hand_over_one(engine, c, model, &known.contact, &score, as_of)?;
    let rating = applies.then(|| score.rating());
    Ok(OneScored { model: model.stored.name.clone(), rating, accounts, handed_over })
}

fn store(
    c: &mut AnyConnection,
    model_id: i64,
    contact: i64,
    before: Option<&ContactScore>,
    row: Option<&ContactScore>,
) -> Result<()> {
    let mut changes = [0_i64; 16];
    for (score, by) in before.iter().map(|score| (*score, -1)).chain(row.iter().map(|score| (*score, 1))) {
        if let Some(slot) = usize::try_from(score.rating).ok().and_then(|at| changes.get_mut(at)) {
            *slot += by;
        }
    }
    match row {
        Some(row) if before.is_none_or(|before| !before.says_the_same(row)) => {
            scores::upsert_contacts(c, &[*row])?;
        }
        Some(_) => {}
        None => scores::delete_contacts(c, model_id, &[contact])?,
    }
    scores::add_to_rating_counts(c, model_id, &changes)?;
    Ok(())
}

/// Rolls the accounts up that a contact may reach, from their neighbourhood alone.
fn roll_up_near(
    c: &mut AnyConnection,
    model: &LoadedModel,
    version: Version,
    contact: i64,
    as_of: Instant,
) -> Result<usize> {
    let weights = &model.model.account.weights;
    let near = accounts_near_contact(c, contact, weights.max_edges)?;
    if near.is_empty() {
        return Ok(0);
    }
    let part = neighbourhood(c, weights, &near, as_of)?;
    let people = people_of(c, version.model_id, &part.contacts)?;
    let people = People::new(&part.graph, people)?;
    let reached = part.graph.accounts_reached(contact).unwrap_or_default();
    let rules = rules_of(&model.model);
    let rolled = Rollup::new(&part.graph, &people, &rules).accounts(&reached)?;
    let stored = accounts::list_by_ids(c, &reached)?;
    let mut rows = Vec::with_capacity(rolled.len());
    for (score, account) in rolled.iter().zip(&stored) {
        let fit = model.model.account_score(&account.attributes, as_of);
        let then =
            snapshots::find_last(c, version.model_id, score.account, day_number(as_of.plus_days(-30)))?;
        rows.push(account_row(&model.model, version, as_of, score, fit, then.as_ref()));
    }
    store_accounts(c, version.model_id, &rows)?;
    Ok(rows.len())
}

/// Writes what changed, and its snapshot of the day.
fn store_accounts(c: &mut AnyConnection, model_id: i64, rows: &[AccountScore]) -> Result<()> {
    let ids: Vec<i64> = rows.iter().map(|row| row.account_id).collect();
    let before = scores::list_accounts(c, model_id, &ids)?;
    let known = |row: &AccountScore| {
        let place = before.binary_search_by_key(&row.account_id, |known| known.account_id).ok()?;
        before.get(place)
    };
    let changed: Vec<AccountScore> = rows
        .iter()
        .filter(|row| known(row).is_none_or(|known| AccountScore { as_of: row.as_of, ..*known } != **row))
        .copied()
        .collect();
    let moved: Vec<Snapshot> = rows
        .iter()
        .filter(|row| known(row).is_none_or(|known| !Snapshot::of(known).says_the_same(&Snapshot::of(row))))
        .map(Snapshot::of)
        .collect();
    scores::upsert_accounts(c, &changed)?;
    snapshots::upsert(c, &moved)?;
    Ok(())
}

/// What these contacts bring into a roll-up, by their stored scores.
pub(crate) fn people_of(
    c: &mut AnyConnection,
    model_id: i64,
    contacts: &[i64],
) -> Result<Vec<(i64, Person)>> {
    scores::list_contacts(c, model_id, contacts)?
        .into_iter()
        .map(|score| {
            let rating = score.rating()?;
            let count = |number: i32| u32::try_from(number).unwrap_or(0);
            let person = Person {
                engagement: Points::from_hundredths(i64::from(score.engagement)),
                level: rating.level,
                recent: count(score.recent),
                baseline: count(score.baseline),
            };
            Ok((score.contact_id, person))
        })
        .collect()
}
