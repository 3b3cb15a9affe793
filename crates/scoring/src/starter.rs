//! A model that a new installation can adopt and change.

/// The starter model as a TOML document with comments; it passes the check without a warning.
pub const STARTER: &str = include_str!("starter.toml");
