//! Exit codes, help, machine-readable answers, and commands on a database that is not there.

use std::io::Read;
use std::process::Stdio;

use bareme_engine::reports::ReportKind;
use bareme_ingest::Kind;
use bareme_store::Backend;
use bareme_testkit::{GRADED_BY_TITLE, World, program};

use super::{bareme, json};

#[test]
fn help_begins_with_a_sentence_for_users() {
    let folder = tempfile::tempdir().unwrap();
    let help = bareme(folder.path(), &["--help"]).done();
    let first = help.lines().next().unwrap();
    assert_eq!(first, "Bareme scores contacts and companies, says why, and hands the right leads to sales");
}

#[test]
fn commands_that_look_make_no_database() {
    let folder = tempfile::tempdir().unwrap();
    let looks: [&[&str]; 8] = [
        &["score"],
        &["explain", "contact", "1"],
        &["explain", "account", "Acme"],
        &["report", "funnel"],
        &["model", "export", "m"],
        &["doctor"],
        &["import", "contacts", "missing.csv"],
        &["import", "contacts", "."],
    ];
    for arguments in looks {
        let run = bareme(folder.path(), arguments);
        assert_eq!((run.code, run.out.as_str()), (Some(1), ""), "{arguments:?}: {run:?}");
        assert!(!run.err.contains("os error"), "{run:?}");
        assert!(!folder.path().join("bareme.db").exists(), "{arguments:?} made a database");
    }
}

#[test]
fn what_is_used_wrongly_is_told_apart_from_what_fails() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    std::fs::write(path.join("text.db"), "this is a text, and not a database at all".repeat(9)).unwrap();
    bareme(path, &["--database", "bareme.db", "doctor"]).fails(2, &["is not a database URL", "sqlite:FILE"]);
    bareme(path, &["--database", "sqlite:no/x.db", "migrate"]).fails(1, &["folder no does not exist"]);
    bareme(path, &["--database", "sqlite:.", "migrate"]).fails(1, &["it is a folder"]);
    bareme(path, &["--database", "sqlite:text.db", "migrate"]).fails(1, &["not a database", "another file"]);
    let nobody = bareme(path, &["--database", "postgres://a:secret@127.0.0.1:1/x", "migrate"]);
    assert!(!nobody.err.contains("secret") && !nobody.err.ends_with("\n\n"), "{nobody:?}");
    nobody.fails(1, &["postgres://a@127.0.0.1:1/x"]);
    bareme(path, &["--format", "csv", "doctor"]).fails(2, &["--format csv is for reports"]);
    bareme(path, &["--format", "pdf", "score"]).fails(2, &["--format pdf is for reports"]);
    bareme(path, &["report", "fennel"]).fails(2, &["fennel", "funnel, acceptance"]);
    bareme(path, &["report", "sla", "--view", "activity"]).fails(2, &["sla has no activity view"]);
    bareme(path, &["report", "funnel", "--where", "country"]).fails(2, &["country=FR"]);
    bareme(path, &["report", "funnel", "--by", "colour"]).fails(2, &["colour", "rating"]);
    bareme(path, &["report", "funnel", "--from", "2026-05-01", "--to", "2026-05-01"]).fails(2, &["--to"]);
    bareme(path, &["evaluate", "--model", "m.toml"]).fails(1, &["m.toml", "no such file"]);
    bareme(path, &["rollup", "--input", "."]).fails(1, &["a folder, not a file"]);
}

#[test]
fn every_command_answers_a_program_in_json() {
    let world = World::new(Backend::Sqlite);
    let run = |arguments: &[&str]| {
        let all: Vec<&str> = ["--format", "json", "--database", world.url()]
            .into_iter()
            .chain(arguments.iter().copied())
            .collect();
        json(&bareme(world.folder(), &all).done())
    };
    assert_eq!(run(&["migrate"])["applied"], serde_json::json!([]));
    assert_eq!(run(&["demo", "--accounts", "2", "--contacts", "3", "--until", "2026-06-01"])["contacts"], 3);
    assert!(run(&["score", "--as-of", "2026-06-02"])[0]["contacts"].is_u64());
    assert_eq!(run(&["explain", "account", "1"])["engagement"]["lines"].as_array().map(|_| ()), Some(()));
    for kind in ReportKind::ALL {
        let report = run(&["report", kind.word()]);
        assert_eq!(report["key"], kind.word());
        assert!(report["sections"].as_array().is_some_and(|sections| !sections.is_empty()), "{report}");
    }
    assert!(run(&["doctor"]).as_array().unwrap().iter().all(|finding| finding["sound"] == true));
}

#[test]
fn one_contact_is_not_several_and_leads_without_a_primary_model_are_explained() {
    let world = World::new(Backend::Sqlite);
    world.publish(&GRADED_BY_TITLE.replace("primary = true", "primary = false"));
    let score = || bareme(world.folder(), &["--database", world.url(), "score"]).done();
    assert!(score().contains("There are no contacts yet"));
    world.import(Kind::Accounts, "key,name\na,Acme\n").run();
    world.import(Kind::Contacts, "key,title,account\nc,Chief,a\n").run();
    let text = score();
    assert!(text.contains("1 contact scored") && text.contains("1 account rolled up"), "{text}");
    assert!(text.contains("no model is the primary one: write primary = true"), "{text}");
    world.publish(GRADED_BY_TITLE);
    assert!(score().contains("0 leads handed over."));
    let doctor = bareme(world.folder(), &["--database", world.url(), "doctor"]).done();
    assert!(doctor.contains("scores of 1 model\n") && doctor.contains("0 leads are"), "{doctor}");
    let file = world.write_file("more.csv", "key,title\nd,Chief\n");
    let import =
        bareme(world.folder(), &["--database", world.url(), "import", "contacts", file.to_str().unwrap()]);
    assert!(import.done().starts_with("1 row read: 1 new"));
}

#[test]
fn a_report_by_rating_is_headed_by_ratings_and_names_those_without_one() {
    let world = World::new(Backend::Sqlite);
    world.publish(GRADED_BY_TITLE);
    world.import(Kind::Contacts, "key,title\nc,Chief\n").run();
    world.import(Kind::Leads, "key,contact,mql at\nl,c,2026-05-01\n").run();
    let by = |by| {
        let asked = ["--database", world.url(), "report", "funnel", "--section", "counts", "--by", by];
        bareme(world.folder(), &asked).done()
    };
    let text = by("rating");
    assert!(text.contains("\nRating at hand-over ") && !text.contains("\nCohort  "), "{text}");
    assert!(text.contains("\nNo rating "), "{text}");
    let source = by("source");
    assert!(source.contains("\nSource ") && source.contains("\nNot known "), "{source}");
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let folder = tempfile::tempdir().unwrap();
    let mut child = program()
        .command()
        .args(["model", "starter"])
        .current_dir(folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert!(child.wait().unwrap().success());
    assert_eq!(said, "");
}

#[test]
fn the_accounts_of_a_graph_can_be_read_by_people() {
    let folder = tempfile::tempdir().unwrap();
    let graph = r#"{"accounts": [{"id": "a", "parent": "p"}], "contacts": [{"id": "c", "engagement": 80.0}],
        "relationships": [{"kind": "works_at", "from": "c", "to": "a", "role": "champion"}]}"#;
    std::fs::write(folder.path().join("g.json"), graph).unwrap();
    let text = bareme(folder.path(), &["rollup", "--input", "g.json", "--format", "text"]).done();
    assert!(
        text.starts_with("a: engagement 72.00\n     72.00  c, reach 0.90\nwarning: accounts[0].parent"),
        "{text}"
    );
    assert_eq!(
        json(&bareme(folder.path(), &["rollup", "--input", "g.json"]).done())["accounts"][0]["id"],
        "a"
    );
}
