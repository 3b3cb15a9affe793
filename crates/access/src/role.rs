//! What people are in the company, and for which side they sign.

/// What somebody is in the company; each person has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Marketing: sees people and companies, drafts models, imports.
    Marketer,
    /// Sales: works the leads that are theirs.
    Rep,
    /// Leads a sales team: sees and reassigns what is the team's, signs for sales.
    SalesLeader,
    /// Leads marketing: sees all, signs for marketing.
    MarketingLeader,
    /// Runs Bareme: users, jobs, settings; sees people masked only.
    Admin,
}

impl Role {
    /// Every role, in the order in which tables show them.
    pub const ALL: [Self; 5] =
        [Self::Marketer, Self::Rep, Self::SalesLeader, Self::MarketingLeader, Self::Admin];

    /// The word in databases, commands and message keys.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Marketer => "marketer",
            Self::Rep => "rep",
            Self::SalesLeader => "sales-leader",
            Self::MarketingLeader => "marketing-leader",
            Self::Admin => "admin",
        }
    }

    /// The name in documents.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Marketer => "marketer",
            Self::Rep => "sales rep",
            Self::SalesLeader => "sales leader",
            Self::MarketingLeader => "marketing leader",
            Self::Admin => "admin",
        }
    }

    /// The role of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.word() == word)
    }

    /// The side for which this role may sign a proposal: one of each must. `None`: it signs for nobody.
    pub const fn signs_for(self) -> Option<Side> {
        match self {
            Self::SalesLeader => Some(Side::Sales),
            Self::MarketingLeader => Some(Side::Marketing),
            Self::Marketer | Self::Rep | Self::Admin => None,
        }
    }
}

/// A side of the agreement on how leads are scored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// Those who work the leads.
    Sales,
    /// Those who hand them over.
    Marketing,
}
