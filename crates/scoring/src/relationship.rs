//! Typed edges between contacts and accounts.

use serde::{Deserialize, Serialize};

use crate::fold;

/// The type of an edge, from → to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RelationshipKind {
    /// Contact → account: a job, with a buying role.
    WorksAt,
    /// Contact → account: partner, consultant, board member.
    Advises,
    /// Contact → contact: who brought them.
    ReferredBy,
    /// Contact → contact: whom they report to.
    ReportsTo,
    /// Account → account: owned by, with an ownership share.
    SubsidiaryOf,
    /// Account → account: partners.
    PartnerOf,
}

impl RelationshipKind {
    /// Every kind.
    pub const ALL: [Self; 6] = [
        Self::WorksAt,
        Self::Advises,
        Self::ReferredBy,
        Self::ReportsTo,
        Self::SubsidiaryOf,
        Self::PartnerOf,
    ];

    /// The word used in files and databases.
    pub const fn word(self) -> &'static str {
        match self {
            Self::WorksAt => "works_at",
            Self::Advises => "advises",
            Self::ReferredBy => "referred_by",
            Self::ReportsTo => "reports_to",
            Self::SubsidiaryOf => "subsidiary_of",
            Self::PartnerOf => "partner_of",
        }
    }

    /// The kind of a word, however it is spaced and cased (`Works at`, `works_at`).
    pub fn from_word(word: &str) -> Option<Self> {
        let plain = squeeze(word);
        Self::ALL.into_iter().find(|kind| squeeze(kind.word()) == plain)
    }

    /// Whether the edge starts at a contact (otherwise at an account).
    pub const fn from_contact(self) -> bool {
        matches!(self, Self::WorksAt | Self::Advises | Self::ReferredBy | Self::ReportsTo)
    }

    /// Whether the edge ends at a contact (otherwise at an account).
    pub const fn to_contact(self) -> bool {
        matches!(self, Self::ReferredBy | Self::ReportsTo)
    }
}

/// What part a person plays when their company buys.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BuyingRole {
    /// Holds the money.
    EconomicBuyer,
    /// Argues for us inside.
    Champion,
    /// Decides.
    DecisionMaker,
    /// Judges the technology.
    TechnicalEvaluator,
    /// Is listened to.
    Influencer,
    /// Will use it.
    User,
    /// Not known.
    #[default]
    Unknown,
}

impl BuyingRole {
    /// Every role.
    pub const ALL: [Self; 7] = [
        Self::EconomicBuyer,
        Self::Champion,
        Self::DecisionMaker,
        Self::TechnicalEvaluator,
        Self::Influencer,
        Self::User,
        Self::Unknown,
    ];

    /// The word used in files and databases.
    pub const fn word(self) -> &'static str {
        match self {
            Self::EconomicBuyer => "economic_buyer",
            Self::Champion => "champion",
            Self::DecisionMaker => "decision_maker",
            Self::TechnicalEvaluator => "technical_evaluator",
            Self::Influencer => "influencer",
            Self::User => "user",
            Self::Unknown => "unknown",
        }
    }

    /// The role of a word, however it is spaced and cased (`Economic Buyer`, `economic-buyer`).
    pub fn from_word(word: &str) -> Option<Self> {
        let plain = squeeze(word);
        Self::ALL.into_iter().find(|role| squeeze(role.word()) == plain)
    }
}

/// Lower case without spaces, hyphens and underscores.
fn squeeze(word: &str) -> String {
    fold(word).chars().filter(|c| c.is_alphanumeric()).collect()
}
