//! `bareme agreement`: the example of the manual, problems with their lines, and nothing lost between two who set it.

use std::path::Path;

use super::{bareme, json};

const EXAMPLE: &str = include_str!("../../../docs/examples/agreement.toml");

fn write(folder: &Path, name: &str, text: &str) {
    std::fs::write(folder.join(name), text).unwrap();
}

#[test]
fn the_example_of_the_manual_can_be_set_and_comes_back_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    write(path, "agreement.toml", EXAMPLE);
    let check = bareme(path, &["agreement", "check", "agreement.toml"]).done();
    assert_eq!(check, "agreement.toml: no problems.\n");
    assert!(!path.join("bareme.db").exists(), "who only looks makes no database");
    bareme(path, &["agreement", "show"]).fails(1, &["there is no database yet"]);
    let set = bareme(path, &["agreement", "set", "agreement.toml"]).done();
    assert!(set.starts_with("agreement.toml is in force."), "{set}");
    assert_eq!(bareme(path, &["agreement", "show"]).done(), EXAMPLE, "with its comments");
    let again = bareme(path, &["--format", "json", "agreement", "set", "agreement.toml"]).done();
    assert_eq!(json(&again)["unchanged"], true);
    let shown = json(&bareme(path, &["--format", "json", "agreement", "show"]).done());
    assert_eq!(shown["service_level"]["clock"], "business");
    assert_eq!(shown["rule"].as_array().map(Vec::len), Some(4));
}

#[test]
fn a_file_that_cannot_be_used_is_told_with_every_line_and_sets_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    write(
        path,
        "bad.toml",
        &EXAMPLE.replace("Europe/Paris", "Paris").replace("team = \"Abroad\"", "team = \"X\""),
    );
    let check = bareme(path, &["agreement", "check", "bad.toml"]);
    assert_eq!(check.code, Some(1));
    assert!(check.out.ends_with("bad.toml: cannot be set; errors: 2, warnings: 0.\n"), "{check:?}");
    assert!(check.out.contains("calendar.zone: 'Paris' is not a time zone"), "{check:?}");
    let says = ["bad.toml cannot be set:\n", "rule[4].team: there is no team 'X'"];
    bareme(path, &["agreement", "set", "bad.toml"]).fails(1, &says);
    assert!(!path.join("bareme.db").exists());
    write(path, "old.toml", "[fiscal_year]\nstarts_in = 2\n");
    write(path, "new.toml", "[fiscal_year]\nstarts_in = 3\n");
    write(path, "theirs.toml", "[fiscal_year]\nstarts_in = 4\n");
    bareme(path, &["agreement", "set", "old.toml"]).done();
    bareme(path, &["agreement", "set", "theirs.toml", "--by", "Bo"]).done();
    bareme(path, &["agreement", "set", "new.toml", "--replaces", "old.toml"])
        .fails(1, &["Bo changed the agreement while you did"]);
    bareme(path, &["agreement", "set", "new.toml", "--replaces", "theirs.toml"]).done();
    assert!(bareme(path, &["agreement", "show"]).done().contains("starts_in = 3"));
}
