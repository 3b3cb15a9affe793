//! What the rows of a report are: periods, or what leads have in common.

use std::borrow::Cow;
use std::str::FromStr;

use bareme_reporting::Period;

use crate::{EngineError, Result};

/// What the rows of a report are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dimension {
    /// Weeks, months, fiscal quarters or fiscal years.
    Period(Period),
    /// Where leads came from.
    Source,
    /// The campaign that brought them.
    Campaign,
    /// The sales person who has them.
    Owner,
    /// Their team; where a lead has none, that of its owner, by the agreement in force. A team that is no longer in the
    /// agreement is none.
    Team,
    /// Who leads that team.
    Manager,
    /// The territory in which that team works.
    Territory,
    /// The rating at hand-over.
    Rating,
    /// Country of the account of the contact's main job, today.
    Country,
    /// Industry of that account.
    Industry,
    /// Employees of that account, in the bands of [`SIZES`].
    Size,
    /// The contact's persona.
    Persona,
    /// The model that handed them over.
    Model,
    /// Its version at hand-over.
    Version,
    /// Why sales said no, or why they were lost.
    Reason,
    /// An attribute of that account.
    Account(String),
    /// An attribute of the contact.
    Contact(String),
}

/// The bands of employees, smallest first: the first whose upper end is not below the number.
pub const SIZES: [(&str, i64); 7] = [
    ("1-10", 10),
    ("11-50", 50),
    ("51-200", 200),
    ("201-500", 500),
    ("501-1000", 1_000),
    ("1001-5000", 5_000),
    ("5001+", i64::MAX),
];

impl Dimension {
    /// Every dimension but the attributes.
    pub const ALL: [Self; 18] = [
        Self::Period(Period::Week),
        Self::Period(Period::Month),
        Self::Period(Period::Quarter),
        Self::Period(Period::Year),
        Self::Source,
        Self::Campaign,
        Self::Owner,
        Self::Team,
        Self::Manager,
        Self::Territory,
        Self::Rating,
        Self::Country,
        Self::Industry,
        Self::Size,
        Self::Persona,
        Self::Model,
        Self::Version,
        Self::Reason,
    ];

    /// The word in addresses and on the command line: `month`, `source`, `account.region`.
    pub fn word(&self) -> Cow<'static, str> {
        match self {
            Self::Account(name) => format!("account.{name}").into(),
            Self::Contact(name) => format!("contact.{name}").into(),
            built_in => built_in.parameter().into(),
        }
    }

    /// The name of its parameter in the address of a list of leads. Attributes share one.
    pub const fn parameter(&self) -> &'static str {
        match self {
            Self::Period(period) => period.word(),
            Self::Source => "source",
            Self::Campaign => "campaign",
            Self::Owner => "owner",
            Self::Team => "team",
            Self::Manager => "manager",
            Self::Territory => "territory",
            Self::Rating => "rating",
            Self::Country => "country",
            Self::Industry => "industry",
            Self::Size => "size",
            Self::Persona => "persona",
            Self::Model => "model",
            Self::Version => "version",
            Self::Reason => "reason",
            Self::Account(_) | Self::Contact(_) => "attribute",
        }
    }

    /// Whether its rows are periods.
    pub const fn is_period(&self) -> bool {
        matches!(self, Self::Period(_))
    }

    /// Whether its values have an order of their own, in which people look for them.
    pub(super) const fn is_ordered(&self) -> bool {
        matches!(self, Self::Period(_) | Self::Rating | Self::Size | Self::Model | Self::Version)
    }

    /// The dimension of a word; `None` when it is none.
    pub fn from_word(word: &str) -> Option<Self> {
        if let Some(known) = Self::ALL.into_iter().find(|known| known.word() == word) {
            return Some(known);
        }
        let (subject, name) = word.split_once('.').filter(|(_, name)| !name.is_empty())?;
        match subject {
            "account" => Some(Self::Account(name.to_owned())),
            "contact" => Some(Self::Contact(name.to_owned())),
            _ => None,
        }
    }
}

impl Default for Dimension {
    fn default() -> Self {
        Self::Period(Period::Month)
    }
}

impl FromStr for Dimension {
    type Err = EngineError;

    fn from_str(word: &str) -> Result<Self> {
        Self::from_word(word).ok_or_else(|| {
            let words: Vec<Cow<'static, str>> = Self::ALL.iter().map(Self::word).collect();
            EngineError::Invalid(format!(
                "'{word}' is not a breakdown: choose one of {}, account.<attribute>, contact.<attribute>",
                words.join(", ")
            ))
        })
    }
}

/// The band of a number of employees, as its place in [`SIZES`]; `None` below one.
pub(crate) fn size_band(employees: i64) -> Option<usize> {
    (employees > 0).then(|| SIZES.iter().position(|(_, end)| employees <= *end)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_dimension_comes_back_from_its_word() {
        let attributes = [Dimension::Account("sub.region".to_owned()), Dimension::Contact("x".to_owned())];
        for dimension in Dimension::ALL.into_iter().chain(attributes) {
            assert_eq!(dimension.word().parse::<Dimension>().unwrap(), dimension);
        }
        for word in ["", "fortnight", "account.", "lead.x", "Month"] {
            assert_eq!(Dimension::from_word(word), None, "{word}");
        }
    }

    #[test]
    fn bands_of_employees_have_no_gap() {
        let band = |employees| size_band(employees).map(|place| SIZES[place].0);
        assert_eq!(
            [0, 1, 10, 11, 5_000, 5_001].map(band),
            [None, Some("1-10"), Some("1-10"), Some("11-50"), Some("1001-5000"), Some("5001+")]
        );
    }
}
