//! `bareme recalibrate`: the report as text, JSON, CSV and PDF, the list, and where it fails.

use bareme_engine::Backend;
use bareme_testkit::World;

use crate::commands::{Run, bareme, json};

fn run(world: &World, arguments: &[&str]) -> Run {
    let all: Vec<&str> = ["--database", world.url()].into_iter().chain(arguments.iter().copied()).collect();
    bareme(world.folder(), &all)
}

fn filled() -> World {
    let world = World::new(Backend::Sqlite);
    let demo = ["demo", "--accounts", "60", "--seed", "5", "--until", "2026-06-01"];
    run(&world, &demo).done();
    world
}

#[test]
fn a_run_prints_its_report_and_keeps_it() {
    let world = filled();
    let none = run(&world, &["recalibrate", "list"]).done();
    assert!(none.contains("No recalibration was run yet"), "{none}");
    let period = ["--from", "2025-01-01", "--to", "2026-01-01"];
    let first = run(&world, &[&["recalibrate"], &period[..]].concat());
    assert!(first.err.contains("kept as report 1"), "{}", first.err);
    let text = first.done();
    assert!(text.starts_with("Recalibration: "), "{text}");
    for says in ["Why\n", "SQL within 90 days of MQL", "Conversion by tenths of the score", "Month by month"]
    {
        assert!(text.contains(says), "{says} is missing: {text}");
    }
    assert_eq!(run(&world, &["recalibrate", "show", "1"]).done(), text);
    let report = json(&run(&world, &["recalibrate", "show", "1", "--format", "json"]).done());
    assert_eq!(report["key"], "recalibration");
    let months = run(&world, &["recalibrate", "show", "1", "--section", "months", "--format", "csv"]).done();
    assert!(months.starts_with("month,n,conversion,"), "{months}");
    assert_eq!(months.lines().count(), 13, "{months}");
    let path = world.path("report.pdf");
    let out = ["recalibrate", "show", "1", "--format", "pdf", "--out", path.to_str().unwrap()];
    run(&world, &out).done();
    assert!(std::fs::read(&path).unwrap().starts_with(b"%PDF"));
    let list = run(&world, &["recalibrate", "list", "--format", "json"]).done();
    assert_eq!(json(&list)[0]["id"], 1);
}

#[test]
fn what_cannot_be_asked_is_told_in_a_sentence() {
    let world = filled();
    let asked = |arguments: &[&str]| run(&world, &[&["recalibrate"], arguments].concat());
    asked(&["--from", "2026-02-01", "--to", "2026-01-01"]).fails(2, &["--to is not after --from"]);
    asked(&["--from", "2030-01-01"]).fails(1, &["the period has not begun"]);
    asked(&["--from", "1999-01-01", "--to", "2000-01-01"]).fails(1, &["no lead of the period"]);
    asked(&["--target", "sal"]).fails(2, &["choose sql or won"]);
    asked(&["--capacity", "0"]).fails(2, &["above zero"]);
    asked(&["--model", "nothing"]).fails(1, &["there is no model 'nothing'"]);
    asked(&["show", "77"]).fails(1, &["there is no recalibration '77'"]);
    let empty = World::new(Backend::Sqlite);
    run(&empty, &["recalibrate"]).fails(1, &["there is no model yet"]);
}
