//! Who may do what (DESIGN section 13): roles, actions, and how far each role reaches with each action. No input or
//! output, no clock; routes, pages, API and documentation follow from the one table in [`reach`].

mod action;
pub mod mask;
mod principal;
mod role;
mod scope;
mod table;
#[cfg(test)]
mod tests;

pub use action::{Action, Reach, export_limit, reach};
pub use principal::Principal;
pub use role::{Role, Side};
pub use scope::Scope;
pub use table::markdown;
