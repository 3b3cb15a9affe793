//! Why sales says no: a managed list of reasons, each with what follows from it.

use serde::{Deserialize, Serialize};

use super::{Event, Stage};

/// What follows when a lead is refused.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReasonPolicy {
    /// Back to nurture; may be handed over again after the cool-off.
    #[default]
    Recycle,
    /// Out for good.
    Disqualify,
}

impl ReasonPolicy {
    /// The event that carries the policy out on a rejected lead.
    pub const fn event(self) -> Event {
        match self {
            Self::Recycle => Event::Recycle,
            Self::Disqualify => Event::Disqualify,
        }
    }

    /// Where the lead ends.
    pub const fn stage(self) -> Stage {
        match self {
            Self::Recycle => Stage::Recycled,
            Self::Disqualify => Stage::Disqualified,
        }
    }
}

/// One reason of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// Its word in files, databases and message catalogues: `no_budget`.
    pub code: String,
    /// What follows from it.
    pub policy: ReasonPolicy,
}

/// The managed list of reasons, in the order in which it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Reasons(pub Vec<Reason>);

impl Default for Reasons {
    fn default() -> Self {
        use ReasonPolicy::{Disqualify, Recycle};
        let list = [
            ("unreachable", Recycle),
            ("wrong_person", Recycle),
            ("no_need", Recycle),
            ("no_budget", Recycle),
            ("bad_timing", Recycle),
            ("bad_data", Disqualify),
            ("competitor", Disqualify),
            ("student", Disqualify),
            ("duplicate", Disqualify),
            ("other", Recycle),
        ];
        Self(list.into_iter().map(|(code, policy)| Reason { code: code.to_owned(), policy }).collect())
    }
}

impl Reasons {
    /// What imported history says when its source gives no reason.
    pub const NOT_GIVEN: &'static str = "not_given";

    /// The policy of a reason; `None` when it is not on the list.
    pub fn policy(&self, code: &str) -> Option<ReasonPolicy> {
        self.0.iter().find(|reason| reason.code == code).map(|reason| reason.policy)
    }

    /// The codes, separated by commas, for a sentence.
    pub(super) fn codes(&self) -> String {
        self.0.iter().map(|reason| reason.code.as_str()).collect::<Vec<_>>().join(", ")
    }
}
