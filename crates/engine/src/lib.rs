//! Use cases: import, score, roll up, hand over, report. Pages, commands and jobs call these and nothing below.

pub mod agreement;
pub mod audit;
pub mod backup;
pub mod demo;
pub mod doctor;
mod engine;
mod error;
mod graph;
mod hand_over;
pub mod import;
mod intake;
pub mod jobs;
pub mod lookup;
pub mod mailing;
pub mod models;
pub mod pages;
mod passages;
mod past;
pub mod people;
pub mod person;
mod prediction;
pub mod proposals;
pub mod recalibrate;
pub mod reports;
pub mod saved_views;
pub mod score;
mod sight;
pub mod sweep;
pub mod tasks;
mod tree;
pub mod view;
pub mod work;

pub use bareme_store::{Backend, Database, StoreError};
pub use engine::{Clock, Engine, LoadedModel};
pub use error::{EngineError, Result};
pub use sight::UNSEEN;
