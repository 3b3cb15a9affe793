//! Conversion by rating at MQL: the sixteen cells of the contract, and whether better cells convert better.

use bareme_scoring::{Rating, Stage};
use serde::Serialize;

use crate::chart::{Axis, Chart, Heatmap};
use crate::{Counts, Kind, Proportion};

/// MQLs that reached a stage, of all MQLs, by rating.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct HeatCells {
    /// The stage that was to be reached.
    pub to: Stage,
    /// A1, A2 … D4, in the order of [`Rating::index`].
    pub cells: [Proportion; 16],
}

/// The cells, from counts by rating as a database groups them; a rating may come more than once.
pub fn heat_cells(groups: impl IntoIterator<Item = (Rating, Counts)>, to: Stage) -> HeatCells {
    let mut cells = [Proportion::default(); 16];
    for (rating, counts) in groups {
        if let Some(cell) = cells.get_mut(usize::from(rating.index())) {
            cell.part += counts.reached(to);
            cell.whole += counts.mql;
        }
    }
    HeatCells { to, cells }
}

impl HeatCells {
    /// The cell of a rating.
    pub fn cell(&self, rating: Rating) -> Proportion {
        self.cells.get(usize::from(rating.index())).copied().unwrap_or_default()
    }

    /// The picture; a cell without MQLs is empty.
    pub fn chart(&self, title: impl Into<String>, values: impl Into<String>) -> Chart {
        Chart::Heatmap(Box::new(Heatmap {
            title: title.into(),
            values: Axis::new(values, Kind::Share),
            cells: self.cells.map(Proportion::rate),
            counts: Some(self.cells.map(|cell| cell.whole)),
        }))
    }
}
