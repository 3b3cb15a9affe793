//! Words of selections come back as they went, and what is no word is named.

use std::collections::BTreeMap;

use bareme_reporting::SlaFate;
use bareme_scoring::{Currency, Instant, Stage};

use super::{Deed, Filter, Happened, Only, Selection};
use crate::reports::Dimension;

fn read(words: &[(&str, &str)]) -> (Selection, Vec<&'static str>) {
    let words: BTreeMap<&str, &str> = words.iter().copied().collect();
    Selection::read(&|name| words.get(name).map(|value| (*value).to_owned()))
}

#[test]
fn every_part_comes_back_from_its_words() {
    let at = |text| Instant::parse(text);
    let filter = |by, value: Option<&str>| Filter { by, value: value.map(ToOwned::to_owned) };
    let region = Dimension::Account("region".to_owned());
    let fates = [SlaFate::InTime, SlaFate::Late, SlaFate::Defaulted, SlaFate::Overdue, SlaFate::Waiting];
    let mut only = vec![
        Only::Decided,
        Only::Accepted,
        Only::Refused,
        Only::Returned,
        Only::Answered,
        Only::Judged,
        Only::Unpriced,
    ];
    only.extend(fates.map(Only::Answer));
    only.extend(Stage::ALL.map(Only::Left));
    only.extend(Stage::ALL.map(Only::Standing));
    only.extend([Only::Flow(Stage::Mql, Some(Stage::Sal)), Only::Flow(Stage::Won, None)]);
    for only in only {
        let selection = Selection {
            model: Some("demand & more".to_owned()),
            from: at("2026-01-01"),
            before: at("2026-02-01T08:30:00Z"),
            stage: Some(Stage::Won),
            reached: Some(Stage::Sql),
            happened: Some(Happened { deed: Deed::Refused, from: at("2026-01-05"), before: None }),
            only: Some(only),
            currency: Currency::from_code("EUR"),
            filters: vec![
                filter(Dimension::Source, Some("web, and fairs")),
                filter(Dimension::Rating, Some("A1")),
                filter(region.clone(), Some("a=b")),
                filter(Dimension::Contact("x".to_owned()), Some("y")),
                filter(Dimension::Owner, None),
                filter(Dimension::Account("z".to_owned()), None),
            ],
        };
        let words = selection.words();
        let pairs: Vec<(&str, &str)> = words.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_eq!(read(&pairs), (selection, Vec::new()));
    }
}

#[test]
fn addresses_of_earlier_times_mean_what_they_meant() {
    let (selection, bad) =
        read(&[("only", "overdue"), ("without", "source"), ("rating", "b"), ("until", "2026-01-01")]);
    assert_eq!(bad, [] as [&str; 0]);
    assert_eq!(selection.only, Some(Only::Answer(SlaFate::Overdue)));
    assert_eq!(selection.before, Instant::parse("2026-01-01"));
    assert_eq!(selection.filters.len(), 2);
}

#[test]
fn what_cannot_be_used_is_named_and_left_out() {
    let words = [
        ("stage", "nowhere"),
        ("from", "soon"),
        ("rating", "E9"),
        ("only", "flow-mql"),
        ("attribute", "source=web"),
        ("without", "month"),
        ("happened", "nothing"),
        ("currency", "€"),
    ];
    let (selection, bad) = read(&words);
    assert_eq!(selection, Selection::default());
    let mut bad = bad;
    bad.sort_unstable();
    let mut names: Vec<&str> = words.iter().map(|(name, _)| *name).collect();
    names.sort_unstable();
    assert_eq!(bad, names);
}

#[test]
fn a_filter_is_not_said_twice() {
    let web = |selection: Selection| selection.with(Dimension::Source, Some("web".to_owned()));
    assert_eq!(web(web(Selection::default())).filters.len(), 1);
}
