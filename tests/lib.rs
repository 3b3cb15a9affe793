//! What the tests share with the processes that they start.

pub mod effects;
pub mod writing;
