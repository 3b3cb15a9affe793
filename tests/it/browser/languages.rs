//! English and French: switched by a click and kept, and each page wholly in its language.

use std::collections::{BTreeMap, BTreeSet};

use super::browse;
use super::page::Page;

const ENGLISH: [&str; 4] = [
    include_str!("../../../crates/web/locales/en/common.ftl"),
    include_str!("../../../crates/web/locales/en/imports.ftl"),
    include_str!("../../../crates/web/locales/en/pages.ftl"),
    include_str!("../../../crates/web/locales/en/words.ftl"),
];
const FRENCH: [&str; 4] = [
    include_str!("../../../crates/web/locales/fr/common.ftl"),
    include_str!("../../../crates/web/locales/fr/imports.ftl"),
    include_str!("../../../crates/web/locales/fr/pages.ftl"),
    include_str!("../../../crates/web/locales/fr/words.ftl"),
];

#[test]
fn a_click_switches_to_french_and_another_back_and_the_choice_is_kept() {
    browse(async |page| {
        page.open("/accounts?rating=A").await;
        assert_eq!((language(page).await.as_str(), page.text("h1").await.as_str()), ("en", "Accounts"));
        page.follow("Français").await;
        assert_eq!((language(page).await.as_str(), page.text("h1").await.as_str()), ("fr", "Comptes"));
        assert_eq!(page.here().await, "/accounts?rating=A", "the switch loses the filter");
        page.open("/matrix").await;
        assert_eq!((language(page).await.as_str(), page.text("h1").await.as_str()), ("fr", "Matrice"));
        page.follow("English").await;
        assert_eq!((language(page).await.as_str(), page.text("h1").await.as_str()), ("en", "Matrix"));
        page.reload().await;
        assert_eq!(language(page).await, "en");
    });
}

async fn language(page: &Page) -> String {
    page.list("return [document.documentElement.lang]").await.remove(0)
}

/// What the texts of a page say that they should not: a key, a gap, words of the other language.
pub fn slips(code: &str, texts: &[String]) -> Vec<String> {
    let (english, french) = (catalogue(&ENGLISH), catalogue(&FRENCH));
    assert!(english.len() > 200 && english.len() == french.len(), "{} and {}", english.len(), french.len());
    let foreign = if code == "en" { foreign(&english, &french) } else { foreign(&french, &english) };
    let mut slips = Vec::new();
    for text in texts {
        let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-');
        let keys = words.filter(|word| word.contains('-') && english.contains_key(*word));
        slips.extend(keys.map(|key| format!("the key {key} in '{text}'")));
        if text.contains('⟦') || foreign.contains(text.as_str()) {
            slips.push(format!("'{text}'"));
        }
    }
    slips
}

/// Messages by key; those of several lines are left empty.
fn catalogue(files: &[&'static str]) -> BTreeMap<&'static str, &'static str> {
    let lines = files.iter().flat_map(|file| file.lines());
    let messages = lines.filter_map(|line| line.split_once(" ="));
    messages
        .filter(|(key, _)| key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'))
        .map(|(key, text)| (key, text.trim()))
        .collect()
}

/// Texts that only the other language says. One word alone may be data, such as an industry; one with a gap comes filled.
fn foreign<'a>(own: &BTreeMap<&'a str, &'a str>, other: &BTreeMap<&'a str, &'a str>) -> BTreeSet<&'a str> {
    let ours: BTreeSet<&str> = own.values().copied().collect();
    other
        .values()
        .copied()
        .filter(|text| text.contains(' ') && !text.contains('{') && !ours.contains(text))
        .collect()
}
