//! `bareme model fit`: from a flat history to a model that can be checked, read aloud and used on the same table.

use std::fmt::Write;
use std::path::Path;

use super::{Run, bareme, json};

/// Leads whose size and source decide, in a table that has everything a table may have: an identifier, a constant, a column that
/// is filled in afterwards, dates, values that are missing, accents, quotes.
fn history(rows: u32, signal: bool) -> String {
    let mut text = String::from(
        "Lead Number;Company size;Source;Country;Noise;Created;Tag \"final\";account.sector;Won?\n",
    );
    for row in 0..rows {
        let mixed = row.wrapping_mul(2_654_435_761) >> 8;
        let size = mixed % 500;
        let source = ["Web", "Salon de l'été", "Partner", "web"][(mixed / 500 % 4) as usize];
        let sector = ["Pharma", "Food", "Steel"][(mixed / 2_000 % 3) as usize];
        let luck = (mixed / 6_000) % 100;
        let chance = if signal {
            15 + 35 * u32::from(size >= 200)
                + 25 * u32::from(source == "Partner")
                + 10 * u32::from(sector == "Pharma")
        } else {
            40
        };
        let won = luck < chance;
        let size = if row % 11 == 0 { String::new() } else { size.to_string() };
        let tag = if won { "closed" } else { "ringing" };
        let day = 1 + row * 28 / rows;
        writeln!(
            text,
            "{};{size};{source};FR;{};2026-05-{day:02};{tag};{sector};{}",
            900_000 + row,
            mixed % 7,
            if won { "yes" } else { "no" }
        )
        .unwrap();
    }
    text
}

fn fit(folder: &Path, table: &str, more: &[&str]) -> Run {
    std::fs::write(folder.join("leads.csv"), table).unwrap();
    let call = ["model", "fit", "leads.csv", "--outcome", "Won?", "--out", "model.toml"];
    bareme(folder, &call.into_iter().chain(more.iter().copied()).collect::<Vec<_>>())
}

#[test]
fn a_history_becomes_a_model_that_passes_the_check_and_scores_the_same_table_as_it_says() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let fitted = json(&fit(path, &history(4_000, true), &["--format", "json"]).done());
    let document = std::fs::read_to_string(path.join("model.toml")).unwrap();
    bareme(path, &["model", "check", "model.toml"]).done();
    assert!(document.contains("name = \"leads\"") && document.contains("contact.Company size"), "{document}");
    let begins_at_200 = document.contains("at_least = 200") || document.contains("between = [200, ");
    assert!(begins_at_200, "the cut is where it was put: {document}");

    bareme(path, &["evaluate", "--model", "model.toml", "--table", "leads.csv", "--out", "scored.csv"])
        .done();
    let scored = std::fs::read_to_string(path.join("scored.csv")).unwrap();
    let mut grades = [(0_u64, 0_u64); 4];
    for line in scored.lines().skip(1) {
        let cells: Vec<&str> = line.rsplitn(8, ',').collect();
        let (grade, won) = (cells[2], cells[6]);
        let at = ["A", "B", "C", "D"].iter().position(|name| *name == grade).unwrap();
        grades[at] = (grades[at].0 + 1, grades[at].1 + u64::from(won == "yes"));
    }
    for (at, (n, events)) in grades.into_iter().enumerate() {
        let told = &fitted["grid"]["graded"][at];
        assert_eq!((told["n"].as_u64(), told["events"].as_u64()), (Some(n), Some(events)), "{scored}");
    }
    let measured =
        bareme(path, &["measure", "scored.csv", "--score", "score", "--outcome", "Won?", "--format", "json"]);
    let auc = json(&measured.done())["auc"]["value"].as_f64().unwrap();
    let held_out = fitted["gained"]["model"]["value"].as_f64().unwrap();
    assert!((auc - held_out).abs() < 0.03 && held_out > 0.65, "{auc} {held_out}");
}

#[test]
fn what_is_left_out_is_named_with_its_reason_and_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let text = fit(folder.path(), &history(3_000, true), &["--in-row-order"]).done();
    for part in [
        "Judged on the newest 900 rows by what the 2100 before them taught",
        "Lead Number",
        "an identifier: no value repeats",
        "Country",
        "all cases have the same value",
        "Created",
        "a date: a rule about it would age",
        "separates too well",
        "--exclude 'Tag \"final\"'; if it is known before the outcome: --trust 'Tag \"final\"'",
        "The same categories, not rounded",
        "Logistic regression on all attributes",
        "The best attribute alone: Company size",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
    let document = std::fs::read_to_string(folder.path().join("model.toml")).unwrap();
    assert!(!document.contains("Tag") && !document.contains("Lead Number"), "{document}");
    let by_date = fit(folder.path(), &history(3_000, true), &["--date", "Created"]).done();
    assert!(by_date.contains("Judged on the newest"), "{by_date}");
    let excluded = fit(folder.path(), &history(3_000, true), &["--exclude", "Tag \"final\",Noise"]).done();
    assert!(!excluded.contains("separates too well"), "{excluded}");
}

#[test]
fn without_signal_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let run = fit(folder.path(), &history(2_000, false), &["--exclude", "Tag \"final\""]);
    run.fails(1, &["no usable signal in leads.csv: no model is written", "0.50 is a coin"]);
    assert!(!folder.path().join("model.toml").exists());
}

#[test]
fn an_outcome_that_is_not_two_valued_is_told_with_its_values() {
    let folder = tempfile::tempdir().unwrap();
    let table = |values: [&str; 3]| {
        let rows: Vec<String> = (0..240).map(|row| format!("{};{}", row % 17, values[row % 3])).collect();
        format!("size;Won?\n{}\n", rows.join("\n"))
    };
    let path = folder.path();
    fit(path, &table(["Won", "Lost", "Engaging"]), &[])
        .fails(2, &["must have two values", "'Won' (80 rows)", "'Engaging' (80 rows)", "--event"]);
    fit(path, &table(["A", "B", "A"]), &[]).fails(2, &["'A' (160 rows), 'B' (80 rows)", "--event"]);
    fit(path, &table(["Won", "Won", "won"]), &[]).fails(1, &["all rows have the same outcome"]);
    fit(path, &table(["", "", ""]), &[]).fails(1, &["'Won?' is empty in every row"]);
    fit(path, &table(["A", "B", "A"]), &["--event", "C"])
        .fails(2, &["no row has Won? = 'C'", "'A' (160 rows)"]);
    let open = fit(path, &table(["1", "0", ""]), &[]);
    assert!(open.err.contains("80 rows without an outcome yet: left out"), "{open:?}");
    fit(path, &table(["A", "B", "A"]), &["--event", "B"]).fails(1, &["no usable signal"]);
}

#[test]
fn what_cannot_be_fitted_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    fit(path, "size;Won?\n", &[]).fails(1, &["leads.csv has no rows"]);
    fit(path, "size;Won?\n1;yes\n2;no\n", &[]).fails(1, &["1 cases with the event, at least 50 are needed"]);
    fit(path, &history(300, true), &["--exclude", "Sise"])
        .fails(2, &["leads.csv has no column 'Sise'", "its columns are: Lead Number, Company size"]);
    fit(path, &history(300, true), &["--date", "Source"])
        .fails(1, &["line 2", "in 'Source' is neither a date"]);
    fit(path, &history(300, true), &["--categories", "13"]).fails(2, &["a model has 1 to 12 categories"]);
    let call = ["model", "fit", "leads.csv", "--outcome", "Won?", "--out", "leads.csv"];
    bareme(path, &call).fails(2, &["--out is the table itself"]);
    bareme(path, &["model", "fit", "no.csv", "--outcome", "x", "--out", "m.toml"])
        .fails(1, &["no.csv: there is no such file"]);
}
