//! How SQLite runs the queries behind lists of a million people: by an index, never by sorting or reading everything.

use bareme_engine::Backend;
use bareme_store::inspect::list_plans;
use bareme_store::lists::{
    self, AccountFilter, AccountSort, ContactFilter, ContactSort, Desk, Key, Place, Position, Sought,
    WorkFilter, WorkPlace,
};
use bareme_store::whose::{self, Whose};
use bareme_testkit::World;

/// Holds that no query sorts or reads a whole table, and returns the plans.
fn quick(plans: Vec<String>) -> Vec<String> {
    assert!(!plans.is_empty());
    for plan in &plans {
        assert!(!plan.contains("TEMP B-TREE"), "sorts:\n{plan}");
        let scans = plan.lines().filter(|step| step.starts_with("SCAN ") && !step.contains(" INDEX "));
        assert_eq!(scans.count(), 0, "reads a whole table:\n{plan}");
    }
    plans
}

fn demo() -> World {
    let world = World::new(Backend::Sqlite);
    world.fill_demo(30, 5);
    // As after every import and scoring.
    world.database().analyze().unwrap();
    world
}

fn beyond(key: &Key, backwards: bool) -> Position {
    Position { key: key.clone(), id: 7, backwards }
}

#[test]
fn contacts_come_by_an_index_in_every_order_and_both_ways() {
    let world = demo();
    let orders = [
        (ContactSort::Score, Key::Number(10_001), "contact_scores_sort"),
        (ContactSort::Activity, Key::Number(1_770_000_000_000), "contact_scores_activity"),
        (ContactSort::Name, Key::Text("m".to_owned()), "contacts_name"),
    ];
    for (sort, key, index) in orders {
        for position in [None, Some(beyond(&key, false)), Some(beyond(&key, true))] {
            for reversed in [false, true] {
                let position = position.clone();
                let filter =
                    ContactFilter { model_id: 1, sort, reversed, position, limit: 50, ..Default::default() };
                let plans =
                    quick(list_plans(world.database(), |c| lists::list_contacts(c, &filter)).unwrap());
                assert!(plans.iter().all(|plan| plan.contains(index)), "{sort:?}: {plans:#?}");
            }
        }
    }
}

#[test]
fn accounts_come_by_an_index_in_every_order() {
    let world = demo();
    let orders = [
        (AccountSort::Score, "account_scores_sort"),
        (AccountSort::Surge, "account_scores_surge"),
        (AccountSort::Change, "account_scores_change"),
        (AccountSort::Name, "accounts_name"),
    ];
    for (sort, index) in orders {
        let filter = AccountFilter { model_id: 1, sort, limit: 50, ..AccountFilter::default() };
        let plans = quick(list_plans(world.database(), |c| lists::list_accounts(c, &filter)).unwrap());
        assert!(plans.iter().all(|plan| plan.contains(index)), "{sort:?}: {plans:#?}");
    }
}

#[test]
fn the_figures_of_the_first_page_are_counted_in_an_index() {
    let world = demo();
    let surging =
        AccountFilter { model_id: 1, surging: true, sort: AccountSort::Surge, ..AccountFilter::default() };
    let qualified = AccountFilter { model_id: 1, mqa: true, ..AccountFilter::default() };
    for (filter, index) in [(surging, "account_scores_surge"), (qualified, "account_scores_mqa")] {
        let plans = quick(list_plans(world.database(), |c| lists::count_accounts(c, &filter)).unwrap());
        assert!(plans.iter().all(|plan| plan.contains(index)), "{plans:#?}");
    }
}

#[test]
fn a_search_looks_into_indexes_only() {
    let world = demo();
    let text = "ma.example".to_owned();
    let sought = Sought { typed: text.clone(), folded: text.clone(), domain: text, whole: false };
    let filter = ContactFilter {
        search: Some(sought.clone()),
        sort: ContactSort::Name,
        limit: 10,
        ..Default::default()
    };
    let plans = list_plans(world.database(), |c| lists::list_contacts(c, &filter)).unwrap();
    let looks = plans.len() - 1;
    assert_eq!(looks, 6, "name, last name, address, key, domain and its people: {plans:#?}");
    quick(plans.into_iter().take(looks).collect());
    let filter = AccountFilter {
        beginning: Some(sought),
        sort: AccountSort::Name,
        limit: 10,
        ..AccountFilter::default()
    };
    let plans = list_plans(world.database(), |c| lists::list_accounts(c, &filter)).unwrap();
    let looks = plans.len() - 1;
    assert_eq!(looks, 3, "name, key, domain: {plans:#?}");
    quick(plans.into_iter().take(looks).collect());
}

#[test]
fn people_of_one_company_are_found_by_their_company() {
    let world = demo();
    let filter = ContactFilter {
        model_id: 1,
        account_id: Some(3),
        sort: ContactSort::Activity,
        limit: 50,
        ..ContactFilter::default()
    };
    let plans = list_plans(world.database(), |c| lists::list_contacts(c, &filter)).unwrap();
    assert!(plans.iter().all(|plan| plan.contains("contacts_account")), "{plans:#?}");
    assert!(!list_plans(world.database(), |c| lists::list_leads(c, &[1, 2])).unwrap().is_empty());
}

#[test]
fn a_worklist_comes_by_its_index_whatever_its_page() {
    let world = demo();
    let owner = world.read(|c| lists::list_owners(c, 1)).remove(0);
    let desks = vec![Desk::Of(owner), Desk::Queue("nobody's".to_owned())];
    let now = world.now();
    let beyond = |backwards| {
        let beyond = Place { section: if backwards { 8 } else { 0 }, priority: 2, due_at: Some(5), id: 7 };
        Some(WorkPlace { beyond, backwards })
    };
    for place in [None, beyond(false), beyond(true)] {
        let filter = WorkFilter {
            desks: desks.clone(),
            now,
            stage: None,
            ratings: Vec::new(),
            due_before: None,
            place,
            limit: 25,
        };
        let plans = quick(list_plans(world.database(), |c| lists::list_work(c, &filter)).unwrap());
        assert!(plans.len() > 5, "counts and sections: {plans:#?}");
        assert!(plans.iter().all(|plan| plan.contains("leads_work")), "{plans:#?}");
    }
    let plans = list_plans(world.database(), |c| lists::list_owners(c, 100)).unwrap();
    assert!(plans.iter().all(|plan| plan.contains("leads_work")), "{plans:#?}");
}

#[test]
fn what_is_somebodys_is_found_by_indexes_few_or_many() {
    let world = demo();
    let owner = world.read(|c| lists::list_owners(c, 1)).remove(0);
    let teams = vec!["North".to_owned()];
    let whose = Whose { owners: vec![owner], teams: teams.clone(), queues: teams };
    let found = world.read(|c| whose::list_contacts(c, &whose, 5_000)).unwrap();
    assert!(!found.is_empty());
    let plans = list_plans(world.database(), |c| {
        whose::list_contacts(c, &whose, 5_000)?;
        whose::list_accounts(c, &whose, 5_000)?;
        whose::contacts_among(c, &whose, &found[..1])?;
        whose::accounts_among(c, &whose, &found[..1])?;
        whose::leads_among(c, &whose, &found[..1])
    });
    quick(plans.unwrap());
}
