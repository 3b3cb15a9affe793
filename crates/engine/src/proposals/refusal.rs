//! Why something cannot be done with a proposal, in a form that a page says in the visitor's language.

use std::fmt;

use bareme_scoring::{Instant, Problem};

use super::{NoAuthority, Side};

/// Why something cannot be done with a proposal. Nothing was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Somebody changed it after it was read.
    Changed {
        /// Who.
        by: String,
        /// When.
        at: Instant,
    },
    /// It became a version already.
    Published,
    /// A side has rejected this revision.
    Rejected {
        /// Who.
        by: String,
    },
    /// Another version came into force.
    Overtaken,
    /// Somebody of the same side was quicker.
    SideHasSigned {
        /// The side.
        side: Side,
        /// Who.
        by: String,
    },
    /// Who signed for one side does not sign for the other.
    SamePerson {
        /// The side that they signed for.
        side: Side,
    },
    /// Somebody without a name.
    NoName,
    /// Somebody who may not.
    NoAuthority(NoAuthority),
    /// A rejection without a reason.
    NoReason,
    /// The document means the same as before, or as the version in force.
    NothingNew,
    /// The document is that of another model.
    OtherModel {
        /// Its name.
        name: String,
    },
    /// What is wrong with the document.
    Problems(Vec<Problem>),
}

impl Refusal {
    /// Its word in message keys.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Changed { .. } => "changed",
            Self::Published => "published",
            Self::Rejected { .. } => "rejected",
            Self::Overtaken => "overtaken",
            Self::SideHasSigned { .. } => "side-has-signed",
            Self::SamePerson { .. } => "same-person",
            Self::NoName => "no-name",
            Self::NoAuthority(NoAuthority::NotALeader { .. }) => "not-a-leader",
            Self::NoAuthority(NoAuthority::OfSales { .. }) => "of-sales",
            Self::NoReason => "no-reason",
            Self::NothingNew => "nothing-new",
            Self::OtherModel { .. } => "other-model",
            Self::Problems(_) => "problems",
        }
    }
}

/// In English, for logs and the command line.
impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Changed { by, .. } => write!(f, "{by} changed the proposal after it was read"),
            Self::Published => f.write_str("the proposal became a version already"),
            Self::Rejected { by } => write!(f, "{by} rejected this revision; change it to open it again"),
            Self::Overtaken => f.write_str("another version came into force since the proposal was made"),
            Self::SideHasSigned { side, by } => write!(f, "{by} has signed for {} already", side.word()),
            Self::SamePerson { side } => {
                write!(f, "who signed for {} cannot sign for the other side, too", side.word())
            }
            Self::NoName => f.write_str("a signature needs a name"),
            Self::NoAuthority(NoAuthority::NotALeader { leaders }) => {
                write!(f, "for sales sign those who lead a team: {}", leaders.join(", "))
            }
            Self::NoAuthority(NoAuthority::OfSales { team }) => {
                write!(f, "who is in the team {team} of sales does not sign for marketing")
            }
            Self::NoReason => f.write_str("a rejection needs a reason"),
            Self::NothingNew => f.write_str("the document means the same as before"),
            Self::OtherModel { name } => write!(f, "the document is that of another model: {name}"),
            Self::Problems(problems) => {
                let said: Vec<String> = problems.iter().map(ToString::to_string).collect();
                f.write_str(&said.join("\n"))
            }
        }
    }
}
