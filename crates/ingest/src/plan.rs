//! A mapping against a header: every problem at once, or a plan by which rows become records.

mod resolve;
mod slot;
mod words;

use std::collections::BTreeMap;

use bareme_scoring::AttributeType;

use crate::error::IngestError;
use crate::mapping::{Kind, Mapping};
use crate::message::Message;
use crate::records::{Records, Shape};
use crate::rows::Position;
use crate::source::Source;
use crate::survey::Survey;
use crate::values::ValueReader;
pub(crate) use slot::{Filter, Misfit, Row, Slot};

/// What the caller knows besides the file.
#[derive(Clone, Debug, Default)]
pub struct PlanOptions {
    /// Types of attributes that exist already; they win over what the column looks like.
    pub known: BTreeMap<String, AttributeType>,
    /// Currency of amounts without one, ISO 4217.
    pub currency: Option<String>,
}

/// What becomes of a column, for a preview.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct MappedColumn {
    /// The column.
    pub column: String,
    /// The field or attribute that it fills; `None` when it is not used.
    pub target: Option<String>,
    /// The type, when it is an attribute.
    pub of: Option<AttributeType>,
    /// The first few values.
    pub examples: Vec<String>,
}

/// A mapping that fits a file.
#[derive(Clone, Debug)]
pub struct Plan {
    kind: Kind,
    mapping: Mapping,
    columns: Vec<MappedColumn>,
    attribute_types: BTreeMap<String, AttributeType>,
    notices: Vec<Message>,
    pub(crate) shape: Shape,
    pub(crate) filter: Filter,
    pub(crate) reader: ValueReader,
    /// Columns at the front that a rejects file has besides those of the original.
    pub(crate) note_columns: usize,
}

impl Plan {
    /// Checks a mapping against a file; the error holds every problem.
    pub fn resolve(
        source: &Source,
        survey: &Survey,
        mapping: &Mapping,
        options: &PlanOptions,
    ) -> Result<Self, IngestError> {
        resolve::resolve(source, survey, mapping, options).map_err(IngestError::from)
    }

    /// What the rows are.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The mapping with presets and defaults written out and only columns that the file has: it can be kept, and used
    /// again for the same file or one like it.
    pub fn mapping(&self) -> &Mapping {
        &self.mapping
    }

    /// What becomes of each column.
    pub fn columns(&self) -> &[MappedColumn] {
        &self.columns
    }

    /// Types of all attributes that records may have.
    pub fn attribute_types(&self) -> &BTreeMap<String, AttributeType> {
        &self.attribute_types
    }

    /// What was decided and is worth a look.
    pub fn notices(&self) -> &[Message] {
        &self.notices
    }

    /// Records from the beginning.
    pub fn records<'p>(&'p self, source: &'p Source) -> Result<Records<'p>, IngestError> {
        self.records_from(source, source.first_row())
    }

    /// Records from a position that [`Records::position`] gave for the same file.
    pub fn records_from<'p>(
        &'p self,
        source: &'p Source,
        position: Position,
    ) -> Result<Records<'p>, IngestError> {
        Records::new(self, source, position.max(source.first_row()))
    }
}
