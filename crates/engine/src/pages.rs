//! What each page shows, read from the store: one file a page.

pub mod accounts;
pub mod contacts;
mod cursor;
pub mod funnel;
mod graph_view;
pub mod home;
pub mod imports;
pub mod leads;
mod ledger;
pub mod matrix;
pub mod models;
mod timeline;

pub(crate) use cursor::{from_cursor, slice, to_cursor};

use bareme_scoring::{Attributes, Instant};

use crate::LoadedModel;

/// Rows of a page of a list, unless asked otherwise.
pub const PAGE: usize = 50;

/// When the scores of a model hold: the last full run.
fn scored_as_of(model: Option<&LoadedModel>) -> Option<Instant> {
    model.and_then(|model| model.stored.scored_as_of)
}

/// Attributes as name and text.
fn shown_attributes(attributes: &Attributes) -> Vec<(String, String)> {
    attributes.iter().map(|(name, value)| (name.clone(), value.to_string())).collect()
}
