//! The message catalogue against what templates and sources ask of it.

use std::collections::{BTreeMap, BTreeSet};

use bareme_scoring::{BuyingRole, RelationshipKind, Stage};

use super::sources::{Source, under};

const LANGUAGES: [&str; 2] = ["en", "fr"];
/// Calls whose first argument is a message key.
const CALLS: [&str; 7] =
    [".say(", ".count(", ".count_with(", "t.with(", "t.with2(", "self.with2(", ".with_all("];

/// Where the English words of reports stand.
const ENGLISH: &str = "crates/reporting/src/words";

/// Calls that make a key of a family and a word of the data.
const FAMILIES: [&str; 2] = ["key(", "known_or_plain("];

/// Messages by key: where each stands, and the arguments it takes.
type Catalogue = BTreeMap<String, Message>;

struct Message {
    place: String,
    arguments: BTreeSet<String>,
}

/// What one language says and the other does not, or with other arguments, or twice.
pub fn differences() -> Vec<String> {
    let mut problems = Vec::new();
    let [english, french] = LANGUAGES.map(|language| catalogue(language, &mut problems));
    for (ours, theirs, language) in [(&english, &french, "fr"), (&french, &english, "en")] {
        for (key, message) in ours {
            match theirs.get(key) {
                None => problems.push(format!("{}: {key} is missing in {language}", message.place)),
                Some(other) if other.arguments != message.arguments => problems.push(format!(
                    "{}: {key} takes {:?}, and in {language} {:?}",
                    message.place, message.arguments, other.arguments
                )),
                Some(_) => {}
            }
        }
    }
    problems
}

/// Keys that are asked for and in no catalogue.
pub fn unknown() -> Vec<String> {
    let english = catalogue("en", &mut Vec::new());
    if english.is_empty() {
        return Vec::new();
    }
    let words = [
        ("stage", Stage::ALL.map(Stage::word).to_vec()),
        ("role", BuyingRole::ALL.map(BuyingRole::word).to_vec()),
        ("relationship", RelationshipKind::ALL.map(RelationshipKind::word).to_vec()),
    ];
    let mut asked: Vec<(String, String)> = Vec::new();
    for (family, words) in words {
        let keys = words.into_iter().map(|word| format!("{family}-{}", word.replace('_', "-")));
        asked.extend(keys.map(|key| (format!("each word of {family}"), key)));
    }
    for source in askers() {
        let keys = if source.path.ends_with("/src/words.rs") || source.path.starts_with(ENGLISH) {
            after(&source.text, "(").into_iter().filter(|key| is_key(key)).collect()
        } else {
            CALLS
                .into_iter()
                .flat_map(|call| after(&source.text, call))
                .filter(|key| is_word(key))
                .collect::<Vec<_>>()
        };
        asked.extend(keys.into_iter().map(|key| (source.path.clone(), key.to_owned())));
    }
    let missing = asked.into_iter().filter(|(_, key)| !english.contains_key(key));
    missing.map(|(place, key)| format!("{place}: {key} is not in the catalogue")).collect()
}

/// Keys of the catalogue that nothing asks for: not whole, not by family (`stage-…`), not by ending (`…-placeholder`),
/// not as two words that are joined (`…-…`).
pub fn unused() -> Vec<String> {
    let mut asked = Asked::default();
    for source in askers() {
        let families = FAMILIES.into_iter().flat_map(|call| after(&source.text, call));
        asked.families.extend(families.map(|family| format!("{family}-")));
        source.text.lines().flat_map(|line| line.split('"')).for_each(|literal| asked.learn(literal));
    }
    let catalogue = catalogue("en", &mut Vec::new());
    let idle = catalogue.into_iter().filter(|(key, _)| !asked.has(key));
    idle.map(|(key, message)| format!("{}: nothing asks for {key}", message.place)).collect()
}

/// The ways in which keys are asked for.
#[derive(Default)]
struct Asked {
    whole: BTreeSet<String>,
    families: BTreeSet<String>,
    endings: BTreeSet<String>,
    pairs: bool,
}

impl Asked {
    /// What stands between two quotation marks: `stage-mql`, `stage-{word}`, `{key}-placeholder` or `{one}-{other}`.
    fn learn(&mut self, literal: &str) {
        let (start, rest) = literal.split_once('{').unwrap_or((literal, ""));
        let (_, end) = rest.split_once('}').unwrap_or(("", ""));
        if start.len() == literal.len() {
            self.whole.insert(literal.to_owned());
        } else if is_word(start) && start.ends_with('-') {
            self.families.insert(start.to_owned());
        } else if start.is_empty() && end.strip_prefix('-').is_some_and(is_word) {
            self.endings.insert(end.to_owned());
        } else if start.is_empty() && end.starts_with("-{") && end.ends_with('}') {
            self.pairs = true;
        }
    }

    fn has(&self, key: &str) -> bool {
        let is_whole = |word: &str| self.whole.contains(word);
        let begun = |ending: &String| key.strip_suffix(ending.as_str()).is_some_and(is_whole);
        is_whole(key)
            || self.families.iter().any(|family| key.starts_with(family.as_str()))
            || self.endings.iter().any(begun)
            || (self.pairs
                && key.split_once('-').is_some_and(|(one, other)| is_whole(one) && is_whole(other)))
    }
}

/// Files in which keys are named.
fn askers() -> Vec<Source> {
    ["templates/", "crates/web/src/", "crates/mail/src/", ENGLISH, "crates/paper/src/words.rs"]
        .into_iter()
        .flat_map(under)
        .collect()
}

/// The messages of a language; a key that stands twice is a problem.
fn catalogue(language: &str, problems: &mut Vec<String>) -> Catalogue {
    let mut catalogue = Catalogue::new();
    for source in under(&format!("crates/web/locales/{language}/")) {
        let mut current: Option<String> = None;
        for (number, line) in source.lines() {
            if let Some(key) = line.split_once(" =").map(|(key, _)| key).filter(|key| is_word(key)) {
                let message =
                    Message { place: format!("{}:{number}", source.path), arguments: BTreeSet::new() };
                if let Some(before) = catalogue.insert(key.to_owned(), message) {
                    problems
                        .push(format!("{}:{number}: {key} stands at {} already", source.path, before.place));
                }
                current = Some(key.to_owned());
            }
            if let Some(message) = current.as_ref().and_then(|key| catalogue.get_mut(key)) {
                message.arguments.extend(arguments(line));
            }
        }
    }
    catalogue
}

/// The names after each `$` of a line. `$count` only chooses a plural form, which not every message needs.
fn arguments(line: &str) -> impl Iterator<Item = String> {
    let name = |rest: &str| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    line.split('$').skip(1).map(name).filter(|name| name != "count")
}

/// The literal that opens the arguments of each call, on the same line or the next.
fn after<'a>(text: &'a str, call: &str) -> Vec<&'a str> {
    let calls = text.match_indices(call).filter_map(|(at, _)| text.get(at + call.len()..));
    calls
        .filter_map(|rest| rest.trim_start().strip_prefix('"')?.split_once('"'))
        .map(|(key, _)| key)
        .collect()
}

/// Letters, digits and hyphens, from a letter on.
fn is_word(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

/// A word of several parts.
fn is_key(text: &str) -> bool {
    is_word(text) && text.contains('-')
}
