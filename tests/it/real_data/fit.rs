//! `bareme model fit` on histories that nobody of this project wrote, judged on rows that it has not seen.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::Path;

use bareme_testkit::real_data;
use serde_json::Value;

use crate::commands::{Run, bareme, json};

fn fit(folder: &Path, table: &Path, more: &[&str]) -> Run {
    let table = table.display().to_string();
    let call = ["model", "fit", &table, "--out", "model.toml", "--format", "json"];
    bareme(folder, &call.into_iter().chain(more.iter().copied()).collect::<Vec<_>>())
}

/// The AUC of the whole procedure on rows that it has not seen, after the checks that hold of any fitted model.
fn held_out(folder: &Path, fitted: &Value, most: usize) -> f64 {
    bareme(folder, &["model", "check", "model.toml"]).done();
    let categories = fitted["grid"]["categories"].as_array().unwrap();
    assert!(categories.len() <= most, "{categories:?}");
    let weights: u64 = categories.iter().map(|category| category["weight"].as_u64().unwrap()).sum();
    assert_eq!(weights, 100);
    fitted["gained"]["model"]["value"].as_f64().unwrap()
}

fn why(fitted: &Value, attribute: &str) -> String {
    let left = fitted["left_out"].as_array().unwrap();
    let found = left.iter().find(|left| left["attribute"] == attribute);
    found.and_then(|left| left["code"].as_str()).unwrap_or_default().to_owned()
}

/// Filled in after the outcome, by the people who know the table.
const LEAKY: &str = "Tags,Lead Quality,Lead Profile,Asymmetrique Activity Index,Asymmetrique Profile Index,\
    Asymmetrique Activity Score,Asymmetrique Profile Score,Last Notable Activity";

#[test]
fn x_education_in_the_order_of_time_has_an_auc_of_at_least_0_89() {
    let Some(data) = real_data("xeducation") else { return };
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    for (most, categories) in [(10, "10"), (5, "5")] {
        // Lead Number grows with time.
        let more = [
            "--outcome",
            "Converted",
            "--date",
            "Lead Number",
            "--exclude",
            LEAKY,
            "--categories",
            categories,
        ];
        let fitted = json(&fit(path, &data.join("leads.csv"), &more).done());
        let auc = held_out(path, &fitted, most);
        assert!(auc >= 0.89, "{auc} with {most}");
        assert_eq!(why(&fitted, "Prospect ID"), "identifier");
        assert_eq!(why(&fitted, "Magazine"), "constant");
    }
    let folds = ["--outcome", "Converted", "--exclude", LEAKY, "--categories", "10"];
    let fitted = json(&fit(path, &data.join("leads.csv"), &folds).done());
    assert!(held_out(path, &fitted, 10) >= 0.89, "{}", fitted["gained"]);
    assert_eq!(why(&fitted, "Lead Number"), "identifier");
}

#[test]
fn what_x_education_fills_in_afterwards_is_suspected() {
    let Some(data) = real_data("xeducation") else { return };
    let folder = tempfile::tempdir().unwrap();
    let run = fit(folder.path(), &data.join("leads.csv"), &["--outcome", "Converted"]);
    let fitted = json(&run.done());
    for leak in ["Tags", "Lead Quality"] {
        assert_eq!(why(&fitted, leak), "leak", "{}", fitted["left_out"]);
    }
}

#[test]
fn bank_marketing_in_folds_has_an_auc_of_at_least_0_78() {
    let Some(data) = real_data("bank_marketing") else { return };
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let table = data.join("bank-additional-full.csv");
    let fitted =
        json(&fit(path, &table, &["--outcome", "y", "--exclude", "duration", "--categories", "10"]).done());
    let auc = held_out(path, &fitted, 10);
    assert!(auc >= 0.78, "{auc}");
}

#[test]
fn what_the_bank_knows_after_its_call_is_suspected() {
    let Some(data) = real_data("bank_marketing") else { return };
    let folder = tempfile::tempdir().unwrap();
    let table = data.join("bank-additional-full.csv");
    let fitted = json(&fit(folder.path(), &table, &["--outcome", "y"]).done());
    assert_eq!(why(&fitted, "duration"), "leak", "{}", fitted["left_out"]);
}

#[test]
fn salvirt_without_duplicates_has_an_auc_of_at_least_0_80() {
    let Some(data) = real_data("salvirt_b2b") else { return };
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let text = std::fs::read_to_string(data.join("Salvirt_B2B_ML_dataset.csv")).unwrap();
    let mut seen = BTreeSet::new();
    let unique: Vec<&str> = text.lines().filter(|line| seen.insert(*line)).collect();
    assert_eq!(unique.len(), 366);
    let table = path.join("salvirt.csv");
    std::fs::write(&table, unique.join("\n")).unwrap();
    let fitted = json(&fit(path, &table, &["--outcome", "Status", "--categories", "10"]).done());
    let auc = held_out(path, &fitted, 10);
    assert!(auc >= 0.80, "{auc}");
}

#[test]
fn maven_has_no_usable_signal_and_gets_no_model() {
    let Some(data) = real_data("maven_crm") else { return };
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let table = path.join("maven.csv");
    std::fs::write(&table, joined(&data)).unwrap();
    for more in [&["--outcome", "deal_stage"][..], &["--outcome", "deal_stage", "--date", "engage_date"]] {
        let run = fit(path, &table, more);
        assert_eq!(run.code, Some(1), "{run:?}");
        assert!(run.err.contains("no usable signal"), "{run:?}");
        assert_eq!(json(&run.out)["grid"], Value::Null);
        assert_eq!(why(&json(&run.out), "close_value"), "leak", "{run:?}");
        assert!(!path.join("model.toml").exists());
    }
}

/// Opportunities that were won or lost, each with its account and its team.
fn joined(data: &Path) -> String {
    let read = |name: &str| std::fs::read_to_string(data.join(name)).unwrap();
    let by_key = |text: &str| -> (String, BTreeMap<String, String>) {
        let mut lines = text.lines().filter_map(|line| line.split_once(','));
        let header = lines.next().unwrap().1.to_owned();
        (header, lines.map(|(key, rest)| (key.to_owned(), rest.to_owned())).collect())
    };
    let (accounts, teams) = (by_key(&read("accounts.csv")), by_key(&read("sales_teams.csv")));
    let pipeline = read("sales_pipeline.csv");
    let mut lines = pipeline.lines();
    let mut text = format!("{},{},{}\n", lines.next().unwrap(), accounts.0, teams.0);
    for line in lines {
        let cells: Vec<&str> = line.split(',').collect();
        if !matches!(cells[4], "Won" | "Lost") {
            continue;
        }
        let account = accounts.1.get(cells[3]).map_or(",,,,,", String::as_str);
        let team = teams.1.get(cells[1]).map_or(",", String::as_str);
        writeln!(text, "{line},{account},{team}").unwrap();
    }
    text
}
