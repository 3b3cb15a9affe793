//! A row with its columns' names, as programs read it.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::{Cell, Column};

/// One row, serialised as a map from column key to value, in the order of the columns.
#[derive(Clone, Copy, Debug)]
pub struct Record<'a> {
    columns: &'a [Column],
    row: &'a [Cell],
}

impl<'a> Record<'a> {
    pub(super) const fn new(columns: &'a [Column], row: &'a [Cell]) -> Self {
        Self { columns, row }
    }
}

impl Serialize for Record<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.row.len()))?;
        for (column, cell) in self.columns.iter().zip(self.row) {
            map.serialize_entry(column.key, cell)?;
        }
        map.end()
    }
}
