//! What is wrong with a model: the rule that found it, where, and its figures.

use bareme_scoring::{Instant, Rating};
use serde::{Deserialize, Serialize};

use super::{Rate, Span, Spot};

/// How often one value led to the target.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct ValueRate {
    /// The value.
    pub value: String,
    /// How often.
    pub rate: Rate,
}

/// A finding with what it weighs.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Found {
    /// About how many conversions among a hundred leads are at stake: what findings are ordered by.
    pub weight: f64,
    /// What was found.
    #[serde(flatten)]
    pub finding: Finding,
}

/// Something wrong with the model: the rule that fired, and its figures. p-values are adjusted for all the questions that the
/// same rule asked (Holm) unless said otherwise.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(tag = "rule", rename_all = "snake_case")]
pub enum Finding {
    /// More MQLs than sales can work.
    TooManyMqls {
        /// MQLs in a week.
        per_week: f64,
        /// What sales can work.
        capacity: f64,
    },
    /// Fewer MQLs than sales could work.
    TooFewMqls {
        /// MQLs in a week.
        per_week: f64,
        /// What sales can work.
        capacity: f64,
    },
    /// A better cell converts significantly worse than one below it.
    RankOrderBroken {
        /// The better cell.
        better: Rating,
        /// Its conversion.
        better_rate: Rate,
        /// The worse cell, which converts better.
        worse: Rating,
        /// Its conversion.
        worse_rate: Rate,
        /// Adjusted p-value.
        p: f64,
    },
    /// The highest fifth of scores converts no better than the rest.
    HighScoresDoNotConvert {
        /// Conversion of the highest fifth.
        high: Rate,
        /// Conversion of the rest.
        rest: Rate,
        /// From this rank on a score is among the highest fifth.
        from: f64,
    },
    /// Customers come out of the lowest fifth of scores as often as out of the rest, or more.
    LowScoresBecomeCustomers {
        /// Share won of the lowest fifth.
        low: Rate,
        /// Share won of the rest.
        rest: Rate,
        /// Up to this rank a score is among the lowest fifth.
        to: f64,
    },
    /// The way to the target has become longer.
    LongerCycles {
        /// The older half.
        before: Span,
        /// The newer half.
        after: Span,
        /// p-value of the rank-sum test.
        p: f64,
    },
    /// A category or signal says nothing about the outcome.
    NoInformation {
        /// Which.
        spot: Spot,
        /// The most points of its half that it can give, of a signal those of one activity; 0 to 100.
        points: f64,
        /// Information value.
        iv: f64,
        /// What one of as many bins has by chance.
        iv_by_chance: f64,
    },
    /// Leads that a criterion rewards convert worse than those that get less for it, everything else equal.
    WrongWay {
        /// Which.
        spot: Spot,
        /// The criterion of the same category that gets less; `None` for leads that get nothing.
        than: Option<Spot>,
        /// How far the first lies below the other, in log-odds, all other criteria held equal; above 0.
        effect: f64,
        /// Conversion of the leads of the first, as they are.
        with: Rate,
        /// Conversion of the leads of the other, as they are.
        without: Rate,
        /// Adjusted p-value.
        p: f64,
    },
    /// Values that share a criterion convert differently.
    SplitTier {
        /// The criterion.
        spot: Spot,
        /// The attribute.
        attribute: String,
        /// Each value with its conversion, the best first.
        values: Vec<ValueRate>,
        /// Adjusted p-value.
        p: f64,
    },
    /// Two neighbouring criteria with different percents convert alike.
    MergeTiers {
        /// The one that is worth more.
        spot: Spot,
        /// The one that is worth less.
        with: Spot,
        /// Conversion of the first.
        rate: Rate,
        /// Conversion of the second.
        with_rate: Rate,
        /// Lower and upper end of the 95 % interval of the difference of rates: no difference that matters lies in it.
        low: f64,
        /// Upper end.
        high: f64,
    },
    /// Sales rejects leads of a criterion for one reason far more often than others.
    ReasonCluster {
        /// Which.
        spot: Spot,
        /// The reason's code.
        reason: String,
        /// Its share among the refusals of these leads.
        here: Rate,
        /// Its share among all other refusals.
        elsewhere: Rate,
        /// Adjusted p-value.
        p: f64,
    },
    /// A hand-off cell in which many are not answered in time, though those answered in time convert better.
    SlaMissed {
        /// The cell.
        rating: Rating,
        /// Answered in time.
        in_time: Rate,
        /// Conversion of those answered in time.
        timely: Rate,
        /// Conversion of the late ones.
        late: Rate,
        /// p-value of the difference, adjusted.
        p: f64,
    },
    /// What a criterion or a value means for the outcome has changed: the market has moved.
    EffectChanged {
        /// Which.
        spot: Spot,
        /// The attribute, when one value of it is meant.
        attribute: Option<String>,
        /// From about this moment on.
        at: Instant,
        /// Conversion with it before.
        before: Rate,
        /// Conversion with it since.
        after: Rate,
        /// Conversion without it before.
        others_before: Rate,
        /// Conversion without it since.
        others_after: Rate,
        /// Change of its log-odds against those of the others, what else the model knows of these leads held equal.
        change: f64,
        /// p-value, adjusted for all criteria and moments that were looked at.
        p: f64,
    },
}

impl Finding {
    /// The rule's word: the same as `rule` in JSON.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooManyMqls { .. } => "too_many_mqls",
            Self::TooFewMqls { .. } => "too_few_mqls",
            Self::RankOrderBroken { .. } => "rank_order_broken",
            Self::HighScoresDoNotConvert { .. } => "high_scores_do_not_convert",
            Self::LowScoresBecomeCustomers { .. } => "low_scores_become_customers",
            Self::LongerCycles { .. } => "longer_cycles",
            Self::NoInformation { .. } => "no_information",
            Self::WrongWay { .. } => "wrong_way",
            Self::SplitTier { .. } => "split_tier",
            Self::MergeTiers { .. } => "merge_tiers",
            Self::ReasonCluster { .. } => "reason_cluster",
            Self::SlaMissed { .. } => "sla_missed",
            Self::EffectChanged { .. } => "effect_changed",
        }
    }
}
