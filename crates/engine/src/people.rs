//! Who may come in, and how: people with a role, passwords, sessions, a second factor, and codes that count once.
//!
//! Of passwords, tokens and codes only digests are kept. What was tried is counted in the database, so that several
//! servers count together; a name that nobody has costs the same work as a wrong password, and gets the same sentence.

pub mod account;
mod codes;
mod entry;
pub mod invitation;
pub mod manage;
mod noted;
mod password;
mod rules;
mod secret;
pub mod sessions;
pub mod set_up;
pub mod sign_in;
mod throttle;
mod totp;

pub use password::{BadPassword, hashed_on_this_thread};
pub use rules::{SECOND_FACTOR_ROLES, second_factor_roles, set_second_factor_roles};
pub use secret::Secret;
pub use totp::code_shown;

use bareme_access::Principal;
use bareme_store::people::User;

use crate::Result;

/// Where somebody who wants to come in sits. Neither is trusted, and neither is kept longer than a session.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Visitor {
    /// The network address that attempts are counted for.
    pub address: String,
    /// What the browser calls itself.
    pub agent: Option<String>,
    /// The token that the browser came with: its session ends when another begins.
    pub token: Option<Secret>,
}

/// How far a session has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// All is done: they are in.
    Full,
    /// The password was right; a code of the second factor is asked for.
    SecondFactor,
    /// The role needs a second factor and there is none yet: it is set up first.
    Enrolment,
}

/// A session that began.
#[derive(Debug)]
pub struct Opened {
    /// What the browser keeps; nobody else has it.
    pub token: Secret,
    /// Whose it is.
    pub user: i64,
    /// How far it has come.
    pub standing: Standing,
}

/// Why somebody does not come in, or why something about people is not done. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The address or the password is wrong, or both, or they may not come in: nobody is told which.
    #[error("this address and this password do not belong together")]
    Wrong,
    /// The password that they have now was not given.
    #[error("this is not the password that is in force")]
    WrongPassword,
    /// The code of the second factor is wrong, or was used.
    #[error("this code is not right, or was used already; wait for the next one")]
    WrongCode,
    /// The set-up code or invitation is not there, was used, or is too old.
    #[error("this code is not valid, was used already, or is too old")]
    CodeGone,
    /// It was tried too often.
    #[error("that was tried too often; wait {seconds} seconds")]
    Wait {
        /// How long to wait.
        seconds: u64,
    },
    /// The new password cannot be taken.
    #[error("{0}")]
    Password(#[from] BadPassword),
    /// The new password was typed differently the second time.
    #[error("the two passwords are not the same")]
    NotTheSame,
    /// No address, or none that a letter could reach.
    #[error("an address such as ana@example.com is needed")]
    Email,
    /// Somebody else has the address.
    #[error("somebody else has this address")]
    EmailTaken,
    /// No name, or none that fits on a line.
    #[error("a name of one line is needed")]
    Name,
    /// Somebody else has the name.
    #[error("somebody else has this name, and acts are logged under names; add something to it")]
    NameTaken,
    /// There is no such role.
    #[error("there is no such role")]
    Role,
    /// A leader of sales without a team sees nothing.
    #[error("the team is not one of the agreement's")]
    Team,
    /// Nobody could let anybody in any more.
    #[error("this is the last administrator who can sign in")]
    LastAdmin,
    /// Their role needs what they want to take away.
    #[error("this role needs a second factor")]
    FactorNeeded,
    /// There is nothing to confirm or to take away.
    #[error("there is no second factor to do this with")]
    NoFactor,
}

impl Refusal {
    /// Its word in message keys.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Wrong => "wrong",
            Self::WrongPassword => "wrong-password",
            Self::WrongCode => "wrong-code",
            Self::CodeGone => "code-gone",
            Self::Wait { .. } => "wait",
            Self::Password(BadPassword::Short) => "short",
            Self::Password(BadPassword::Long) => "long",
            Self::Password(BadPassword::Guessable) => "guessable",
            Self::NotTheSame => "not-the-same",
            Self::Email => "email",
            Self::EmailTaken => "email-taken",
            Self::Name => "name",
            Self::NameTaken => "name-taken",
            Self::Role => "role",
            Self::Team => "team",
            Self::LastAdmin => "last-admin",
            Self::FactorNeeded => "factor-needed",
            Self::NoFactor => "no-factor",
        }
    }
}

/// An answer of this module: done, or refused.
pub type Answer<T> = Result<std::result::Result<T, Refusal>>;

/// Somebody as every check asks for them.
pub(crate) fn principal(user: &User) -> Result<Principal> {
    Ok(Principal { user: user.id, name: user.name.clone(), role: user.role()?, team: user.team.clone() })
}
