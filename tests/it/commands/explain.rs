//! `bareme explain` and `bareme evaluate`: every line can be worked out again, and people are found by name.

use std::fmt::Write as _;

use bareme_engine::EngineError;
use bareme_engine::lookup::{account_id, contact_id};
use bareme_ingest::Kind;
use bareme_store::Backend;
use bareme_testkit::{GRADED_BY_TITLE, World, on_both_databases};

use super::bareme;

const TIERS: &str = "[[engagement.category]]
name = \"Forms\"
weight = 40
[[engagement.category.tier]]
activity = \"form\"
at_least = 3
within_days = 30
percent = 60
";

#[test]
fn what_explain_shows_leads_to_each_line() {
    let world = World::new(Backend::Sqlite);
    let model = GRADED_BY_TITLE.replace(
        "name = \"Web\"\nweight = 100\ncap = 100",
        &format!(
            "{}[[engagement.category]]\nname = \"Web\"\nweight = 60\ncap = 40",
            TIERS.trim_start_matches("[[engagement.category]]\n")
        ),
    );
    world.publish(&model);
    world.import(Kind::Accounts, "key,name\na,Acme\n").run();
    world.import(Kind::Contacts, "key,title,account\nc,Director,a\n").run();
    let mut rows = "contact,type,at\n".to_owned();
    for days in [0, 10, 20] {
        writeln!(rows, "c,page_view,{}", world.now().plus_days(-days)).unwrap();
    }
    for days in 1..=5 {
        writeln!(rows, "c,form,{}", world.now().plus_days(-days)).unwrap();
    }
    world.import(Kind::Activities, rows).run();
    world.score();
    let text = bareme(world.folder(), &["--database", world.url(), "explain", "contact", "c"]).done();
    for line in [
        "Fit 60.00 (100 % known; A ≥ 75, B ≥ 50, C ≥ 25; 15.00 to A)",
        "criterion 2: 60 % of 100 = 60.00",
        "page_view, 10.0 days old: 25.00 × 0.5000 = 12.50",
        "page_view, 20.0 days old: 25.00 × 0.2500 = 6.25",
        "page_view, 0.0 days old: 25.00\n",
        "sum 43.75 of cap 40 × weight 60 = 65.62",
        "the lines add up to 65.62, at most 60 counts: -5.62",
        "5 in 30 days: at least 3 → 60 % of 40 = 24.00",
        "form, 5.0 days old\n",
        "(priority ",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
    let account = bareme(world.folder(), &["--database", world.url(), "explain", "account", "ACMÉ"]).done();
    assert!(account.starts_with("Acme (a)\n"), "{account}");
    assert!(account.contains("1 ≥ 75, 2 ≥ 50, 3 ≥ 25"), "{account}");
}

#[test]
fn an_evaluation_as_text_says_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("m.toml"), GRADED_BY_TITLE).unwrap();
    let contact = r#"{"as_of": "2026-06-01T00:00:00Z", "contact": {"title": "Chief"},
        "activities": [{"type": "page_view", "at": "2026-05-22T00:00:00Z"}]}"#;
    std::fs::write(folder.path().join("c.json"), contact).unwrap();
    let call = ["evaluate", "--model", "m.toml", "--input", "c.json", "--format", "text"];
    let text = bareme(folder.path(), &call).done();
    let second = text.lines().nth(1).unwrap();
    assert!(
        second.starts_with("What to do: ") && second.contains("priority") && second.contains("rank 56.25"),
        "{text}"
    );
    assert!(text.contains("page_view, 10.0 days old: 25.00 × 0.5000 = 12.50"), "{text}");
    assert!(text.contains("sum 12.50 of cap 100 × weight 100 = 12.50"), "{text}");
}

#[test]
fn accounts_and_contacts_are_found_by_their_only_name_and_candidates_are_named() {
    on_both_databases(|world| {
        world
            .import(Kind::Accounts, "key,name\na1,Société Générale\na2,Acme\na3,ACME\n2,Beta\nAcmé,Other\n")
            .run();
        world.import(Kind::Contacts, "key,first_name,last_name\nc1,Ann,Lee\nc2,Bo,Li\nc3,bo,LI\n").run();
        let engine = world.engine();
        assert_eq!(account_id(engine, " societe   GENERALE ").unwrap(), world.account("a1").id);
        assert_eq!(account_id(engine, "2").unwrap(), world.account("2").id, "a key goes before a number");
        assert_eq!(account_id(engine, "Acmé").unwrap(), world.account("Acmé").id, "a key goes before a name");
        assert_eq!(contact_id(engine, "ann lee").unwrap(), world.contact("c1").id);
        for (message, keys) in [
            (account_id(engine, "acme").unwrap_err(), ["a2  Acme", "a3  ACME"]),
            (contact_id(engine, "Bo Li").unwrap_err(), ["c2  Bo Li", "c3  bo LI"]),
        ] {
            assert!(matches!(message, EngineError::Invalid(_)), "{message}");
            let message = message.to_string();
            assert!(keys.iter().all(|key| message.contains(key)), "{message}");
        }
        assert!(matches!(account_id(engine, "Acm"), Err(EngineError::NotFound { .. })));
    });
}
