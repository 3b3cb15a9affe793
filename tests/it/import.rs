//! Files into the database, end to end, as the same rows on both databases: what comes in, what comes back with its line
//! and reason, and what an import must never do.

mod activities;
mod addresses;
mod again;
mod command;
mod contradictions;
mod facts;
mod interrupted;
mod languages;
mod leads;
mod links;
mod nasty;
mod pages;
mod rejects;
mod types;

use bareme_scoring::{Instant, Value};
use bareme_testkit::World;

/// Line and reason of each reject of an import.
fn rejected(world: &World, import: i64) -> Vec<(u64, String)> {
    world.rejects(import).into_iter().map(|reject| (reject.line, reject.reason.text)).collect()
}

/// The text of an attribute of a contact as it is now.
fn contact_text(world: &World, key: &str, name: &str) -> Option<String> {
    world.contact(key).attributes.get(name).map(Value::to_string)
}

/// Holds that a notice has all of these parts.
#[track_caller]
fn assert_says(notices: &[String], parts: &[&str]) {
    let found = notices.iter().any(|notice| parts.iter().all(|part| notice.contains(part)));
    assert!(found, "{parts:?} is not in one of {notices:#?}");
}

/// Midnight of a day, UTC.
fn day(text: &str) -> Instant {
    bareme_testkit::at(text)
}
