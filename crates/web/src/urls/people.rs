//! Addresses of people: signing in, one's own account, and who may come in.

use super::Link;

/// Patterns for the router.
pub mod pattern {
    /// Signing in.
    pub const SIGN_IN: &str = "/sign-in";
    /// The second factor.
    pub const SECOND_FACTOR: &str = "/sign-in/code";
    /// Signing out.
    pub const SIGN_OUT: &str = "/sign-out";
    /// The first administrator.
    pub const SET_UP: &str = "/set-up";
    /// An invitation.
    pub const INVITATION: &str = "/invitation";
    /// One's own account.
    pub const ME: &str = "/me";
    /// One's own password.
    pub const MY_PASSWORD: &str = "/me/password";
    /// One's own second factor.
    pub const MY_FACTOR: &str = "/me/second-factor";
    /// What is done with it.
    pub const MY_FACTOR_ACTS: &str = "/me/second-factor/acts";
    /// One's own sessions.
    pub const MY_SESSIONS: &str = "/me/sessions";
    /// Who may come in.
    pub const PEOPLE: &str = "/people";
    /// Which roles need a second factor.
    pub const PEOPLE_RULES: &str = "/people/rules";
    /// Somebody.
    pub const PERSON: &str = "/people/{id}";
    /// What is done with somebody.
    pub const PERSON_ACTS: &str = "/people/{id}/acts";
}

/// Signing in.
pub fn sign_in() -> Link {
    Link::to(pattern::SIGN_IN)
}

/// The second factor.
pub fn second_factor() -> Link {
    Link::to(pattern::SECOND_FACTOR)
}

/// Signing out.
pub fn sign_out() -> Link {
    Link::to(pattern::SIGN_OUT)
}

/// The first administrator.
pub fn set_up() -> Link {
    Link::to(pattern::SET_UP)
}

/// An invitation.
pub fn invitation() -> Link {
    Link::to(pattern::INVITATION)
}

/// One's own account.
pub fn me() -> Link {
    Link::to(pattern::ME)
}

/// One's own password.
pub fn my_password() -> Link {
    Link::to(pattern::MY_PASSWORD)
}

/// One's own second factor.
pub fn my_factor() -> Link {
    Link::to(pattern::MY_FACTOR)
}

/// What is done with one's own second factor.
pub fn my_factor_acts() -> Link {
    Link::to(pattern::MY_FACTOR_ACTS)
}

/// One's own sessions.
pub fn my_sessions() -> Link {
    Link::to(pattern::MY_SESSIONS)
}

/// Who may come in.
pub fn people() -> Link {
    Link::to(pattern::PEOPLE)
}

/// Which roles need a second factor.
pub fn people_rules() -> Link {
    Link::to(pattern::PEOPLE_RULES)
}

/// Somebody.
pub fn person(id: &i64) -> Link {
    Link::to(format!("/people/{id}"))
}

/// What is done with somebody.
pub fn person_acts(id: &i64) -> Link {
    Link::to(format!("/people/{id}/acts"))
}
