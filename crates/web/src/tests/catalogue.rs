//! Both catalogues say the same things, and everything that pages ask for is in them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use bareme_scoring::{Action, BuyingRole, RelationshipKind, Stage};

/// Message keys of a language with the arguments that each uses.
fn messages(language: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales").join(language);
    for file in files(&folder) {
        let text = fs::read_to_string(&file).unwrap();
        let mut key = String::new();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            if let Some((head, _)) =
                line.split_once(" =").filter(|_| line.starts_with(|c: char| c.is_alphabetic()))
            {
                key = head.to_owned();
                assert!(!found.contains_key(&key), "{key} twice in {language}");
                found.insert(key.clone(), BTreeSet::new());
            }
            for rest in line.split('$').skip(1) {
                let name = rest.chars().take_while(char::is_ascii_alphanumeric).collect();
                found.get_mut(&key).unwrap().insert(name);
            }
        }
    }
    found
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}

#[test]
fn both_languages_have_the_same_messages() {
    let (english, french) = (messages("en"), messages("fr"));
    let keys =
        |messages: &BTreeMap<String, BTreeSet<String>>| messages.keys().cloned().collect::<BTreeSet<_>>();
    let (en, fr) = (keys(&english), keys(&french));
    assert_eq!(en.difference(&fr).collect::<Vec<_>>(), Vec::<&String>::new(), "missing in French");
    assert_eq!(fr.difference(&en).collect::<Vec<_>>(), Vec::<&String>::new(), "missing in English");
}

#[test]
fn a_message_is_filled_with_the_same_arguments_in_both_languages() {
    let french = messages("fr");
    for (key, arguments) in messages("en") {
        // A plural that has one form only in one language need not name the count.
        let plain = |names: &BTreeSet<String>| {
            names.iter().filter(|name| *name != "count").cloned().collect::<BTreeSet<_>>()
        };
        assert_eq!(plain(&arguments), plain(&french[&key]), "{key}");
    }
}

/// Methods of `Text` whose first argument is a key.
const CALLS: [&str; 5] = ["say", "with", "with2", "count", "count_with"];

#[test]
fn every_key_that_is_written_somewhere_has_a_message() {
    let known = messages("en");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut sources = files(&root.join("src"));
    sources.extend(files(&root.join("../../templates")));
    let mut asked = 0;
    for source in sources.iter().filter(|path| !path.components().any(|part| part.as_os_str() == "tests")) {
        let text = fs::read_to_string(source).unwrap();
        // Only where a `Text` speaks: links and builders have methods of the same names.
        for call in CALLS
            .iter()
            .flat_map(|call| [format!(" t.{call}(\""), format!("(t.{call}(\""), format!("self.{call}(\"")])
        {
            for rest in text.split(&call).skip(1) {
                let key: String = rest.chars().take_while(|c| *c != '"').collect();
                asked += 1;
                assert!(known.contains_key(&key), "{}: {key} has no message", source.display());
            }
        }
    }
    assert!(asked > 200, "only {asked} keys were found: the search is broken");
}

#[test]
fn every_word_of_the_trade_has_a_message() {
    let known = messages("en");
    let mut wanted: Vec<String> = Vec::new();
    let mut want = |family: &str, word: &str| wanted.push(format!("{family}-{}", word.replace('_', "-")));
    for stage in Stage::ALL {
        want("stage", stage.word());
    }
    for role in BuyingRole::ALL {
        want("role", role.word());
    }
    for kind in RelationshipKind::ALL {
        want("relationship", kind.word());
        want("relationship-back", kind.word());
    }
    for action in Action::ALL {
        want("action", action.word());
        want("action-short", action.word());
    }
    wanted.extend(bareme_reporting::messages().map(|(key, _)| (*key).to_owned()));
    for key in wanted {
        assert!(known.contains_key(&key), "{key} has no message");
    }
}

#[test]
fn the_english_of_the_command_line_takes_the_arguments_of_the_catalogue() {
    let known = messages("en");
    for (key, text) in bareme_reporting::messages() {
        let name = |rest: &str| rest.chars().take_while(char::is_ascii_alphanumeric).collect::<String>();
        let arguments: BTreeSet<String> = text.split('$').skip(1).map(name).collect();
        assert_eq!(arguments, known[*key], "{key}");
    }
}
