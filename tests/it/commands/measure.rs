//! `bareme measure`: any scored list, as text, JSON and PDF.

use std::fmt::Write;
use std::path::Path;

use super::{Run, bareme, json};

/// A list scored by somebody else; the newer one has drifted.
fn list(rows: u32, drift: u32) -> String {
    let mut text = String::from("name;vendor_score;size;segment;outcome\n");
    for row in 0..rows {
        let mixed = row.wrapping_mul(2_654_435_761) >> 8;
        let score = mixed % 100;
        let won = (mixed / 100) % 100 < score / 2 + 10;
        let segment = ["a", "b", "c"][(mixed / 10_000 % 3) as usize];
        let size = if row % 9 == 0 { String::new() } else { (mixed % 40 + drift).to_string() };
        writeln!(
            text,
            "lead {row};0.{:02};{size};{segment};{}",
            (score + drift).min(99),
            if won { "Won" } else { "Lost" }
        )
        .unwrap();
    }
    text
}

fn measure(folder: &Path, table: &str, more: &[&str]) -> Run {
    std::fs::write(folder.join("list.csv"), table).unwrap();
    let call = ["measure", "list.csv", "--score", "vendor_score", "--outcome", "outcome"];
    bareme(folder, &call.into_iter().chain(more.iter().copied()).collect::<Vec<_>>())
}

#[test]
fn json_answers_every_figure_of_the_design_by_its_name() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("before.csv"), list(900, 0)).unwrap();
    let more = ["--format", "json", "--reference", "before.csv", "--criteria", "size,segment"];
    let found = json(&measure(folder.path(), &list(1_000, 20), &more).done());
    assert_eq!(found["n"], 1_000);
    assert!(found["events"].as_u64().unwrap() > 100);
    let number = |value: &serde_json::Value| value.as_f64().unwrap_or_else(|| panic!("{value} in {found}"));
    for key in ["value", "low", "high"] {
        number(&found["auc"][key]);
    }
    for key in ["gini", "ks", "brier"] {
        number(&found[key]);
    }
    let deciles = found["deciles"].as_array().unwrap();
    assert_eq!(deciles.len(), 10);
    for key in ["n", "events", "rate", "lift", "cumulative_lift"] {
        number(&deciles[0][key]);
    }
    assert!(number(&found["psi"]["value"]) > 0.1);
    assert!(found["psi"]["bins"].as_array().is_some_and(|bins| bins.len() >= 9), "{found}");
    for criterion in ["size", "segment"] {
        let measure = &found["criteria"][criterion];
        number(&measure["iv"]);
        number(&measure["psi"]["value"]);
        for key in ["n", "events", "woe", "iv"] {
            number(&measure["bins"][0][key]);
        }
    }
    let calibration = found["calibration"].as_array().unwrap();
    assert_eq!(calibration.len(), 10);
    for key in ["n", "events", "predicted", "rate"] {
        number(&calibration[0][key]);
    }
}

#[test]
fn a_person_reads_the_same_figures_as_text_and_on_paper() {
    let folder = tempfile::tempdir().unwrap();
    let text = measure(folder.path(), &list(1_000, 0), &["--criteria", "size,segment"]).done();
    for part in [
        "What the score is worth",
        "Outcome: outcome = Won",
        "AUC",
        "95 % interval",
        "What the columns know",
        "not known",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
    assert!(!text.contains("NaN") && !text.contains("measured-"), "{text}");
    let pdf = measure(folder.path(), &list(1_000, 0), &["--format", "pdf", "--out", "report.pdf"]);
    pdf.done();
    let bytes = std::fs::read(folder.path().join("report.pdf")).unwrap();
    assert!(bytes.starts_with(b"%PDF-") && bytes.len() > 10_000);
}

#[test]
fn a_column_that_is_filled_in_afterwards_is_suspected() {
    let folder = tempfile::tempdir().unwrap();
    let mut table = String::new();
    for (at, line) in list(800, 0).lines().enumerate() {
        let tag = match (at, line.ends_with("Won") == (at % 40 > 0)) {
            (0, _) => "tag",
            (_, true) => "hot",
            (_, false) => "cold",
        };
        writeln!(table, "{line};{tag}").unwrap();
    }
    let text = measure(folder.path(), &table, &["--criteria", "tag"]).done();
    assert!(
        text.contains("tag separates too well") && text.contains("filled in after the outcome"),
        "{text}"
    );
}

#[test]
fn bad_input_gets_a_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    measure(path, "name;vendor_score;outcome\n", &[]).fails(1, &["list.csv has no rows"]);
    measure(path, "", &[]).fails(1, &["list.csv is empty"]);
    measure(path, "score;outcome\n1;yes\n2;no\n", &[])
        .fails(2, &["no column 'vendor_score'", "its columns are: score, outcome"]);
    let bad = |score: &str| format!("vendor_score;outcome\n3;yes\n{score};no\n4;no\n");
    measure(path, &bad("high"), &[])
        .fails(1, &["line 3: the score 'vendor_score' must be a number, and it is 'high'"]);
    measure(path, &bad(""), &[]).fails(1, &["line 3", "it is nothing"]);
    measure(path, &bad("NaN"), &[]).fails(1, &["line 3", "it is 'NaN'"]);
    measure(path, &bad("inf"), &[]).fails(1, &["line 3", "it is 'inf'"]);
    measure(path, "vendor_score;outcome\n1;yes\n2;yes\n", &[])
        .fails(1, &["all rows have the same outcome", "'yes' (2 rows)"]);
    measure(path, &bad("5"), &["--criteria", "colour"]).fails(2, &["no column 'colour'"]);
    measure(path, &bad("5"), &["--format", "csv"]).fails(2, &["--format csv is for reports"]);
    measure(path, &bad("5"), &["--reference", "no.csv"]).fails(1, &["no.csv: there is no such file"]);
    let few = measure(path, &bad("5"), &[]).done();
    assert!(few.contains("a decision takes at least 50") && !few.contains("NaN"), "{few}");
}
