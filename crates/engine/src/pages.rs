//! What each page shows, read from the store: one file a page.

pub mod accounts;
pub mod contacts;
mod cursor;
pub mod funnel;
mod graph_view;
pub mod home;
pub mod imports;
pub mod jobs;
pub mod lead;
pub mod leads;
mod ledger;
pub mod matrix;
pub mod models;
pub mod search;
mod timeline;
pub mod worklist;

pub use ledger::lines_of;
pub(crate) use ledger::shown_line;

pub(crate) use cursor::{from_cursor, slice, to_cursor};

use bareme_scoring::{Attributes, Instant};
use bareme_store::lists::Fitting;

use crate::LoadedModel;
use crate::view::FittingView;

/// Rows of a page of a list, unless asked otherwise.
pub const PAGE: usize = 50;

/// When the scores of a model hold: the last full run.
fn scored_as_of(model: Option<&LoadedModel>) -> Option<Instant> {
    model.and_then(|model| model.stored.scored_as_of)
}

/// How many rows fit, where anything is filtered.
fn fitting(found: Option<Fitting>) -> Option<FittingView> {
    found.map(|found| FittingView { count: found.count, more: found.more })
}

/// Attributes as name and text.
fn shown_attributes(attributes: &Attributes) -> Vec<(String, String)> {
    attributes.iter().map(|(name, value)| (name.clone(), value.to_string())).collect()
}
