//! What several tests read from a world.

use bareme_engine::doctor::examine;
use bareme_store::leads::{self, LeadRow};
use bareme_store::models::StoredModel;
use bareme_store::scores::{AccountScore, ContactScore};
use bareme_store::snapshots::{self, Snapshot};
use bareme_store::{accounts, models, scores};
use bareme_testkit::World;

/// Everything that scoring wrote, of every model, ordered.
#[derive(Debug, PartialEq)]
pub struct Scored {
    pub contacts: Vec<ContactScore>,
    pub accounts: Vec<AccountScore>,
    pub snapshots: Vec<Snapshot>,
    pub ratings: Vec<[u64; 16]>,
}

/// The models, the primary one first.
pub fn all_models(world: &World) -> Vec<StoredModel> {
    world.read(models::list)
}

/// The scores of contacts in a model.
pub fn contact_scores(world: &World, model_id: i64) -> Vec<ContactScore> {
    let mut found = Vec::new();
    world.read(|c| {
        scores::for_each_contact(c, model_id, 0..i64::MAX, |score| {
            found.push(score);
            Ok(())
        })
    });
    found
}

/// The scores of accounts in a model.
pub fn account_scores(world: &World, model_id: i64) -> Vec<AccountScore> {
    let mut found = Vec::new();
    world.read(|c| {
        scores::for_each_account(c, model_id, |score| {
            found.push(score);
            Ok(())
        })
    });
    found
}

/// The snapshots of accounts in a model, by account and day.
pub fn all_snapshots(world: &World, model_id: i64) -> Vec<Snapshot> {
    let ids: Vec<i64> = world.read(accounts::list_keys).into_iter().map(|(id, _)| id).collect();
    world.read(|c| snapshots::list(c, model_id, &ids, i32::MIN))
}

/// Everything that scoring wrote.
pub fn scored(world: &World) -> Scored {
    let mut all = Scored { contacts: vec![], accounts: vec![], snapshots: vec![], ratings: vec![] };
    for model in all_models(world) {
        all.contacts.extend(contact_scores(world, model.id));
        all.accounts.extend(account_scores(world, model.id));
        all.snapshots.extend(all_snapshots(world, model.id));
        let counts = world.read(|c| scores::rating_counts(c, model.id));
        assert_eq!(counts, world.read(|c| scores::count_ratings(c, model.id)), "the counts that are kept");
        all.ratings.push(counts);
    }
    all
}

/// Holds that the database is sound by every check of the doctor.
#[track_caller]
pub fn assert_sound(world: &World) {
    let findings = examine(world.engine()).unwrap();
    let broken: Vec<&str> =
        findings.iter().filter(|finding| !finding.sound).map(|finding| finding.says.as_str()).collect();
    assert_eq!(broken, [] as [&str; 0]);
}

/// The leads as they stand.
pub fn lead_rows(world: &World) -> Vec<LeadRow> {
    let mut found = Vec::new();
    world.read(|c| {
        leads::for_each_row(c, |row| {
            found.push(row);
            Ok(())
        })
    });
    found
}
