//! Why sales says no: a managed list of reasons, each with what follows from it.

use std::collections::BTreeSet;

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
    /// Days in which a recycled contact is not handed over again; the general setting when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cool_off_days: Option<u32>,
    /// What people read; the message catalogue has the shipped ones.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// No longer offered, and kept because old leads name it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub retired: bool,
}

/// What is wrong with a list of reasons.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReasonProblem {
    /// A code that cannot be one.
    #[error(
        "'{0}' cannot be the code of a reason: 1 to 40 lower-case letters, digits and underscores, and not not_given"
    )]
    Code(String),
    /// A code twice.
    #[error("the code '{0}' is used twice; give each reason its own")]
    Twice(String),
    /// Days of something that never happens.
    #[error("'{0}' disqualifies for good, so it has no days of cool-off; leave them out, or let it recycle")]
    CoolOffForGood(String),
    /// Days beyond what makes sense.
    #[error("the cool-off of '{0}' is {1} days; at most 3650 make sense")]
    CoolOffTooLong(String, u32),
    /// Nothing to choose.
    #[error("every reason is retired, so sales could refuse nothing; keep one")]
    NoneLeft,
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
        Self(
            list.into_iter()
                .map(|(code, policy)| Reason {
                    code: code.to_owned(),
                    policy,
                    cool_off_days: None,
                    label: None,
                    retired: false,
                })
                .collect(),
        )
    }
}

impl Reasons {
    /// What imported history says when its source gives no reason.
    pub const NOT_GIVEN: &'static str = "not_given";

    /// A reason that sales may choose; `None` when it is not on the list, or retired.
    pub fn find(&self, code: &str) -> Option<&Reason> {
        self.offered().find(|reason| reason.code == code)
    }

    /// What people read for a reason, also for one that is retired; `None` where the message catalogue says it.
    pub fn label(&self, code: &str) -> Option<&str> {
        self.0.iter().find(|reason| reason.code == code)?.label.as_deref()
    }

    /// The reasons that sales may choose from.
    pub fn offered(&self) -> impl Iterator<Item = &Reason> {
        self.0.iter().filter(|reason| !reason.retired)
    }

    /// The policy of a reason that may be chosen.
    pub fn policy(&self, code: &str) -> Option<ReasonPolicy> {
        self.find(code).map(|reason| reason.policy)
    }

    /// The days of its own that a recycling reason has.
    pub fn cool_off_days(&self, code: &str) -> Option<u32> {
        self.find(code).filter(|reason| reason.policy == ReasonPolicy::Recycle)?.cool_off_days
    }

    /// Everything that is wrong with the list; nothing when it may be used.
    pub fn problems(&self) -> Vec<ReasonProblem> {
        let mut problems = Vec::new();
        let mut seen = BTreeSet::new();
        for reason in &self.0 {
            let code = reason.code.as_str();
            let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
            if !(1..=40).contains(&code.len()) || !code.chars().all(fits) || code == Self::NOT_GIVEN {
                problems.push(ReasonProblem::Code(code.to_owned()));
            }
            if !seen.insert(code) {
                problems.push(ReasonProblem::Twice(code.to_owned()));
            }
            match (reason.cool_off_days, reason.policy) {
                (Some(_), ReasonPolicy::Disqualify) => {
                    problems.push(ReasonProblem::CoolOffForGood(code.to_owned()));
                }
                (Some(days), ReasonPolicy::Recycle) if days > 3_650 => {
                    problems.push(ReasonProblem::CoolOffTooLong(code.to_owned(), days));
                }
                _ => {}
            }
        }
        if self.offered().next().is_none() {
            problems.push(ReasonProblem::NoneLeft);
        }
        problems
    }

    /// The codes that may be chosen, separated by commas, for a sentence.
    pub(super) fn codes(&self) -> String {
        self.offered().map(|reason| reason.code.as_str()).collect::<Vec<_>>().join(", ")
    }
}
