//! Accounts by what they did in a time, and by who is missing in their committee.

use bareme_engine::pages::accounts::{AccountsQuery, MovementQuery, Way, list};
use bareme_ingest::Kind;
use bareme_scoring::{BuyingRole, Instant, Rating};
use bareme_store::scores::{self, AccountScore, role_bit};
use bareme_store::snapshots::{self, Snapshot, day_number};
use bareme_testkit::{GRADED_BY_TITLE, World, on_both_databases};

use crate::support::{account_scores, all_models};

fn rating(text: &str) -> Rating {
    text.parse().unwrap()
}

/// Four companies under the first model. Acme rose from B2 to a qualified A1 ten days ago; Bolt was a qualified A2 and fell
/// to C3 five days ago; Core has stood at C3 all the time; Dyne is known for three days.
pub fn with_a_past(world: &World) {
    world.publish(GRADED_BY_TITLE);
    world.import(Kind::Accounts, "key,name\na,Acme\nb,Bolt\nc,Core\nd,Dyne\n").run();
    world.score();
    let model_id = all_models(world)[0].id;
    let past: [(&str, i64, &str, bool); 6] = [
        ("a", 40, "B2", false),
        ("b", 40, "A2", true),
        ("c", 40, "C3", false),
        ("a", 10, "A1", true),
        ("b", 5, "C3", false),
        ("d", 3, "D4", false),
    ];
    let scores = account_scores(world, model_id);
    for (key, days, at, mqa) in past {
        let id = world.account(key).id;
        let score = scores.iter().find(|score| score.account_id == id).unwrap();
        let number = i16::from(rating(at).index());
        let snapshot = Snapshot {
            rating: number,
            mqa,
            day: day_number(world.now().plus_days(-days)),
            ..Snapshot::of(score)
        };
        let bits = role_bit(BuyingRole::Champion) * i16::from(key != "a") + role_bit(BuyingRole::User);
        let now = AccountScore {
            rating: number,
            mqa,
            missing: bits,
            coverage: if key == "a" { 5_000 } else { 0 },
            engaged: i32::from(key == "b"),
            ..*score
        };
        world.write(|c| {
            scores::upsert_accounts(c, &[now])?;
            snapshots::upsert(c, &[snapshot])?;
            // What scoring found today is what was found last.
            snapshots::upsert(c, &[Snapshot { day: day_number(world.now()), ..snapshot }])
        });
    }
}

fn names(world: &World, query: &AccountsQuery) -> Vec<String> {
    let page = list(world.engine(), query).unwrap();
    assert_eq!(page.fitting.map(|fitting| fitting.count), Some(page.slice.rows.len() as u64));
    let mut names: Vec<String> = page.slice.rows.into_iter().map(|row| row.name).collect();
    names.sort();
    names
}

fn moved(world: &World, query: MovementQuery) -> Vec<String> {
    names(world, &AccountsQuery { movement: Some(query), ..AccountsQuery::default() })
}

#[test]
fn who_moved_in_a_time_is_told_from_its_two_ends() {
    on_both_databases(|world| {
        with_a_past(world);
        let ago = |days: i64| -> Option<Instant> { Some(world.now().plus_days(-days)) };
        let way = |way, since, until| {
            moved(world, MovementQuery { way: Some(way), since, until, ..MovementQuery::default() })
        };
        assert_eq!(way(Way::Entered, ago(20), None), ["Acme"]);
        assert_eq!(way(Way::Left, ago(20), None), ["Bolt"]);
        assert_eq!(way(Way::Up, ago(20), None), ["Acme"]);
        assert_eq!(way(Way::Down, ago(20), None), ["Bolt"]);
        assert_eq!(way(Way::Changed, ago(20), None), ["Acme", "Bolt"]);
        assert_eq!(way(Way::New, ago(20), None), ["Dyne"]);
        assert_eq!(way(Way::Left, ago(20), ago(8)), Vec::<String>::new(), "Bolt fell later");
        assert_eq!(way(Way::Entered, ago(20), ago(8)), ["Acme"]);
        assert_eq!(way(Way::Entered, ago(9), None), Vec::<String>::new(), "Acme had risen before");
        assert_eq!(way(Way::New, None, None), ["Acme", "Bolt", "Core", "Dyne"]);
        assert_eq!(way(Way::Entered, None, ago(20)), ["Bolt"], "qualified as soon as it was known");
    });
}

#[test]
fn a_pair_of_ratings_lists_those_that_went_from_one_to_the_other() {
    on_both_databases(|world| {
        with_a_past(world);
        let since = Some(world.now().plus_days(-20));
        let pair = |was: &str, became: &[&str]| {
            let became = became.iter().map(|text| rating(text)).collect();
            moved(world, MovementQuery { since, was: vec![rating(was)], became, ..MovementQuery::default() })
        };
        assert_eq!(pair("B2", &["A1"]), ["Acme"]);
        assert_eq!(pair("B2", &[]), ["Acme"]);
        assert_eq!(pair("C3", &["C3"]), ["Core"], "also those that stayed");
        assert_eq!(pair("A2", &["A1", "B2"]), Vec::<String>::new());
        let became = vec![rating("C3"), rating("D4")];
        let now = moved(world, MovementQuery { since, became, ..MovementQuery::default() });
        assert_eq!(now, ["Bolt", "Core", "Dyne"]);
    });
}

#[test]
fn committees_are_listed_by_coverage_and_by_who_is_missing() {
    on_both_databases(|world| {
        with_a_past(world);
        let missing = |role| names(world, &AccountsQuery { missing: Some(role), ..AccountsQuery::default() });
        assert_eq!(missing(BuyingRole::Champion), ["Bolt", "Core", "Dyne"]);
        assert_eq!(missing(BuyingRole::User).len(), 4);
        assert_eq!(missing(BuyingRole::DecisionMaker), Vec::<String>::new());
        let covered = |from, below| {
            names(world, &AccountsQuery { coverage: (from, below), ..AccountsQuery::default() })
        };
        assert_eq!(covered(Some(5_000), Some(7_500)), ["Acme"]);
        assert_eq!(covered(None, Some(1)), ["Bolt", "Core", "Dyne"]);
        assert_eq!(
            names(world, &AccountsQuery { engaged_from: Some(1), ..AccountsQuery::default() }),
            ["Bolt"]
        );
    });
}
