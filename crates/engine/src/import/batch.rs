//! One batch of an import, inside of one transaction.

use std::borrow::Cow;

use bareme_ingest::{ActivityRow, Kind, LeftOut, Message, Position, Record, Records, Reject};
use bareme_scoring::{ActivityKind, AttributeType, Value};
use bareme_store::{AnyConnection, imports};

use super::rejects::erased_person;
use super::{Checkpoint, Job};
use crate::Result;
use crate::intake::{ActivityIn, Refused};
use crate::person::Known;
use crate::view::Mention;

/// Rows of a batch of companies, people, edges or leads.
pub(super) const ROWS: usize = 2_000;
/// Activities of a batch: they are small, and sorting more of them at once saves the database work.
const ACTIVITIES: usize = 100_000;

impl Job<'_> {
    /// Reads and takes in the next batch, and writes how far the import got; whether there may be more.
    pub(super) fn batch(&mut self, c: &mut AnyConnection, records: &mut Records<'_>) -> Result<bool> {
        self.take_turn(c)?;
        self.erased = Known::load(c)?;
        let start = Records::position(records);
        let before = records.tally();
        let (numbers, rejects, refused, more) = if self.request.kind == Kind::Activities {
            self.activity_batch(c, records)?
        } else {
            self.record_batch(c, records)?
        };
        let mut rejects = rejects;
        rejects.extend(self.rejects_of(start, &numbers, refused)?);
        rejects.sort_by_key(|reject| reject.row);
        self.store_rejects(c, &rejects)?;
        let after = records.tally();
        let stored = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        self.import.rows_read += stored(after.rows - before.rows);
        self.import.skipped += stored(after.skipped + after.empty - before.skipped - before.empty);
        self.note_progress();
        let Position { byte, line, row } = Records::position(records);
        let (rejects, first_edge) = (self.rejects, self.first_edge);
        let waiting = self.intake.waiting().clone();
        let checkpoint = Checkpoint { byte, line, row, rejects, first_edge, waiting };
        self.import.checkpoint = Some(serde_json::to_string(&checkpoint).unwrap_or_default());
        imports::update(c, &self.import)?;
        Ok(more)
    }

    #[expect(
        clippy::type_complexity,
        reason = "row numbers, rejects of the file, refusals of the store, more to come"
    )]
    fn record_batch(
        &mut self,
        c: &mut AnyConnection,
        records: &mut Records<'_>,
    ) -> Result<(Vec<u64>, Vec<Reject>, Vec<Refused>, bool)> {
        let (mut accounts, mut contacts, mut relationships, mut leads) = (vec![], vec![], vec![], vec![]);
        let (mut numbers, mut rejects, mut erased) = (Vec::new(), Vec::new(), Vec::new());
        let (mut read, mut more) = (0, true);
        while read < ROWS {
            let Some(entry) = records.next_record()? else {
                more = false;
                break;
            };
            read += 1;
            let record = match entry.record {
                Err(reject) => {
                    rejects.push(reject);
                    continue;
                }
                Ok(record) => record,
            };
            for left_out in entry.left_out {
                self.note_left_out(entry.line, left_out);
            }
            if self.is_of_erased(&record) {
                erased.push(entry.row);
                continue;
            }
            if self.late.has(&record) {
                continue;
            }
            numbers.push(entry.row);
            match record {
                Record::Account(record) => accounts.push((entry.line, record)),
                Record::Contact(record) => contacts.push((entry.line, record)),
                Record::Relationship(record) => relationships.push((entry.line, record)),
                Record::Lead(record) => leads.push((entry.line, record)),
                Record::Activity(_) => {}
            }
        }
        let refused = match self.request.kind {
            Kind::Accounts => self.intake.accounts(c, &accounts)?,
            Kind::Contacts => self.intake.contacts(c, &contacts)?,
            Kind::Relationships => self.intake.relationships(c, &relationships)?,
            Kind::Leads => self.intake.leads(self.engine, c, &leads)?,
            Kind::Activities => Vec::new(),
        };
        let (numbers, refused) = by_row(&numbers, refused, erased);
        Ok((numbers, rejects, refused, more))
    }

    #[expect(
        clippy::type_complexity,
        reason = "row numbers, rejects of the file, refusals of the store, more to come"
    )]
    fn activity_batch(
        &mut self,
        c: &mut AnyConnection,
        records: &mut Records<'_>,
    ) -> Result<(Vec<u64>, Vec<Reject>, Vec<Refused>, bool)> {
        let mut rows: Vec<ActivityIn> = Vec::with_capacity(ACTIVITIES);
        let (mut numbers, mut rejects, mut more) = (Vec::new(), Vec::new(), true);
        let mut kind = ActivityKind::default();
        while numbers.len() + rejects.len() < ACTIVITIES {
            let Some(row) = records.next_activity()? else {
                more = false;
                break;
            };
            match row {
                Err(reject) => rejects.push(reject),
                Ok(row) => {
                    write_kind(&row, &mut kind);
                    numbers.push(row.row);
                    rows.push(self.intake.prepare_activity(
                        c,
                        &row.contact,
                        &kind,
                        row.at,
                        row.id.as_deref(),
                    )?);
                }
            }
        }
        let refused = self.intake.activities(c, &rows)?;
        Ok((numbers, rejects, refused, more))
    }

    /// Whether a record is of somebody who was erased, or would tie something to them.
    pub(super) fn is_of_erased(&self, record: &Record) -> bool {
        if self.erased.is_empty() {
            return false;
        }
        let names = |text: &str| self.erased.since(text).is_some();
        match record {
            Record::Contact(record) => {
                let email = record.attributes.get("email");
                names(&record.key) || matches!(email, Some(Value::Text(text)) if names(text))
            }
            Record::Relationship(record) => {
                record.kind.from_contact() && names(&record.from)
                    || record.kind.to_contact() && names(&record.to)
            }
            Record::Lead(record) => names(&record.contact),
            Record::Account(_) | Record::Activity(_) => false,
        }
    }

    /// Names a value without which its row came in.
    fn note_left_out(&mut self, line: u64, left_out: LeftOut) {
        let LeftOut { attribute, of, value } = left_out;
        let (code, what) = match of {
            AttributeType::Date => ("dates_left_out", "dates"),
            _ => ("numbers_left_out", "numbers"),
        };
        let text =
            format!("Values of '{attribute}' that are impossible {what}; the rows came in without them");
        let about = Message::new(code, text).with("attribute", attribute);
        self.intake.notices.add(about, Mention::on(line, value));
    }

    /// Rejects of rows that the store refused. They are read once more, for their text; such rows are few.
    fn rejects_of(&self, start: Position, numbers: &[u64], refused: Vec<Refused>) -> Result<Vec<Reject>> {
        let mut rejects = Vec::with_capacity(refused.len());
        let mut refused = refused.into_iter().peekable();
        if refused.peek().is_none() {
            return Ok(rejects);
        }
        let mut again = self.plan.records_from(self.source, start)?;
        while let Some(next) = refused.peek() {
            let wanted = numbers.get(next.index).copied();
            let Some(entry) = again.next_record()? else { break };
            if Some(entry.row) == wanted
                && let Some(Refused { field, value, message, .. }) = refused.next()
            {
                rejects.push(again.refuse(field, value, message));
            }
        }
        Ok(rejects)
    }
}

/// What was refused and who was erased, in the order of the file, with the number of each row.
fn by_row(numbers: &[u64], refused: Vec<Refused>, erased: Vec<u64>) -> (Vec<u64>, Vec<Refused>) {
    let of_store = refused.into_iter().filter_map(|refused| Some((*numbers.get(refused.index)?, refused)));
    let of_erased = erased
        .into_iter()
        .map(|row| (row, Refused { index: 0, field: None, value: None, message: erased_person() }));
    let mut all: Vec<(u64, Refused)> = of_store.chain(of_erased).collect();
    all.sort_by_key(|(row, _)| *row);
    let numbers = all.iter().map(|(row, _)| *row).collect();
    let refused = all.into_iter().enumerate().map(|(index, (_, refused))| Refused { index, ..refused });
    (numbers, refused.collect())
}

/// The kind of a row, in the memory of the kind of the row before.
fn write_kind(row: &ActivityRow<'_>, kind: &mut ActivityKind) {
    kind.activity.clear();
    kind.activity.push_str(&row.activity);
    write_part(&mut kind.content_type, row.content_type.as_ref());
    write_part(&mut kind.content, row.content.as_ref());
    write_part(&mut kind.campaign, row.campaign.as_ref());
    write_part(&mut kind.channel, row.channel.as_ref());
}

fn write_part(part: &mut Option<String>, value: Option<&Cow<'_, str>>) {
    match (part.as_mut(), value) {
        (Some(part), Some(value)) => {
            part.clear();
            part.push_str(value);
        }
        (None, Some(value)) => *part = Some(value.to_string()),
        (_, None) => *part = None,
    }
}
