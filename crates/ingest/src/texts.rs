//! A table row by row as plain texts, for what looks at a file without making records of it.

use bareme_scoring::spreadsheet::unguarded;

use crate::error::IngestError;
use crate::source::Source;

/// The cells of a row, one for each column, or what is wrong with it.
pub type Texts<'r> = Result<Vec<&'r str>, String>;

impl Source {
    /// Calls `each` with the physical line and the cells of every row.
    ///
    /// # Errors
    ///
    /// When the file cannot be read any more, and what `each` returns.
    pub fn for_each_row<E: From<IngestError>>(
        &self,
        mut each: impl FnMut(u64, Texts<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut rows = self.rows(self.first_row())?;
        while let Some(row) = rows.next().map_err(|source| self.io_error(source))? {
            let text = row.text();
            let cell = |(begin, end): &(u32, u32)| {
                unguarded(text.get(*begin as usize..*end as usize).unwrap_or_default())
            };
            let cells: Vec<_> = row.spans().iter().map(cell).collect();
            let texts = match &row.fault {
                Some(fault) => Err(fault.message().text),
                None => Ok(cells.iter().map(AsRef::as_ref).collect()),
            };
            each(row.line, texts)?;
        }
        Ok(())
    }
}
