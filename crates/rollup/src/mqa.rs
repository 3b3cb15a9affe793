//! Is an account marketing-qualified, and if not, what is missing?

use bareme_scoring::{Grade, Level, MqaRule, Points, Rating};
use serde::Serialize;

/// One condition of the rule, with what is and what was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "condition", rename_all = "snake_case")]
pub enum MqaCondition {
    /// The account's grade is among the allowed ones.
    Grade {
        /// Whether it is.
        holds: bool,
        /// The account's grade.
        actual: Grade,
        /// The allowed grades.
        allowed: Vec<Grade>,
    },
    /// The account's level is among the allowed ones.
    Level {
        /// Whether it is.
        holds: bool,
        /// The account's level.
        actual: Level,
        /// The allowed levels.
        allowed: Vec<Level>,
    },
    /// The committee is covered.
    Coverage {
        /// Whether it is.
        holds: bool,
        /// Coverage in percent.
        actual: Points,
        /// Asked for, in percent.
        required: u32,
    },
    /// Enough people are engaged.
    People {
        /// Whether they are.
        holds: bool,
        /// Engaged people who work at the account.
        actual: u32,
        /// Asked for.
        required: u32,
    },
}

impl MqaCondition {
    /// Whether the condition holds.
    pub const fn holds(&self) -> bool {
        match self {
            Self::Grade { holds, .. }
            | Self::Level { holds, .. }
            | Self::Coverage { holds, .. }
            | Self::People { holds, .. } => *holds,
        }
    }
}

/// The decision with all four conditions, so that a page can say why not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MqaDecision {
    /// Whether every condition holds.
    pub qualified: bool,
    /// Grade, level, coverage, people: in this order.
    pub conditions: Vec<MqaCondition>,
}

impl MqaDecision {
    /// The conditions that fail.
    pub fn failing(&self) -> impl Iterator<Item = &MqaCondition> {
        self.conditions.iter().filter(|condition| !condition.holds())
    }
}

/// Decides whether an account is marketing-qualified.
///
/// `rating` is the account's own (fit grade and engagement level), `coverage` the committee coverage in percent and
/// `engaged_people` the number of engaged people who work at the account.
pub fn decide_mqa(rule: &MqaRule, rating: Rating, coverage: Points, engaged_people: u32) -> MqaDecision {
    let conditions = vec![
        MqaCondition::Grade {
            holds: rule.grades.contains(&rating.grade),
            actual: rating.grade,
            allowed: rule.grades.clone(),
        },
        MqaCondition::Level {
            holds: rule.levels.contains(&rating.level),
            actual: rating.level,
            allowed: rule.levels.clone(),
        },
        MqaCondition::Coverage {
            holds: coverage >= Points::from_whole(i64::from(rule.coverage)),
            actual: coverage,
            required: rule.coverage,
        },
        MqaCondition::People {
            holds: engaged_people >= rule.people,
            actual: engaged_people,
            required: rule.people,
        },
    ];
    MqaDecision { qualified: conditions.iter().all(MqaCondition::holds), conditions }
}
