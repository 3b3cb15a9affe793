//! Files in: bytes become checked records. No database, no clock.
//!
//! An import walks through four values:
//!
//! 1. [`Source::open`] reads the file once: content hash, encoding, delimiter, header.
//! 2. [`Mapping`] says what the columns mean: a TOML file, a preset of a product, or the header's own words.
//! 3. [`Source::survey`] streams the file once more: how many rows, and which type each column has.
//! 4. [`Plan::resolve`] checks the mapping against the header (every problem at once), and [`Plan::records`] streams
//!    checked records and [`Reject`]s, from the start or from a [`Position`] that was kept as a checkpoint.
//!
//! ```
//! use bareme_ingest::{Kind, Mapping, Plan, PlanOptions, Source, SourceOptions};
//!
//! let text = "Société;Pays\nDupont & Fils;FR\n\"Durand;BE\n";
//! let source = Source::from_bytes("sociétés.csv", text.as_bytes(), &SourceOptions::default())?;
//! let mapping = Mapping::automatic(Kind::Accounts, source.header());
//! let survey = source.survey(&mapping)?;
//! let plan = Plan::resolve(&source, &survey, &mapping, &PlanOptions::default())?;
//! let mut records = plan.records(&source)?;
//! while let Some(entry) = records.next_record()? {
//!     match entry.record {
//!         Ok(record) => println!("{record:?}"),
//!         Err(reject) => eprintln!("line {}: {}", reject.line, reject.message),
//!     }
//! }
//! assert_eq!((records.tally().accepted, records.tally().rejected), (1, 1));
//! # Ok::<(), bareme_ingest::IngestError>(())
//! ```
//!
//! Memory stays small whatever the file: rows are streamed, and rows and fields have limits ([`Limits`]).

mod decode;
mod dialect;
mod encoding;
mod error;
mod header;
mod mapping;
mod message;
mod plan;
mod records;
mod reject;
mod rows;
mod signature;
mod source;
mod survey;
#[cfg(test)]
mod tests;
mod texts;
mod values;

pub use dialect::{Dialect, LineEnds};
pub use encoding::Encoding;
pub use error::{IngestError, Problem, Problems};
pub use header::{Column, Header};
pub use mapping::{
    AttributePick, Condition, FieldSpec, FieldUse, Kind, Mapping, Pick, Reading, Unmapped, preset_names,
};
pub use message::{Arguments, Message};
pub use plan::{MappedColumn, Plan, PlanOptions};
pub use records::{ActivityRow, Entry, LeftOut, Record, Records, RowResult, Tally};
pub use reject::{Reject, RejectsWriter};
pub use rows::{Limits, Position};
pub use source::{Detected, Source, SourceOptions, digest};
pub use survey::{ColumnSurvey, Survey};
pub use texts::Texts;
