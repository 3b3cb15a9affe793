//! The worklist: everything that waits, in the order in which it is worked, every row once, for whoever looks.

use bareme_engine::pages::worklist::{self, Scope, WorklistQuery};
use bareme_engine::view::{WorkCount, WorkRow};
use bareme_engine::{EngineError, work};
use bareme_ingest::Kind;
use bareme_scoring::{Act, Assignee, Stage};
use bareme_store::leads::LeadRow;
use bareme_testkit::{Hot, World, csv, on_both_databases, row};
use proptest::prelude::*;

use super::walk;
use crate::support::lead_rows;

const TEAMS: &str = "[[team]]\nname = \"North\"\nleader = \"Lea\"\nmembers = [\"Ana\", \"Ben\"]\n\
    [[team]]\nname = \"South\"\nmembers = [\"Cleo\"]\n";

fn of(who: &str, scope: Scope) -> WorklistQuery {
    WorklistQuery { who: who.to_owned(), scope, ..WorklistQuery::default() }
}

/// All rows of a worklist, page by page, forward and back.
fn all(world: &World, query: &WorklistQuery) -> Vec<i64> {
    let page = |cursor| {
        let query = WorklistQuery { cursor, ..query.clone() };
        worklist::list(world.engine(), &query).map(|page| page.slice)
    };
    walk(page, |row: &WorkRow| row.id)
}

fn count(world: &World, query: &WorklistQuery) -> WorkCount {
    worklist::list(world.engine(), query).unwrap().count
}

/// Where a lead comes in a worklist, said anew: unanswered ones first, of these what is overdue; priority; time left, and
/// who has no time agreed after all who have.
fn place(world: &World, row: &LeadRow) -> (i16, bool, bool, i16, Option<i64>, i64) {
    let late = row.due_at.is_some_and(|due| due < world.now().millis());
    let late = row.stage().unwrap() == Stage::Mql && late;
    (row.stage, !late, row.due_at.is_none(), row.priority, row.due_at, row.id)
}

fn expected(world: &World, keep: impl Fn(&LeadRow) -> bool) -> Vec<i64> {
    let waits = |row: &LeadRow| {
        matches!(row.stage().unwrap(), Stage::Mql | Stage::Sal | Stage::Sql | Stage::Opportunity)
    };
    let mut rows: Vec<LeadRow> = lead_rows(world).into_iter().filter(|row| waits(row) && keep(row)).collect();
    rows.sort_by_key(|row| place(world, row));
    rows.into_iter().map(|row| row.id).collect()
}

/// Leads of two people and of a team's queue, of all priorities, with and without a time to respond, at every stage.
fn fill(world: &World, seed: usize) {
    world.agree(TEAMS);
    let names: Vec<String> = (0..70).map(|number| format!("Person {number}")).collect();
    let hot: Vec<Hot<'_>> = names
        .iter()
        .zip(seed..)
        .map(|(name, number)| Hot {
            name,
            owner: ["Ana", "Ben", "Ana", "Cleo"][number * 7 % 4],
            title: ["Chief", "Director"][number * 5 % 2],
            views: [4, 3, 2][number * 11 % 3],
        })
        .collect();
    let ids = world.hand_over(&hot);
    let imported: Vec<_> = (0..20)
        .map(|number| {
            let lead =
                row(format!("old {number}")).with("contact", &names[number]).with("mql at", "2026-05-01");
            let lead = lead.with("owner", ["Ana", "Ben"][number % 2]);
            if number % 3 == 0 { lead.with("sal at", "2026-05-02") } else { lead }
        })
        .collect();
    world.import(Kind::Leads, csv(&imported)).run();
    for (id, number) in ids.iter().zip(seed..) {
        let acts: &[Act] = &[
            Act::Accept { note: None },
            Act::Qualify { bant: bareme_scoring::Bant::default(), note: None },
            Act::OpenOpportunity { money: None, expected_close: None, note: None },
            Act::Win { money: None, note: None },
        ];
        for act in acts.iter().take([0, 0, 1, 2, 3, 4][number * 13 % 6]) {
            work::act(world.engine(), *id, None, act.clone(), "Ana").unwrap().unwrap();
        }
        if number % 9 == 0 && number * 13 % 6 < 5 {
            let to = Assignee { team: Some("North".to_owned()), ..Assignee::default() };
            work::act(world.engine(), *id, None, Act::Assign { to, note: None }, "Lea").unwrap().unwrap();
        }
    }
    // Those of 24 hours are overdue by now, those of 48 are not.
    world.clock().pass_millis(30 * 3_600_000);
}

#[test]
fn everything_that_waits_comes_once_in_the_order_in_which_it_is_worked() {
    on_both_databases(|world| {
        fill(world, 3);
        for who in ["Ana", "Ben"] {
            let mine = |row: &LeadRow| row.owner.as_deref() == Some(who);
            let listed = all(world, &of(who, Scope::Mine));
            assert_eq!(listed, expected(world, mine), "{who}");
        }
        let rows = expected(world, |row| row.owner.as_deref() == Some("Ana"));
        assert!(rows.len() > worklist::ROWS, "more than a page: {}", rows.len());
        let queue = |row: &LeadRow| row.owner.is_none() && row.team.as_deref() == Some("North");
        assert_eq!(all(world, &of("Ben", Scope::Queue)), expected(world, queue));
        assert!(!expected(world, queue).is_empty());
        assert_eq!(all(world, &of("Cleo", Scope::Queue)), [] as [i64; 0], "not of another team");
        let team = |row: &LeadRow| {
            queue(row) || row.owner.as_deref().is_some_and(|owner| ["Ana", "Ben", "Lea"].contains(&owner))
        };
        assert_eq!(all(world, &of("Lea", Scope::Team)), expected(world, team), "the leader sees the team");
        let rep = WorklistQuery { rep: Some("Ben".to_owned()), ..of("Lea", Scope::Team) };
        assert_eq!(all(world, &rep), all(world, &of("Ben", Scope::Mine)));
        let foreign = WorklistQuery { rep: Some("Cleo".to_owned()), ..of("Lea", Scope::Team) };
        assert_eq!(all(world, &foreign), [] as [i64; 0], "only of one's own team");
    });
}

#[test]
fn filters_leave_what_they_say_and_counts_tell_of_everything() {
    on_both_databases(|world| {
        fill(world, 5);
        let mine = |row: &LeadRow| row.owner.as_deref() == Some("Ana");
        let plain = of("Ana", Scope::Mine);
        let at = |stage: Stage| expected(world, |row| mine(row) && row.stage().unwrap() == stage);
        for stage in [Stage::Mql, Stage::Sal, Stage::Sql, Stage::Opportunity] {
            assert_eq!(all(world, &WorklistQuery { stage: Some(stage), ..plain.clone() }), at(stage));
        }
        let a1 = "A1".parse().unwrap();
        let rated = WorklistQuery { ratings: vec![a1], ..plain.clone() };
        let number = Some(i16::from(a1.index()));
        assert_eq!(all(world, &rated), expected(world, |row| mine(row) && row.rating == number));
        let midnight = bareme_scoring::Instant::from_date(world.now().date()).plus_days(1).millis();
        let due = |row: &LeadRow| {
            row.stage().unwrap() == Stage::Mql && row.due_at.is_some_and(|due| due < midnight)
        };
        let today = WorklistQuery { due_today: true, ..plain.clone() };
        assert_eq!(all(world, &today), expected(world, |row| mine(row) && due(row)));
        // In Auckland it is midnight when the clock stands at noon UTC: the whole second of June is today there.
        world.agree(&format!("{TEAMS}[calendar]\nzone = \"Pacific/Auckland\"\n"));
        let there = world.now().plus_days(1).millis();
        let due_there =
            |row: &LeadRow| row.stage().unwrap() == Stage::Mql && row.due_at.is_some_and(|due| due < there);
        assert_ne!(there, midnight);
        assert_eq!(all(world, &today), expected(world, |row| mine(row) && due_there(row)));
        let counted = count(world, &rated);
        assert_eq!(counted.to_answer, at(Stage::Mql).len() as u64);
        assert_eq!(counted.to_qualify, at(Stage::Sal).len() as u64);
        assert_eq!(counted.to_open, at(Stage::Sql).len() as u64);
        assert_eq!(counted.opportunities, at(Stage::Opportunity).len() as u64);
        let late = |row: &LeadRow| due(row) && row.due_at.is_some_and(|due| due < world.now().millis());
        assert_eq!(counted.overdue, expected(world, |row| mine(row) && late(row)).len() as u64);
        assert!(counted.overdue > 0 && counted.overdue < counted.to_answer);
        assert_eq!(worklist::own(world.engine(), "Ana").unwrap().count, counted);
    });
}

#[test]
fn a_leader_sees_who_has_how_much() {
    on_both_databases(|world| {
        fill(world, 2);
        let page = worklist::list(world.engine(), &of("Lea", Scope::Team)).unwrap();
        let names: Vec<Option<&str>> = page.reps.iter().map(|(rep, _)| rep.as_deref()).collect();
        assert_eq!(names, [Some("Ana"), Some("Ben"), Some("Lea"), None]);
        for (rep, counted) in &page.reps {
            let query = match rep {
                Some(rep) => of(rep, Scope::Mine),
                None => of("Ana", Scope::Queue),
            };
            assert_eq!(count(world, &query), *counted, "{rep:?}");
        }
        let sum = page.reps.iter().map(|(_, count)| *count).fold(WorkCount::default(), WorkCount::and);
        assert_eq!(sum, page.count);
        assert_eq!(page.people, ["Ana", "Ben", "Cleo", "Lea"]);
    });
}

#[test]
fn a_row_tells_what_is_worth_knowing_before_a_call() {
    on_both_databases(|world| {
        world.agree(TEAMS);
        let hot = [Hot { name: "Camille", owner: "Ana", title: "Chief", views: 4 }];
        world.hand_over(&hot);
        world.clock().pass_millis(21 * 3_600_000);
        let page = worklist::list(world.engine(), &of("Ana", Scope::Mine)).unwrap();
        let [row] = page.slice.rows.as_slice() else { panic!("{:?}", page.slice.rows) };
        assert_eq!((row.contact.1.as_str(), row.title.as_deref()), ("Camille", Some("Chief")));
        assert_eq!(row.account.as_ref().map(|(_, name)| name.as_str()), Some("Company of Ana"));
        assert_eq!(row.email.as_deref(), Some("camille@example.com"));
        assert_eq!((row.rating, row.priority), ("A1".parse().ok(), Some(1)));
        let sla = row.sla.unwrap();
        assert_eq!((sla.left, sla.business), (3 * 3_600_000, false), "of 24 hours");
        let rules = |lines: &[bareme_engine::view::LedgerLine]| {
            lines.iter().map(|line| line.rule.clone()).collect::<Vec<_>>()
        };
        assert_eq!(rules(&row.fit), ["Title"]);
        assert!(!row.engagement.is_empty() && row.engagement.len() <= 3, "{:?}", row.engagement);
        assert_eq!(row.last_activity, Some(bareme_testkit::noon()));
    });
}

#[test]
fn only_cursors_of_this_list_are_places_in_it() {
    let world = World::new(bareme_engine::Backend::Sqlite);
    for cursor in ["", "x", "an.1.5", "at.1.", "at.1.3a", "at.1.313a323a78"] {
        let query = WorklistQuery { cursor: Some(cursor.to_owned()), ..of("Ana", Scope::Mine) };
        let answer = worklist::list(world.engine(), &query);
        assert!(matches!(answer, Err(EngineError::BadCursor)), "{cursor}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_owned_by_whom_at_whichever_stage_nothing_is_lost_between_pages(seed in 0_usize..1_000) {
        let world = World::new(bareme_engine::Backend::Sqlite);
        fill(&world, seed);
        let mine = |row: &LeadRow| row.owner.as_deref() == Some("Ana");
        prop_assert_eq!(all(&world, &of("Ana", Scope::Mine)), expected(&world, mine));
        let team = |row: &LeadRow| {
            row.owner.as_deref().is_some_and(|owner| ["Ana", "Ben", "Lea"].contains(&owner))
                || (row.owner.is_none() && row.team.as_deref() == Some("North"))
        };
        prop_assert_eq!(all(&world, &of("Lea", Scope::Team)), expected(&world, team));
    }
}
