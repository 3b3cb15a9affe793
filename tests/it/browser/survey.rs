//! One walk over every page in both languages, both themes and both widths, of which several tests read.

use std::sync::OnceLock;

use serde_json::{Value, json};

use super::page::{DESK, Page, TABLET, TELEPHONE, string};
use super::{browse, languages};

/// What is wrong with a page.
struct Finding {
    about: About,
    /// Where, and what.
    text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum About {
    Words,
    Structure,
    Contrast,
    Width,
}

#[test]
fn no_page_shows_a_message_key_or_words_of_the_other_language() {
    nothing_is_wrong_with(About::Words);
}

#[test]
fn every_page_has_what_a_screen_reader_needs() {
    nothing_is_wrong_with(About::Structure);
}

#[test]
fn text_stands_out_from_its_ground_in_both_themes() {
    nothing_is_wrong_with(About::Contrast);
}

#[test]
fn no_page_scrolls_sideways_or_spills_over_its_boxes_at_any_width_in_either_language() {
    nothing_is_wrong_with(About::Width);
}

fn nothing_is_wrong_with(about: About) {
    static FINDINGS: OnceLock<Vec<Finding>> = OnceLock::new();
    browse(async |page| {
        if FINDINGS.get().is_none() {
            let found = survey(page).await;
            // Stories are told one at a time, so nobody else was here.
            FINDINGS.set(found).ok().unwrap();
        }
    });
    let findings = FINDINGS.get().into_iter().flatten().filter(|finding| finding.about == about);
    let texts: Vec<&str> = findings.map(|finding| finding.text.as_str()).collect();
    assert!(texts.is_empty(), "\n{}", texts.join("\n"));
}

async fn survey(page: &Page) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (who, role, paths) in page.site.rounds(page).await {
        page.open("/me").await;
        page.as_somebody(who, role).await;
        for code in ["en", "fr"] {
            page.open(&format!("/?lang={code}")).await;
            for path in &paths {
                findings.extend(look(page, path, code).await);
            }
        }
    }
    // What the browser says about the page that is not there.
    page.complaints().await;
    findings
}

/// What is wrong with a page in a language.
async fn look(page: &Page, path: &str, code: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    page.visit(path).await;
    let mut note = |about, found: Vec<String>| {
        let place = |text| Finding { about, text: format!("{path} ({code}): {text}") };
        findings.extend(found.into_iter().map(place));
    };
    assert_eq!(page.list("return [document.documentElement.lang]").await, [code], "{path}");
    note(About::Words, languages::slips(code, &page.list(include_str!("scripts/texts.js")).await));
    if code == "en" {
        note(About::Structure, page.list(include_str!("scripts/structure.js")).await);
        note(About::Structure, nameless(page).await);
        for theme in ["dark", "light"] {
            page.system_theme(theme).await;
            note(About::Contrast, page.list(include_str!("scripts/contrast.js")).await);
        }
    }
    for width in [TELEPHONE, TABLET, DESK] {
        page.wide(width).await;
        let found = page.list(include_str!("scripts/overflow.js")).await;
        note(About::Width, found.into_iter().map(|text| format!("{width}: {text}")).collect());
    }
    findings
}

/// What the browser itself hands to a screen reader without a name.
async fn nameless(page: &Page) -> Vec<String> {
    const NAMED: [&str; 11] = [
        "link",
        "button",
        "searchbox",
        "textbox",
        "combobox",
        "checkbox",
        "table",
        "image",
        "navigation",
        "region",
        "DisclosureTriangle",
    ];
    let tree = page.devtools("Accessibility.getFullAXTree", json!({})).await;
    let nodes = tree["nodes"].as_array().cloned().unwrap_or_default();
    let role = |node: &Value| string(&node["role"]["value"]);
    let named = |node: &&Value| node["ignored"] != true && NAMED.contains(&role(node).as_str());
    assert!(nodes.iter().filter(named).count() > 10, "the browser tells a screen reader next to nothing");
    let silent = nodes.iter().filter(named).filter(|node| string(&node["name"]["value"]).trim().is_empty());
    silent.map(|node| format!("a {} without a name", role(node))).collect()
}
