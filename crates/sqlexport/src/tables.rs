//! The plain tables that a query reads, and their rows as statements that all three databases take.

use std::fmt::Write as _;

use bareme_scoring::{ActivityKind, Adjustment, BuyingRole, Facets, Instant, RelationshipKind, fold};

use crate::dialect::{real, text};

/// Makes the tables. Moments are milliseconds since 1970, UTC; texts are folded (see docs/model-sql.md).
pub const CREATE: &str = "\
CREATE TABLE plain_accounts (id BIGINT PRIMARY KEY, key TEXT NOT NULL);
CREATE TABLE plain_contacts (id BIGINT PRIMARY KEY, key TEXT NOT NULL, created_at BIGINT);
CREATE TABLE plain_facts (about TEXT NOT NULL, id BIGINT NOT NULL, name TEXT NOT NULL, text TEXT NOT NULL,
  number DOUBLE PRECISION, flag SMALLINT, moment BIGINT);
CREATE TABLE plain_relationships (kind TEXT NOT NULL, from_id BIGINT NOT NULL, to_id BIGINT NOT NULL, role TEXT NOT NULL,
  weight DOUBLE PRECISION, share DOUBLE PRECISION, valid_from BIGINT, valid_to BIGINT);
CREATE TABLE plain_activities (contact_id BIGINT NOT NULL, happened_at BIGINT NOT NULL, activity TEXT NOT NULL,
  content_type TEXT, content TEXT, campaign TEXT, channel TEXT);
CREATE TABLE plain_adjustments (contact_id BIGINT NOT NULL, model TEXT NOT NULL, hundredths BIGINT NOT NULL,
  begins_at BIGINT NOT NULL, ends_at BIGINT NOT NULL);
";

/// Takes the tables away, so that a script can be run again.
pub const DROP: &str = "\
DROP TABLE IF EXISTS plain_accounts;
DROP TABLE IF EXISTS plain_contacts;
DROP TABLE IF EXISTS plain_facts;
DROP TABLE IF EXISTS plain_relationships;
DROP TABLE IF EXISTS plain_activities;
DROP TABLE IF EXISTS plain_adjustments;
";

/// Rows of one statement.
const ROWS: usize = 200;

/// A row of a plain table.
#[derive(Clone, Debug)]
pub enum Row<'a> {
    /// Of `plain_accounts`: id and key.
    Account(i64, &'a str),
    /// Of `plain_contacts`: id, key, since when.
    Contact(i64, &'a str, Option<Instant>),
    /// Of `plain_facts`: about whom (`contact` or `account`), id, name, and the value as conditions see it.
    Fact(&'a str, i64, &'a str, Facets),
    /// Of `plain_relationships`.
    Relationship(PlainEdge),
    /// Of `plain_activities`: contact, when, what.
    Activity(i64, Instant, &'a ActivityKind),
    /// Of `plain_adjustments`: contact, model, what.
    Adjustment(i64, &'a str, &'a Adjustment),
}

/// A relationship as the plain table has it.
#[derive(Clone, Copy, Debug)]
pub struct PlainEdge {
    /// Its type.
    pub kind: RelationshipKind,
    /// Where it starts.
    pub from: i64,
    /// Where it leads.
    pub to: i64,
    /// The buying role of a job.
    pub role: BuyingRole,
    /// Its own weight.
    pub weight: Option<f64>,
    /// The share of a subsidiary.
    pub share: Option<f64>,
    /// From when it holds.
    pub valid_from: Option<Instant>,
    /// Until when it held.
    pub valid_to: Option<Instant>,
}

impl Row<'_> {
    const fn table(&self) -> &'static str {
        match self {
            Self::Account(..) => "plain_accounts",
            Self::Contact(..) => "plain_contacts",
            Self::Fact(..) => "plain_facts",
            Self::Relationship(_) => "plain_relationships",
            Self::Activity(..) => "plain_activities",
            Self::Adjustment(..) => "plain_adjustments",
        }
    }

    fn values(&self) -> String {
        match self {
            Self::Account(id, key) => format!("({id}, {})", plain(key)),
            Self::Contact(id, key, since) => format!("({id}, {}, {})", plain(key), moment(*since)),
            Self::Fact(about, id, name, facets) => format!(
                "({}, {id}, {}, {}, {}, {}, {})",
                text(about),
                plain(name),
                plain(&facets.text),
                number(facets.number),
                or_null(facets.flag.map(u8::from)),
                or_null(facets.moment)
            ),
            Self::Relationship(edge) => format!(
                "('{}', {}, {}, '{}', {}, {}, {}, {})",
                edge.kind.word(),
                edge.from,
                edge.to,
                edge.role.word(),
                number(edge.weight),
                number(edge.share),
                moment(edge.valid_from),
                moment(edge.valid_to)
            ),
            Self::Activity(contact, at, kind) => {
                let folded = |word: &Option<String>| {
                    or_null(word.as_ref().map(|word| plain(fold(word.trim()).as_ref())))
                };
                format!(
                    "({contact}, {}, {}, {}, {}, {}, {})",
                    at.millis(),
                    plain(fold(kind.activity.trim()).as_ref()),
                    folded(&kind.content_type),
                    folded(&kind.content),
                    folded(&kind.campaign),
                    folded(&kind.channel)
                )
            }
            Self::Adjustment(contact, model, adjustment) => format!(
                "({contact}, {}, {}, {}, {})",
                plain(model),
                adjustment.points.hundredths(),
                adjustment.from.millis(),
                adjustment.until.millis()
            ),
        }
    }
}

/// Rows put together into statements, many rows each.
#[derive(Debug, Default)]
pub struct Statements {
    table: Option<&'static str>,
    rows: usize,
    text: String,
}

impl Statements {
    /// Adds a row.
    pub fn add(&mut self, row: &Row<'_>) {
        let table = row.table();
        if self.table != Some(table) || self.rows >= ROWS {
            self.end();
            // Writing into a text does not fail.
            let _ = writeln!(self.text, "INSERT INTO {table} VALUES");
            self.table = Some(table);
        } else {
            self.text.push_str(",\n");
        }
        self.text.push_str(&row.values());
        self.rows += 1;
    }

    /// What was written since the last time, ended.
    pub fn take(&mut self) -> String {
        self.end();
        std::mem::take(&mut self.text)
    }

    fn end(&mut self) {
        if self.rows > 0 {
            self.text.push_str(";\n");
        }
        self.rows = 0;
        self.table = None;
    }
}

/// A text without the character that PostgreSQL's texts cannot hold.
fn plain(word: &str) -> String {
    text(&word.replace('\0', ""))
}

fn moment(moment: Option<Instant>) -> String {
    // The ends of time mean that nothing is known, and would overflow.
    or_null(moment.filter(|at| *at != Instant::MIN && *at != Instant::MAX).map(Instant::millis))
}

fn number(number: Option<f64>) -> String {
    or_null(number.map(real))
}

fn or_null(value: Option<impl ToString>) -> String {
    value.map_or_else(|| "NULL".to_owned(), |value| value.to_string())
}
