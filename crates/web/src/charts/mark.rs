//! What of a picture can be followed: its bars, cells and ribbons, each with the list behind it.

use bareme_scoring::Rating;

use super::DataTable;
use crate::urls::Link;

/// A part of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// A bar, a reason or a stage of a funnel, by its place in the chart.
    Bar(usize),
    /// A cell of the heat map.
    Cell(Rating),
    /// A ribbon, by its place among the links of the chart.
    Ribbon(usize),
    /// A node, by its place in the chart.
    Node(usize),
}

/// Where parts of a picture lead, and whether its figures stand in a table of its own.
pub struct Behind<'a> {
    /// The list behind a part.
    pub ways: &'a dyn Fn(Mark) -> Option<Link>,
    /// The figures; none where a table with the same figures stands beside the picture.
    pub data: Option<DataTable>,
}

impl Behind<'_> {
    /// The address of the list behind a part.
    pub(super) fn way(&self, mark: Mark) -> Option<String> {
        (self.ways)(mark).map(|link| link.to_string())
    }
}
