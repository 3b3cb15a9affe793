//! Recalibration from the database to what two sides sign.

mod asked;
mod chance;
mod command;
mod guard;
mod killed;
mod point_in_time;
mod same;
mod signing;
mod whole;
mod world;
