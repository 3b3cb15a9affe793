//! Who sees what: pages, lists, reports, files and acts in the eyes of each role.

mod acts;
mod masks;
mod reports;
mod scopes;
mod walk;
mod world;
