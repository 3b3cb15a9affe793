//! `bareme report`: the same figures as text, JSON, CSV and PDF, with what was asked and when on each.

use bareme_engine::Backend;
use bareme_testkit::World;

use super::{Run, bareme, json};

fn filled() -> World {
    let world = World::new(Backend::Sqlite);
    let demo = ["demo", "--accounts", "20", "--contacts", "200", "--seed", "5", "--until", "2026-06-01"];
    run(&world, &demo).done();
    world
}

fn run(world: &World, arguments: &[&str]) -> Run {
    let all: Vec<&str> = ["--database", world.url()].into_iter().chain(arguments.iter().copied()).collect();
    bareme(world.folder(), &all)
}

/// The fields of a line of CSV without quotation marks inside of fields.
fn fields(line: &str) -> Vec<String> {
    let mut fields = vec![String::new()];
    let mut quoted = false;
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => fields.push(String::new()),
            c => fields.last_mut().unwrap().push(c),
        }
    }
    fields
}

#[test]
fn a_table_says_in_every_row_what_was_asked_and_when_it_was_made() {
    let world = filled();
    let by_source = run(&world, &["report", "funnel", "--by", "source", "--format", "csv"]).done();
    let source = fields(by_source.lines().nth(1).unwrap())[0].clone();
    let filter = format!("source={source}");
    let asked = ["report", "funnel", "--by", "quarter", "--where", &filter, "--format", "csv"];
    let csv = run(&world, &asked).done();
    let mut lines = csv.lines();
    let head = fields(lines.next().unwrap());
    assert_eq!(head[0], "cohort");
    assert_eq!(head[head.len() - 3..], ["median_days", "filter", "made_at"]);
    let rows: Vec<Vec<String>> = lines.map(fields).collect();
    assert!(!rows.is_empty());
    for row in rows {
        assert_eq!(row.len(), head.len());
        let (filter, made_at) = (&row[head.len() - 2], &row[head.len() - 1]);
        assert!(
            filter.contains(&format!("Source: {source}")) && filter.contains("Rows: Quarter"),
            "{filter}"
        );
        assert!(made_at.ends_with('Z'), "{made_at}");
    }
    let other = run(&world, &["report", "funnel", "--section", "conversions", "--format", "csv"]).done();
    assert!(other.starts_with("cohort,step,entered,reached,rate,low,high,immature"), "{other}");
    run(&world, &["report", "funnel", "--section", "nothing"]).fails(2, &["counts", "conversions"]);
}

#[test]
fn every_report_is_printed_with_its_question_and_its_figures() {
    let world = filled();
    let text = run(&world, &["report", "funnel", "--from", "2026-01-01"]).done();
    for part in ["Funnel\n", "Period: From 2026-01-01 on", "Made at: ", "Acceptance", "MQL → Won"] {
        assert!(text.contains(part), "{part} in {text}");
    }
    let accounts = run(&world, &["report", "accounts", "--from", "2026-04-01", "--to", "2026-05-01"]).done();
    for part in ["Accounts\n", "Marketing-qualified accounts", "Ratings that moved", "Who is missing"] {
        assert!(accounts.contains(part), "{part} in {accounts}");
    }
    run(&world, &["report", "accounts", "--where", "source=web"])
        .fails(1, &["country, industry, owner or size"]);
}

#[test]
fn text_json_and_csv_hold_the_same_figures() {
    let world = filled();
    let report = json(&run(&world, &["report", "funnel", "--by", "source", "--format", "json"]).done());
    let csv = run(&world, &["report", "funnel", "--by", "source", "--format", "csv"]).done();
    let counts = report["sections"].as_array().unwrap().iter().find(|section| section["key"] == "counts");
    let rows = counts.unwrap()["table"]["rows"].as_array().unwrap();
    let lines: Vec<Vec<String>> = csv.lines().skip(1).map(fields).collect();
    assert_eq!(rows.len(), lines.len());
    for (row, line) in rows.iter().zip(lines) {
        assert_eq!((row[0].as_str().unwrap(), row[1].to_string()), (line[0].as_str(), line[1].clone()));
    }
}

#[test]
fn a_report_becomes_a_file() {
    let world = filled();
    let out = |name: &str| world.path(name);
    let written = run(&world, &["report", "funnel", "--format", "pdf", "--out", "funnel.pdf"]);
    assert!(written.err.contains("written to funnel.pdf"), "{written:?}");
    assert_eq!(written.done(), "");
    assert!(std::fs::read(out("funnel.pdf")).unwrap().starts_with(b"%PDF-"));
    run(&world, &["report", "sla", "--format", "csv", "--out", "sla.csv"]).done();
    assert!(std::fs::read_to_string(out("sla.csv")).unwrap().contains(",filter,made_at"));
    run(&world, &["report", "sla", "--out", "no/sla.txt"]).fails(1, &["no/sla.txt", "folder does not exist"]);
}
