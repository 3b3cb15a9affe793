//! Runs on the demo company, whose hidden truth is known, and on leads that hold little.

mod chance;
mod demo;
mod rules;
mod sparse;
mod world;
