//! The demo company: a deterministic simulator of companies, people, activities and leads, so that the pages have
//! something to show and recalibration has something true to find.
//!
//! Everything follows from [`SimulationSettings`]: the same settings give the same records on every machine. The
//! world is made in blocks of forty companies, each from its own random stream, so that a hundred thousand companies
//! stream by in the memory of one block, and a larger world begins with the same companies as a smaller one.
//!
//! What really makes people buy is written in [`truth`]; the model that ships with the demo ([`DEMO_MODEL`]) does not
//! know it.

mod agreement;
mod behaviour;
mod block;
mod calendar;
mod catalogue;
mod company;
mod dice;
mod edges;
mod handoff;
mod market;
mod models;
mod number;
mod person;
mod pipeline;
mod profile;
mod refusal;
mod settings;
mod simulation;
mod strength;
mod team;
pub mod truth;
mod words;
mod world;

pub use agreement::agreement;
pub use catalogue::kinds;
pub use models::{CUSTOMER_MODEL, DEMO_MODEL};
pub use settings::SimulationSettings;
pub use simulation::{SimulatedActivity, Simulation, account_key, contact_key};
pub use team::{MarketingPerson, SELLER_DOMAIN, SELLER_NAME, SalesPerson, marketing_people, sales_people};
