//! Who may do what (DESIGN section 13): roles, actions, and how far each role reaches with each action. No input or
//! output, no clock; routes, pages, API and documentation follow from the one table in [`reach`].

mod action;
mod principal;
mod role;

pub use action::{Action, Reach, reach};
pub use principal::Principal;
pub use role::Role;
