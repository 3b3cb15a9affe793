//! An import that was stopped goes on behind its last batch and ends as if nothing had happened.

use std::fmt::Write as _;

use bareme_engine::EngineError;
use bareme_ingest::Kind;
use bareme_store::Backend;
use bareme_testkit::{Row, World, csv, row};

/// Rows of a file: more than one batch.
const ROWS: usize = 2_300;

fn accounts() -> String {
    let account = |number: usize| {
        let parent = if number.is_multiple_of(7) {
            format!("a{}", (number * 3 + 1) % (ROWS + 20))
        } else {
            String::new()
        };
        let name = if number.is_multiple_of(50) {
            "=broken\"".to_owned()
        } else {
            format!("Company {}", number % 2_200)
        };
        row(format!("a{number}")).with("name", name).with("parent", parent).with("employees", number % 300)
    };
    let mut text = csv(&(0..ROWS).map(account).collect::<Vec<Row>>());
    text.push_str("too,few\n");
    text
}

fn contacts() -> String {
    let contact = |number: usize| {
        row(format!("c{number}"))
            .with("email", format!("p{}@x.org", number % 2_250))
            .with("title", if number.is_multiple_of(2) { "Chief" } else { "Manager" })
            .with("account", format!("a{}", number % (ROWS + 40)))
            .with("created at", if number == 2_100 { "2026-02-30" } else { "2025-05-05" })
    };
    csv(&(0..ROWS).map(contact).collect::<Vec<Row>>())
}

fn relationships() -> String {
    let edge = |number: usize| {
        Row::default()
            .with("kind", if number.is_multiple_of(2) { "works_at" } else { "reports_to" })
            .with("from", format!("c{number}"))
            .with(
                "to",
                if number.is_multiple_of(2) {
                    format!("a{}", number / 3)
                } else {
                    format!("c{}", number / 2)
                },
            )
            .with("valid from", "2024-01-01")
    };
    csv(&(0..ROWS + 10).map(edge).collect::<Vec<Row>>())
}

fn leads() -> String {
    let lead = |number: usize| {
        row(format!("l{number}"))
            .with("contact", format!("c{}", number % (ROWS + 5)))
            .with("mql at", "2026-01-10")
            .with("sal at", if number.is_multiple_of(3) { "2026-01-12" } else { "" })
            .with("won at", if number.is_multiple_of(31) { "2026-01-05" } else { "" })
    };
    csv(&(0..ROWS).map(lead).collect::<Vec<Row>>())
}

fn activities() -> String {
    let mut text = "id,contact,type,content,at\n".to_owned();
    for number in 0..101_000_u32 {
        let (contact, page, minute) = (number % 2_299, number % 17, number % 60);
        let id = if number.is_multiple_of(2) { format!("e{}", number % 100_500) } else { String::new() };
        let day = 1 + number % 28;
        writeln!(text, "{id},c{contact},page_view,/p{page},2026-05-{day:02}T10:{minute:02}:00Z").unwrap();
    }
    text.push_str(",nobody,page_view,/,2026-05-01\n");
    text
}

fn files() -> [(Kind, String); 5] {
    [
        (Kind::Accounts, accounts()),
        (Kind::Contacts, contacts()),
        (Kind::Relationships, relationships()),
        (Kind::Activities, activities()),
        (Kind::Leads, leads()),
    ]
}

/// Imports everything and returns the digests after each file.
fn import_all(world: &World, stopped: bool) -> Vec<std::collections::BTreeMap<String, String>> {
    files()
        .iter()
        .map(|(kind, text)| {
            if stopped {
                let (outcome, _) = world.import(*kind, text).stop_after(1).observe();
                assert!(matches!(outcome, Err(EngineError::Cancelled)), "{kind:?}: {outcome:?}");
                let (outcome, observed) = world.import(*kind, text).observe();
                let plan = observed.plan.unwrap();
                assert!(plan.resumes_after.is_some_and(|row| row > 1_000 && row < plan.rows), "{plan:?}");
                assert!(outcome.unwrap().read >= plan.rows);
            } else {
                let summary = world.import(*kind, text).run();
                assert!(summary.created > 2_000 && summary.rejected > 0, "{kind:?}: {summary:?}");
            }
            world.digest()
        })
        .collect()
}

#[test]
fn stopped_imports_of_every_kind_end_as_undisturbed_ones_do_on_either_database() {
    let undisturbed = import_all(&World::new(Backend::Sqlite), false);
    for backend in [Backend::Sqlite, Backend::Postgres] {
        let stopped = import_all(&World::new(backend), true);
        for ((kind, _), (stopped, undisturbed)) in files().iter().zip(stopped.iter().zip(&undisturbed)) {
            assert_eq!(stopped, undisturbed, "{kind:?} on {backend:?}");
        }
    }
}

#[test]
fn a_file_that_changed_since_is_another_import() {
    let world = World::new(Backend::Sqlite);
    let text = accounts();
    drop(world.import(Kind::Accounts, &text).stop_after(1).observe());
    let changed = text.replace("Company 9,", "Company nine,");
    let (outcome, observed) = world.import(Kind::Accounts, changed).observe();
    assert_eq!(observed.plan.unwrap().resumes_after, None);
    assert_eq!(outcome.unwrap().read, (ROWS + 1) as u64);
    assert_eq!(world.account("a9").name(), "Company nine");
}
