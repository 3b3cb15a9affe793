//! Addresses of what is kept about acts and people.

use super::Link;

/// Patterns for the router.
pub mod pattern {
    /// Who did what.
    pub const AUDIT: &str = "/audit";
    /// Whether the server can answer.
    pub const READY: &str = "/readyz";
    /// What is held on somebody who is scored.
    pub const HELD: &str = "/contacts/{id}/held";
    /// All of it as a file.
    pub const HELD_FILE: &str = "/contacts/{id}/held.json";
    /// Asks for somebody to be erased.
    pub const ASK_ERASURE: &str = "/contacts/{id}/erasure/ask";
    /// Erases somebody.
    pub const ERASE: &str = "/contacts/{id}/erasure";
    /// Who asked for whom to be erased.
    pub const ERASURES: &str = "/erasures";
}

/// Who did what.
pub fn audit() -> Link {
    Link::to(pattern::AUDIT)
}

/// What is held on somebody who is scored.
pub fn held(id: &i64) -> Link {
    Link::to(format!("/contacts/{id}/held"))
}

/// All of it as a file.
pub fn held_file(id: &i64) -> Link {
    Link::to(format!("/contacts/{id}/held.json"))
}

/// Asks for somebody to be erased.
pub fn ask_erasure(id: &i64) -> Link {
    Link::to(format!("/contacts/{id}/erasure/ask"))
}

/// Erases somebody.
pub fn erase(id: &i64) -> Link {
    Link::to(format!("/contacts/{id}/erasure"))
}

/// Who asked for whom to be erased.
pub fn erasures() -> Link {
    Link::to(pattern::ERASURES)
}

impl Link {
    /// The path alone, for whoever keeps the doors.
    pub fn path(&self) -> &str {
        &self.path
    }
}
