//! What a model says about companies: how people's engagement becomes the company's, who must be engaged, when it
//! is qualified. The computation lives in the roll-up crate.

use serde::{Deserialize, Serialize};

use crate::{BuyingRole, Grade, Level, RelationshipKind};

/// How the engagement of the people who reach an account becomes the account's engagement.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Strategy {
    /// 100 × (1 − Π(1 − x)), x held below 0.999.
    #[default]
    NoisyOr,
    /// share × max + (1 − share) × mean of the others; the maximum when alone.
    Champion {
        /// The part of the strongest person, 0 to 1.
        share: f64,
    },
    /// Mean of the engagements, weighted by reach.
    WeightedMean,
    /// The strongest person.
    Max,
    /// The person in the middle.
    Median,
    /// The sum, held at the cap.
    Sum {
        /// Above 0, at most 100.
        cap: f64,
    },
}

/// Weights of the edges of the relationship graph, each above 0 and at most 1, and the limits of a path.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct EdgeWeights {
    /// Contact works at account, as economic buyer.
    pub economic_buyer: f64,
    /// … as champion.
    pub champion: f64,
    /// … as decision maker.
    pub decision_maker: f64,
    /// … as technical evaluator.
    pub technical_evaluator: f64,
    /// … as influencer.
    pub influencer: f64,
    /// … as user.
    pub user: f64,
    /// … in a role that is not known.
    pub unknown: f64,
    /// Contact advises account.
    pub advises: f64,
    /// Contact was referred by contact.
    pub referred_by: f64,
    /// Contact reports to contact.
    pub reports_to: f64,
    /// Subsidiary → parent, times the ownership share.
    pub subsidiary_up: f64,
    /// Parent → subsidiary, times the ownership share.
    pub subsidiary_down: f64,
    /// Account ↔ account.
    pub partner_of: f64,
    /// The longest path that counts, in edges.
    pub max_edges: u8,
    /// A weaker reach is none.
    pub floor: f64,
}

impl Default for EdgeWeights {
    fn default() -> Self {
        Self {
            economic_buyer: 1.0,
            champion: 0.9,
            decision_maker: 1.0,
            technical_evaluator: 0.7,
            influencer: 0.7,
            user: 0.4,
            unknown: 0.5,
            advises: 0.3,
            referred_by: 0.3,
            reports_to: 0.3,
            subsidiary_up: 0.5,
            subsidiary_down: 0.25,
            partner_of: 0.1,
            max_edges: 4,
            floor: 0.05,
        }
    }
}

impl EdgeWeights {
    /// The weight of a job by its buying role.
    pub const fn of_role(&self, role: BuyingRole) -> f64 {
        match role {
            BuyingRole::EconomicBuyer => self.economic_buyer,
            BuyingRole::Champion => self.champion,
            BuyingRole::DecisionMaker => self.decision_maker,
            BuyingRole::TechnicalEvaluator => self.technical_evaluator,
            BuyingRole::Influencer => self.influencer,
            BuyingRole::User => self.user,
            BuyingRole::Unknown => self.unknown,
        }
    }

    /// The default weight of an edge in its own direction, before any ownership share.
    pub const fn of_kind(&self, kind: RelationshipKind, role: BuyingRole) -> f64 {
        match kind {
            RelationshipKind::WorksAt => self.of_role(role),
            RelationshipKind::Advises => self.advises,
            RelationshipKind::ReferredBy => self.referred_by,
            RelationshipKind::ReportsTo => self.reports_to,
            RelationshipKind::SubsidiaryOf => self.subsidiary_up,
            RelationshipKind::PartnerOf => self.partner_of,
        }
    }
}

/// A seat of the buying committee.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seat {
    /// The role.
    pub role: BuyingRole,
    /// How many engaged people it takes; at least 1.
    pub required: u32,
}

/// When a company is a marketing-qualified account.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MqaRule {
    /// Account grades that qualify.
    pub grades: Vec<Grade>,
    /// Account levels that qualify.
    pub levels: Vec<Level>,
    /// Committee coverage of at least so many percent.
    pub coverage: u32,
    /// At least so many engaged people.
    pub people: u32,
}

impl Default for MqaRule {
    fn default() -> Self {
        Self {
            grades: vec![Grade::A, Grade::B],
            levels: Level::ALL.into_iter().filter(|level| level.number() <= 2).collect(),
            coverage: 50,
            people: 2,
        }
    }
}

/// When activity at a company surges: recent days against the days before them.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SurgeRule {
    /// Length of the recent window, days.
    pub recent_days: u32,
    /// Length of the window before it, days.
    pub baseline_days: u32,
    /// Fewer recent activities are never a surge.
    pub at_least: u32,
    /// The one-sided p-value must be below this.
    pub p: f64,
}

impl Default for SurgeRule {
    fn default() -> Self {
        Self { recent_days: 14, baseline_days: 84, at_least: 5, p: 0.01 }
    }
}
