//! Every page renders in both languages, and is a page that everyone can use.

use std::collections::BTreeSet;

use crate::i18n::Language;
use crate::sample;

use super::html::{Tag, tags};

/// Every sample in every language: what it is called, its HTML, its tags.
fn for_each_page(look: impl Fn(&str, &str, &[Tag])) {
    for language in Language::ALL {
        for (name, html) in sample::pages(&sample::shell(language)) {
            let html = html.unwrap();
            assert!(!html.is_empty(), "{name} is empty");
            let name = format!("{name} ({})", language.code());
            look(&name, &html, &tags(&html));
        }
    }
}

fn count(tags: &[Tag], name: &str) -> usize {
    tags.iter().filter(|tag| tag.name == name).count()
}

#[test]
fn no_page_lacks_a_message() {
    for_each_page(|name, html, _| {
        let missing: Vec<&str> = html.split('⟦').skip(1).filter_map(|rest| rest.split('⟧').next()).collect();
        assert_eq!(missing, Vec::<&str>::new(), "{name}");
        assert!(!html.contains("{ $"), "{name} shows an argument that was not filled in");
    });
}

#[test]
fn no_drawing_has_a_place_that_is_no_number() {
    for_each_page(|name, html, _| {
        for broken in ["NaN", "\"inf", "-inf", " inf"] {
            assert!(!html.contains(broken), "{name} draws {broken}");
        }
    });
}

#[test]
fn what_people_called_things_is_never_code() {
    for_each_page(|name, html, _| {
        for raw in [
            "<b>Müller",
            "<script>alert",
            "<i>Hacker",
            "<script>&",
            "<img src=x>",
            "<Q4>",
            "<none>",
            "<b>fair",
        ] {
            assert!(!html.contains(raw), "{name} lets {raw} through");
        }
    });
}

#[test]
fn nothing_inline_runs_and_nothing_comes_from_elsewhere() {
    for_each_page(|name, _, tags| {
        for tag in tags {
            assert!(tag.attribute("style").is_none(), "{name}: style on {tag:?}");
            assert!(tag.name != "style", "{name}: a style sheet within the page");
            if tag.name == "script" {
                assert!(
                    tag.attribute("src").is_some_and(|src| src.starts_with("/static/")),
                    "{name}: {tag:?}"
                );
            }
            for source in ["src", "href", "action"].into_iter().filter_map(|key| tag.attribute(key)) {
                // A link may also write to a person or call them.
                let reaches =
                    tag.name == "a" && (source.starts_with("mailto:") || source.starts_with("tel:"));
                let local = source.starts_with('/') && !source.starts_with("//") || source.starts_with('#');
                let local = local || reaches;
                assert!(local, "{name}: {source}");
            }
        }
    });
}

#[test]
fn every_form_that_is_sent_carries_the_token_once() {
    for_each_page(|name, _, tags| {
        let is = |tag: &Tag, attribute, value| tag.attribute(attribute) == Some(value);
        let sent: Vec<usize> = (0..tags.len()).filter(|at| is(&tags[*at], "method", "post")).collect();
        let sealed: Vec<usize> = (0..tags.len()).filter(|at| is(&tags[*at], "name", "form_token")).collect();
        let first: Vec<usize> = sent.into_iter().map(|at| at + 1).collect();
        assert_eq!(sealed, first, "{name}: the token stands first in each form");
    });
}

#[test]
fn a_page_says_what_it_is_once_and_in_which_language() {
    for_each_page(|name, html, tags| {
        assert_eq!(count(tags, "h1"), 1, "{name}: headings of the first level");
        assert_eq!(count(tags, "main"), 1, "{name}");
        let language = tags.iter().find(|tag| tag.name == "html").and_then(|tag| tag.attribute("lang"));
        assert!(language.is_some_and(|code| name.ends_with(&format!("({code})"))), "{name}: {language:?}");
        assert!(!html.contains("<title> ·"), "{name} has no title");
        assert!(html.contains("href=\"#content\""), "{name} has no way past the navigation");
    });
}

#[test]
fn ids_are_unique_and_every_reference_leads_somewhere() {
    for_each_page(|name, _, tags| {
        let mut ids = BTreeSet::new();
        for id in tags.iter().filter_map(|tag| tag.attribute("id")) {
            assert!(ids.insert(id), "{name}: id {id} twice");
        }
        for tag in tags {
            let wanted =
                ["for", "aria-describedby", "aria-controls"].into_iter().filter_map(|key| tag.attribute(key));
            let anchors = tag.attribute("href").and_then(|href| href.strip_prefix('#')).into_iter();
            for id in wanted.chain(anchors).flat_map(str::split_whitespace) {
                assert!(ids.contains(id), "{name}: nothing has the id {id}");
            }
        }
    });
}

#[test]
fn fields_have_labels_tables_captions_and_pictures_names() {
    for_each_page(|name, _, tags| {
        let labelled: BTreeSet<&str> =
            tags.iter().filter(|tag| tag.name == "label").filter_map(|tag| tag.attribute("for")).collect();
        for tag in tags {
            let field =
                tag.name == "select" || (tag.name == "input" && tag.attribute("type") != Some("hidden"));
            if field {
                let id = tag.attribute("id").unwrap_or_default();
                assert!(labelled.contains(id), "{name}: no label for {tag:?}");
            }
            if tag.name == "svg" {
                let hidden = tag.attribute("aria-hidden") == Some("true");
                let inside =
                    tag.attribute("focusable").is_some() && tag.attribute("viewBox") == Some("0 0 28 12");
                assert!(
                    hidden || inside || tag.attribute("aria-label").is_some(),
                    "{name}: no name for {tag:?}"
                );
            }
            if tag.name == "th" {
                assert!(tag.attribute("scope").is_some(), "{name}: a head without scope");
            }
        }
        assert_eq!(count(tags, "table"), count(tags, "caption"), "{name}: tables and captions");
    });
}

#[test]
fn french_pages_do_not_fall_back_to_english() {
    let shell = sample::shell(Language::French);
    for (name, html) in sample::pages(&shell) {
        let html = html.unwrap();
        for english in
            ["Not known", "not known", " ago<", " employees<", "Previous", "Filters", "Rejected rows"]
        {
            assert!(!html.contains(english), "{name} says '{english}' in French");
        }
    }
}
