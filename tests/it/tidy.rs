//! The rules of the house that no compiler knows. Each test reads the checkout and names every file and line at fault.

mod messages;
mod sources;

use std::collections::BTreeSet;

use sources::{Source, all, folders, is_there, under};

/// More lines than this want to be two files.
const LONGEST: usize = 400;

/// Names what it looks for, and so would find itself.
const THIS_FILE: &str = "tests/it/tidy.rs";

/// Files that may be longer, each with its reason.
const LONGER: [(&str, &str); 4] = [
    ("crates/engine/src/view.rs", "one vocabulary: what pages and commands show, field by field"),
    ("crates/scoring/tests/it/check_codes.rs", "a table: one case for each code of the check"),
    ("crates/scoring/tests/it/rules.rs", "a table: one case for each rule of the scoring"),
    ("crates/web/src/sample/accounts.rs", "one sample world, spelt out"),
];

/// Pages that belong to no area and so live elsewhere than their template.
const HOMELESS: [(&str, &str); 1] = [("pages/error.html", "crates/web/src/error.rs")];

fn none(problems: &[String]) {
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n"));
}

fn rust() -> Vec<Source> {
    all().into_iter().filter(|source| source.has_extension("rs")).collect()
}

#[test]
fn every_source_file_opens_with_why_it_exists() {
    let silent = rust().into_iter().filter(|source| !source.text.starts_with("//! "));
    none(
        &silent.map(|source| format!("{}: opens with `//!` and a sentence", source.path)).collect::<Vec<_>>(),
    );
}

#[test]
fn modules_stand_beside_their_folders() {
    let inside = rust().into_iter().filter(|source| source.path.ends_with("/mod.rs"));
    none(
        &inside
            .map(|source| format!("{}: is named as its folder, beside it", source.path))
            .collect::<Vec<_>>(),
    );
}

#[test]
fn files_are_small_rooms() {
    let mut problems = Vec::new();
    for source in rust() {
        let lines = source.text.lines().count();
        let excepted = LONGER.iter().any(|(path, _)| *path == source.path);
        if lines > LONGEST && !excepted {
            problems.push(format!("{}: {lines} lines, more than {LONGEST}: two files?", source.path));
        }
        if lines <= LONGEST && excepted {
            problems.push(format!("{}: {lines} lines, no longer an exception", source.path));
        }
    }
    none(&problems);
}

#[test]
fn nothing_is_left_for_later_and_no_machine_is_named() {
    let later = ["TODO", "FIXME", "todo!("];
    let machine = ["/work/", "/root/", "/home/", "/Users/", "/tmp/", "C:\\"];
    let mut problems = Vec::new();
    for source in all().into_iter().filter(|source| source.path != THIS_FILE) {
        for (number, line) in source.lines() {
            for word in later.iter().filter(|word| has_word(line, word)) {
                problems.push(format!("{}:{number}: {word}", source.path));
            }
            for path in machine.iter().filter(|path| starts_a_path(line, path)) {
                problems.push(format!("{}:{number}: a path of some machine, {path}", source.path));
            }
        }
    }
    none(&problems);
}

/// Whether a line has a word that is not part of a longer one.
fn has_word(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let before = line.get(..at).and_then(|text| text.chars().next_back());
        let after = line.get(at + word.len()..).and_then(|text| text.chars().next());
        let in_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        !in_word(before) && (word.ends_with('(') || !in_word(after))
    })
}

/// Whether an absolute path starts in a line, not merely the same letters within a relative path or an address.
fn starts_a_path(line: &str, path: &str) -> bool {
    line.match_indices(path).any(|(at, _)| {
        let before = line.get(..at).and_then(|text| text.chars().next_back());
        before.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '.' | '_' | '-' | '}' | '/' | '~' | '*'))
    })
}

#[test]
fn templates_hold_no_styles_and_no_scripts_of_their_own() {
    let mut problems = Vec::new();
    // A mail program loads no files: letters carry their styles.
    for source in under("templates/").into_iter().filter(|source| !source.path.starts_with("templates/mail/"))
    {
        for (number, line) in source.lines() {
            let lower = line.to_lowercase();
            let script = lower.contains("<script") && !lower.contains("src=");
            if script || lower.contains("<style") || has_attribute(&lower) || lower.contains("javascript:") {
                problems.push(format!(
                    "{}:{number}: goes into a file in static: {}",
                    source.path,
                    line.trim()
                ));
            }
        }
    }
    none(&problems);
}

/// Whether a line has a `style` attribute or an event handler.
fn has_attribute(line: &str) -> bool {
    line.split([' ', '\t', '"', '\'']).filter_map(|piece| piece.split_once('=')).any(|(name, _)| {
        let handler = name.strip_prefix("on").is_some_and(|event| !event.is_empty());
        name == "style" || (handler && name.chars().all(|c| c.is_ascii_lowercase()))
    })
}

#[test]
fn every_page_has_a_template_of_its_name_and_every_template_its_page() {
    let mut problems = Vec::new();
    let mut named = BTreeSet::new();
    for source in under("crates/web/src/") {
        for template in quoted_after(&source.text, "path = \"pages/") {
            let template = format!("pages/{template}");
            let page = format!("crates/web/src/{}.rs", template.trim_end_matches(".html"));
            let homeless = HOMELESS.contains(&(template.as_str(), source.path.as_str()));
            if source.path != page && !homeless {
                problems.push(format!("{}: the page of {template} belongs into {page}", source.path));
            }
            if !is_there(&format!("templates/{template}")) {
                problems.push(format!("{}: names {template}, which is not there", source.path));
            }
            named.insert(format!("templates/{template}"));
        }
    }
    let orphans = under("templates/pages/").into_iter().filter(|source| !named.contains(&source.path));
    problems.extend(orphans.map(|source| format!("{}: no page names it", source.path)));
    none(&problems);
}

#[test]
fn both_databases_have_the_same_migrations_and_each_goes_up_and_down() {
    let (sqlite, postgres) = (folders("migrations/sqlite"), folders("migrations/postgres"));
    assert_eq!(sqlite, postgres, "the names under migrations/sqlite and migrations/postgres");
    let mut problems = Vec::new();
    let numbers = sqlite.iter().map(|name| name.split('_').next().unwrap_or_default());
    // Of two migrations with one number, only one is ever applied.
    for pair in numbers.collect::<Vec<_>>().windows(2).filter(|pair| pair[0] == pair[1]) {
        problems.push(format!("migrations: two have the number {}", pair[0]));
    }
    for backend in ["sqlite", "postgres"] {
        for name in &sqlite {
            for file in ["up.sql", "down.sql"] {
                let path = format!("migrations/{backend}/{name}/{file}");
                if !is_there(&path) {
                    problems.push(format!("{path}: is missing"));
                }
            }
        }
    }
    none(&problems);
}

#[test]
fn both_languages_say_the_same_things_with_the_same_arguments() {
    none(&messages::differences());
}

#[test]
fn every_message_that_is_asked_for_is_in_the_catalogue() {
    none(&messages::unknown());
}

#[test]
fn every_message_in_the_catalogue_is_asked_for() {
    none(&messages::unused());
}

/// What stands between each occurrence of `start` and the next quotation mark.
fn quoted_after<'a>(text: &'a str, start: &'a str) -> impl Iterator<Item = &'a str> {
    text.split(start).skip(1).filter_map(|rest| rest.split_once('"')).map(|(inside, _)| inside)
}
