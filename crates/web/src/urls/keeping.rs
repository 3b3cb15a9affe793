//! Addresses of what is kept about acts and people.

use super::Link;

/// Patterns for the router.
pub mod pattern {
    /// Who did what.
    pub const AUDIT: &str = "/audit";
    /// Whether the server can answer.
    pub const READY: &str = "/readyz";
}

/// Who did what.
pub fn audit() -> Link {
    Link::to(pattern::AUDIT)
}

impl Link {
    /// The path alone, for whoever keeps the doors.
    pub fn path(&self) -> &str {
        &self.path
    }
}
