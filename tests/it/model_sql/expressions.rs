//! Expressions and patterns over awkward texts: each database finds what Bareme finds.

use bareme_scoring::{Attributes, Facets, Model, STARTER, Subject, Value, check};
use bareme_sqlexport::tables::{CREATE, DROP, Row, Statements};
use bareme_sqlexport::{Dialect, query};
use bareme_store::Backend;
use bareme_testkit::{World, noon};

use super::{as_texts, dialect, in_duckdb};
use bareme_store::inspect;

const EXPRESSIONS: [&str; 9] = [
    r"\b(chief|c[efimot]o|vp|managing director)\b",
    r"^(vp|head)\b",
    r"@(gmail|free)\.",
    r"^a.*z$",
    r"caf[eé]s?$",
    r"[^a-z]",
    r"100%|it's|a\*b|\[x\]",
    r"^.{3}$",
    r"straße|Œuvre",
];

const TEXTS: [&str; 22] = [
    "CTO",
    "director",
    "Chief of staff",
    "(vp)",
    "vpx",
    "head-hunter",
    "ahead",
    "éCTO",
    "cto\u{e9}",
    "日本 cto 日本",
    "日本cto",
    "Ann@Gmail.com",
    "a\nz",
    "a - z",
    "Café",
    "cafés",
    "100%",
    "It's a*b",
    "[x]",
    "日本語",
    "STRASSE straße",
    "œuvre",
];

fn people() -> impl Iterator<Item = (i64, Attributes)> {
    (1..).zip(TEXTS.map(|text| Attributes::from([("title".to_owned(), Value::from(text))])))
}

fn script() -> String {
    let mut rows = Statements::default();
    for (id, known) in people() {
        rows.add(&Row::Contact(id, "key", None));
        rows.add(&Row::Fact("contact", id, "title", Facets::of(&known["title"]).unwrap()));
    }
    format!("{DROP}{CREATE}{}", rows.take())
}

/// Contacts whom an expression finds, by Bareme.
fn found(model: &Model) -> Vec<String> {
    let matcher = model.matcher(&[]);
    let fits = people().filter_map(|(id, known)| {
        let subject =
            Subject { contact: &known, account: None, relationship: None, activities: &[], adjustments: &[] };
        let score = model.score(&subject, &matcher, noon());
        (score.fit > bareme_scoring::Points::ZERO).then(|| id.to_string())
    });
    fits.collect()
}

fn ids(texts: &[String]) -> Vec<String> {
    let mut all: Vec<i64> = texts
        .iter()
        .map(|text| text.split('|').collect::<Vec<_>>())
        .filter(|parts| parts[6] != "0")
        .map(|parts| parts[1].parse().unwrap())
        .collect();
    all.sort_unstable();
    all.iter().map(ToString::to_string).collect()
}

#[test]
fn expressions_find_the_same_texts_in_three_databases() {
    let worlds =
        [Backend::Sqlite, Backend::Postgres].map(|backend| (backend, World::without_tables(backend)));
    let mut duck = Vec::new();
    let mut expected = Vec::new();
    for (_, world) in &worlds {
        inspect::execute(world.database(), &script()).unwrap();
    }
    for expression in EXPRESSIONS {
        let model = check(
            &format!(
                "name = \"m\"\n[[fit.category]]\nname = \"f\"\nweight = 100\n[[fit.category.criterion]]\n\
                 when = {{ attribute = \"contact.title\", matches = '''{expression}''' }}\npercent = 100\n"
            ),
            None,
        )
        .model
        .unwrap();
        let by_bareme = found(&model);
        assert!(!by_bareme.is_empty(), "{expression} finds somebody");
        for (backend, world) in &worlds {
            let query = query(&model, noon(), dialect(*backend)).unwrap();
            let texts = inspect::list_texts(world.database(), &as_texts(&query)).unwrap();
            assert_eq!(ids(&texts), by_bareme, "{expression} in {backend:?}");
        }
        duck.push((script(), query(&model, noon(), Dialect::Duckdb).unwrap()));
        expected.push(by_bareme);
    }
    for ((texts, by_bareme), expression) in in_duckdb(&duck).iter().zip(expected).zip(EXPRESSIONS) {
        assert_eq!(ids(texts), by_bareme, "{expression} in DuckDB");
    }
}

#[test]
fn the_starter_can_be_said_in_every_dialect() {
    let model = check(STARTER, None).model.unwrap();
    for dialect in Dialect::ALL {
        query(&model, noon(), dialect).unwrap();
    }
}
