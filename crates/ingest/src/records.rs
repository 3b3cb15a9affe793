//! Rows become checked records, one after the other; a bad row becomes a [`Reject`] and nothing else happens to it.

mod account;
mod activity;
mod contact;
mod lead;
mod relationship;

use std::borrow::Cow;

use bareme_scoring::{
    AccountRecord, ActivityRecord, AttributeType, Attributes, ContactRecord, LeadRecord, RelationshipRecord,
};

pub(crate) use account::AccountShape;
pub use activity::ActivityRow;
pub(crate) use activity::ActivityShape;
pub(crate) use contact::ContactShape;
pub(crate) use lead::LeadShape;
pub(crate) use relationship::RelationshipShape;

use crate::error::IngestError;
use crate::message::Message;
use crate::plan::{Misfit, Plan, Row, Slot};
use crate::reject::{LOST_BYTES, Reject};
use crate::rows::{KEPT_BYTES, Position, RawRow, RowReader};
use crate::source::Source;
use crate::values::shortened;

/// A record, or the row that was refused.
pub type RowResult<T> = Result<T, Reject>;

/// A checked record of any kind.
#[derive(Clone, Debug, PartialEq)]
pub enum Record {
    /// A company.
    Account(AccountRecord),
    /// A person.
    Contact(ContactRecord),
    /// An edge.
    Relationship(RelationshipRecord),
    /// Something that was done.
    Activity(ActivityRecord),
    /// A passage through qualification.
    Lead(LeadRecord),
}

/// A row and what became of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Physical line at which the row begins.
    pub line: u64,
    /// Its number among the rows; the first row after the header is 1.
    pub row: u64,
    /// The record, or why there is none.
    pub record: RowResult<Record>,
    /// Values of the record's row that it does without.
    pub left_out: Vec<LeftOut>,
}

/// A value of an own attribute that has the shape of its type and cannot be one: 2026-02-30, 1e309. Its row comes in
/// without it, unless a mapping asks for the type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// The attribute.
    pub attribute: String,
    /// Its type.
    pub of: AttributeType,
    /// The value, at most 200 characters.
    pub value: String,
}

/// What was read so far. Every row is counted once: `rows` is the sum of the next four.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Tally {
    /// Rows that are not blank lines.
    pub rows: u64,
    /// Rows that became records.
    pub accepted: u64,
    /// Rows that were refused.
    pub rejected: u64,
    /// Rows that the mapping leaves out (deleted ones, for example).
    pub skipped: u64,
    /// Rows with delimiters and nothing else.
    pub empty: u64,
    /// Blank lines; they are no rows.
    pub blank_lines: u64,
    /// Rows from which control characters were removed.
    pub cleaned: u64,
    /// Rows that had empty fields beyond the last column.
    pub trailing: u64,
}

/// How rows of one kind are built.
#[derive(Clone, Debug)]
pub(crate) enum Shape {
    Account(AccountShape),
    Contact(ContactShape),
    Relationship(RelationshipShape),
    Activity(ActivityShape),
    Lead(Box<LeadShape>),
}

/// Streams the records of a file.
pub struct Records<'p> {
    plan: &'p Plan,
    source: &'p Source,
    rows: RowReader,
    tally: Tally,
}

/// What a row is, before a record is made of it.
enum Verdict {
    Leave,
    Refuse(Box<Reject>),
    Build,
}

impl<'p> Records<'p> {
    pub(crate) fn new(plan: &'p Plan, source: &'p Source, position: Position) -> Result<Self, IngestError> {
        Ok(Self { plan, source, rows: source.rows(position)?, tally: Tally::default() })
    }

    /// Behind the row that was read last: keep it, and [`Plan::records_from`] goes on from there.
    pub fn position(&self) -> Position {
        self.rows.position()
    }

    /// What was read since these records were opened.
    pub fn tally(&self) -> Tally {
        Tally { blank_lines: self.rows.blank_lines, ..self.tally }
    }

    /// The next record or reject; rows that are left out are counted and passed over.
    pub fn next_record(&mut self) -> Result<Option<Entry>, IngestError> {
        let Some(verdict) = self.next_verdict()? else { return Ok(None) };
        let raw = self.rows.current();
        let row = Row::new(&raw, &self.plan.reader);
        let mut left_out = Vec::new();
        let record = match verdict {
            Verdict::Refuse(reject) => Err(*reject),
            _ => self.plan.build(&row, &mut left_out).map_err(|misfit| refused(&raw, misfit)),
        };
        let (line, row) = (raw.line, raw.row);
        match record {
            Ok(_) => self.tally.accepted += 1,
            Err(_) => self.tally.rejected += 1,
        }
        Ok(Some(Entry { line, row, record, left_out }))
    }

    /// The next activity without copying its texts: the fast way for large files. A plan of another kind has none.
    pub fn next_activity(&mut self) -> Result<Option<RowResult<ActivityRow<'_>>>, IngestError> {
        let Shape::Activity(shape) = &self.plan.shape else { return Ok(None) };
        let Some(verdict) = self.next_verdict()? else { return Ok(None) };
        let raw = self.rows.current();
        let row = Row::new(&raw, &self.plan.reader);
        let activity = match verdict {
            Verdict::Refuse(reject) => Err(*reject),
            _ => shape.build(&row, raw.line, raw.row).map_err(|misfit| refused(&raw, misfit)),
        };
        match activity {
            Ok(_) => self.tally.accepted += 1,
            Err(_) => self.tally.rejected += 1,
        }
        Ok(Some(activity))
    }

    /// A reject of the row that was read last, for what only the caller can know: that a contact does not exist, that
    /// a history is impossible. `field` is the field at fault; the reject names its column.
    pub fn refuse(&self, field: Option<&str>, value: Option<String>, message: Message) -> Reject {
        let mapped =
            |field: &str| self.plan.columns().iter().find(|column| column.target.as_deref() == Some(field));
        let column = field.and_then(mapped).map(|column| column.column.clone());
        refused(&self.rows.current(), Misfit { column, value, message })
    }

    /// Goes to the next row that is a record or a reject.
    fn next_verdict(&mut self) -> Result<Option<Verdict>, IngestError> {
        while self.rows.advance().map_err(|error| self.source.io_error(error))? {
            let row = self.rows.current();
            self.tally.rows += 1;
            self.tally.cleaned += u64::from(row.has_controls);
            self.tally.trailing += u64::from(row.trailing);
            match verdict(self.plan, &row, &mut self.tally) {
                Verdict::Leave => {}
                other => return Ok(Some(other)),
            }
        }
        Ok(None)
    }
}

impl Iterator for Records<'_> {
    type Item = Result<Entry, IngestError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.next_record().transpose()
    }
}

fn verdict(plan: &Plan, raw: &RawRow<'_>, tally: &mut Tally) -> Verdict {
    let notes = plan.note_columns;
    if let Some(fault) = raw.fault {
        let column = fault.column().map(|column| plan.column_name(column));
        let misfit = Misfit { column, value: None, message: fault.behind(notes).message() };
        let mut reject = refused(raw, misfit);
        reject.truncated |= fault.is_too_long();
        return Verdict::Refuse(Box::new(reject));
    }
    let row = Row::new(raw, &plan.reader);
    if notes > 0
        && let Some(misfit) = plan.unmended(&row)
    {
        return Verdict::Refuse(Box::new(refused(raw, misfit)));
    }
    if !plan.filter.wants(&row) {
        tally.skipped += 1;
        return Verdict::Leave;
    }
    // Most rows show in their first field that they are not empty.
    if row.is_empty() {
        tally.empty += 1;
        return Verdict::Leave;
    }
    Verdict::Build
}

fn refused(raw: &RawRow<'_>, misfit: Misfit) -> Reject {
    let kept = &raw.raw[..raw.raw.len().min(KEPT_BYTES)];
    Reject {
        line: raw.line,
        row: raw.row,
        message: misfit.message,
        column: misfit.column,
        value: misfit.value,
        raw: String::from_utf8_lossy(kept).into_owned(),
        truncated: kept.len() < raw.raw.len(),
    }
}

impl Plan {
    fn build(&self, row: &Row<'_>, left_out: &mut Vec<LeftOut>) -> Result<Record, Misfit> {
        match &self.shape {
            Shape::Account(shape) => shape.build(row, left_out).map(Record::Account),
            Shape::Contact(shape) => shape.build(row, left_out).map(Record::Contact),
            Shape::Relationship(shape) => shape.build(row, self.filter.swaps(row)).map(Record::Relationship),
            Shape::Activity(shape) => shape.build(row, 0, 0).map(|row| Record::Activity(row.to_record())),
            Shape::Lead(shape) => shape.build(row).map(Record::Lead),
        }
    }

    /// A row of a rejects file in which the sign of a byte that could not be read still stands.
    fn unmended(&self, row: &Row<'_>) -> Option<Misfit> {
        let is_sign = |letter: char| LOST_BYTES.contains(&letter);
        let columns = self.columns().iter().enumerate().skip(self.note_columns);
        columns
            .map(|(index, column)| (column, row.get(index)))
            .find(|(_, value)| value.contains(is_sign))
            .map(|(column, value)| {
                let text = "the sign � or ␀ stands where a byte could not be read; write the value anew";
                Misfit {
                    column: Some(column.column.clone()),
                    value: Some(shortened(&value, 200)),
                    message: Message::new("lost_byte", text),
                }
            })
    }

    fn column_name(&self, index: usize) -> String {
        self.columns()
            .get(index)
            .map_or_else(|| format!("column {}", index + 1), |column| column.column.clone())
    }
}

/// The attributes of an account or contact: built in and own.
pub(crate) type AttributeSlots = Vec<(String, AttributeType, Slot)>;

fn attributes(
    slots: &AttributeSlots,
    row: &Row<'_>,
    left_out: &mut Vec<LeftOut>,
) -> Result<Attributes, Misfit> {
    let mut attributes = Attributes::new();
    for (name, of, slot) in slots {
        match slot.typed(row, *of) {
            Ok(Some(value)) => drop(attributes.insert(name.clone(), value)),
            Ok(None) => {}
            Err(misfit) if slot.forgives(*of, &misfit) => {
                let value = misfit.value.unwrap_or_default();
                left_out.push(LeftOut { attribute: name.clone(), of: *of, value });
            }
            Err(misfit) => return Err(misfit),
        }
    }
    Ok(attributes)
}

/// The natural key: the first of the slots that is filled.
fn key(slots: &[(&Slot, &str)], row: &Row<'_>) -> Result<String, Misfit> {
    for (slot, field) in slots {
        let key = slot.text(row);
        if !key.is_empty() {
            return if key.len() > MAX_KEY_BYTES {
                Err(long_key(slot, &key, field))
            } else {
                Ok(key.into_owned())
            };
        }
    }
    let mut mapped = slots.iter().filter(|(slot, _)| slot.is_mapped());
    let (slot, field) = mapped.next().unwrap_or(&slots[0]);
    let message = match mapped.next() {
        None => Message::new("empty_key", format!("{field} is empty; it is needed")),
        Some((_, other)) => {
            let text = format!("{field} and {other} are empty; one of them is needed");
            Message::new("empty_keys", text).with("other", other)
        }
    };
    Err(slot.empty_because(message.with("field", field)))
}

/// The key of a contact, wherever it stands: an e-mail address is the same in any case and is written in lower case; an
/// id is left as it is.
fn contact_key(key: Cow<'_, str>) -> Cow<'_, str> {
    if key.contains('@') && key.chars().any(char::is_uppercase) {
        Cow::Owned(key.to_lowercase())
    } else {
        key
    }
}

/// A key that is longer is a text in the wrong column.
const MAX_KEY_BYTES: usize = 512;

fn long_key(slot: &Slot, key: &str, field: &str) -> Misfit {
    let text = format!("{field} has {} bytes; a key may have {MAX_KEY_BYTES}", key.len());
    let message = Message::new("key_too_long", text).with("field", field);
    Misfit {
        column: slot.columns.first().map(|(_, name)| name.clone()),
        value: Some(shortened(key, 200)),
        message: message.with("bytes", key.len()).with("limit", MAX_KEY_BYTES),
    }
}
