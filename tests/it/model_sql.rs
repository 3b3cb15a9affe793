//! A model as SQL: the same scores in SQLite, PostgreSQL and DuckDB as Bareme gives.

mod demo;
mod expressions;
mod random;
mod refusals;

use bareme_sqlexport::Dialect;
use bareme_store::{Backend, Database, inspect};
use bareme_testkit::duckdb_answers;

/// Figures of a row of the answer, in whole hundredths where they have decimals; what is not there is -1.
const FIGURES: &str = "what || '|' || CAST(id AS TEXT) || '|' || rating || '|' || COALESCE(action, '-') || '|' || \
     COALESCE(CAST(sla_hours AS TEXT), '-') || '|' || COALESCE(CAST(priority AS TEXT), '-')";
const NUMBERS: [&str; 9] = [
    "fit * 100",
    "engagement * 100",
    "completeness",
    "knocked_out",
    "rank_score * 100",
    "reaching",
    "people",
    "engaged_people",
    "coverage * 100",
];

/// A row that Bareme gives, or a database: words that must be the same, numbers that may differ by a hundredth.
#[derive(Clone, Debug, PartialEq)]
struct Expected {
    words: String,
    numbers: [i64; 10],
}

/// The query as one that gives a text a row.
fn as_texts(query: &str) -> String {
    let numbers: Vec<String> = NUMBERS
        .iter()
        .chain(&["qualified"])
        .map(|number| {
            format!(
                " || '|' || CAST(CAST(ROUND(COALESCE(CAST({number} AS DOUBLE PRECISION), -1)) AS BIGINT) AS TEXT)"
            )
        })
        .collect();
    let query = query.trim().trim_end_matches(';');
    format!("SELECT {FIGURES}{} AS value FROM (\n{query}\n) AS answer", numbers.concat())
}

fn read(text: &str) -> Expected {
    let parts: Vec<&str> = text.split('|').collect();
    let numbers = std::array::from_fn(|index| parts[6 + index].parse().unwrap());
    Expected { words: parts[..6].join("|"), numbers }
}

#[track_caller]
fn assert_alike(found: &[String], expected: &[Expected], case: &str) {
    let mut found: Vec<Expected> = found.iter().map(|text| read(text)).collect();
    let mut expected = expected.to_vec();
    found.sort_by(|a, b| a.words.cmp(&b.words));
    expected.sort_by(|a, b| a.words.cmp(&b.words));
    let words = |rows: &[Expected]| rows.iter().map(|row| row.words.clone()).collect::<Vec<_>>();
    for (found, expected) in found.iter().zip(&expected) {
        assert_eq!(found.words, expected.words, "{case}\n{found:?}\n{expected:?}");
        let near = found.numbers.iter().zip(expected.numbers).all(|(a, b)| (a - b).abs() <= 1);
        let whole = [2, 3, 5, 6, 7, 9].iter().all(|&at| found.numbers[at] == expected.numbers[at]);
        assert!(near && whole, "{case}\n{found:?}\n{expected:?}");
    }
    assert_eq!(words(&found), words(&expected), "{case}");
}

/// Runs a script and a query in a database of Bareme's own kinds.
fn answers(database: &Database, script: &str, query: &str) -> Vec<String> {
    inspect::execute(database, script).unwrap();
    inspect::list_texts(database, &as_texts(query)).unwrap_or_else(|error| panic!("{error}\n{query}"))
}

const fn dialect(backend: Backend) -> Dialect {
    match backend {
        Backend::Sqlite => Dialect::Sqlite,
        Backend::Postgres => Dialect::Postgres,
    }
}

fn in_duckdb(cases: &[(String, String)]) -> Vec<Vec<String>> {
    let cases: Vec<_> = cases.iter().map(|(script, query)| (script.clone(), as_texts(query))).collect();
    duckdb_answers(&cases)
}
