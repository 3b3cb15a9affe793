//! English and French: switched by a click and kept, and each page wholly in its language.

use std::collections::{BTreeMap, BTreeSet};

use super::browse;
use super::page::Page;

const ENGLISH: [&str; 3] = [
    include_str!("../../../crates/web/locales/en/common.ftl"),
    include_str!("../../../crates/web/locales/en/pages.ftl"),
    include_str!("../../../crates/web/locales/en/words.ftl"),
];
const FRENCH: [&str; 3] = [
    include_str!("../../../crates/web/locales/fr/common.ftl"),
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

#[test]
fn no_page_shows_a_message_key_or_words_of_the_other_language() {
    let (english, french) = (catalogue(&ENGLISH), catalogue(&FRENCH));
    assert!(english.len() > 200 && english.len() == french.len(), "{} and {}", english.len(), french.len());
    browse(async |page| {
        let pages = page.site.pages(page).await;
        for (code, own, other) in [("en", &english, &french), ("fr", &french, &english)] {
            page.open(&format!("/?lang={code}")).await;
            let foreign = foreign(own, other);
            let mut problems = Vec::new();
            for path in pages.iter().map(String::as_str).chain(["/nothing"]) {
                page.visit(path).await;
                assert_eq!(language(page).await, code, "{path}");
                for text in page.list(include_str!("scripts/texts.js")).await {
                    let of_us = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-');
                    let keys = of_us.filter(|word| word.contains('-') && own.contains_key(*word));
                    problems.extend(keys.map(|key| format!("{path}: the key {key} in '{text}'")));
                    if text.contains('⟦') || foreign.contains(text.as_str()) {
                        problems.push(format!("{path} ({code}): '{text}'"));
                    }
                }
            }
            assert!(problems.is_empty(), "\n{}", problems.join("\n"));
        }
        // The page that is not there.
        page.complaints().await;
    });
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
