//! Grade, level and the rating that both together give: the sixteen cells of the contract.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// How good the fit is: A (best) to D.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Grade {
    /// Best fit.
    A,
    /// Good fit.
    B,
    /// Weak fit.
    C,
    /// No fit, or knocked out.
    D,
}

impl Grade {
    /// Best first.
    pub const ALL: [Self; 4] = [Self::A, Self::B, Self::C, Self::D];

    /// 0 for A to 3 for D.
    pub const fn index(self) -> u8 {
        self as u8
    }
}

impl fmt::Display for Grade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
            Self::D => "D",
        })
    }
}

/// How strong the engagement is: 1 (strongest) to 4. Written as a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Level(u8);

impl Level {
    /// Strongest first.
    pub const ALL: [Self; 4] = [Self(1), Self(2), Self(3), Self(4)];
    /// The strongest level.
    pub const ONE: Self = Self(1);
    /// The weakest level.
    pub const FOUR: Self = Self(4);

    /// A level from its number, 1 to 4.
    pub const fn new(number: u8) -> Option<Self> {
        if number >= 1 && number <= 4 { Some(Self(number)) } else { None }
    }

    /// The number, 1 to 4.
    pub const fn number(self) -> u8 {
        self.0
    }

    /// Engaged people are those of levels 1 to 3.
    pub const fn is_engaged(self) -> bool {
        self.0 <= 3
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl Serialize for Level {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u8(self.0)
    }
}

impl<'de> Deserialize<'de> for Level {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = u8::deserialize(deserializer)?;
        Self::new(number).ok_or_else(|| de::Error::custom("a level is 1, 2, 3 or 4"))
    }
}

/// A cell of the matrix, A1 to D4. Ordered A1, A2, … D4. Written as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rating {
    /// From fit.
    pub grade: Grade,
    /// From engagement.
    pub level: Level,
}

impl Rating {
    /// A rating from its two halves.
    pub const fn new(grade: Grade, level: Level) -> Self {
        Self { grade, level }
    }

    /// All sixteen, A1 to D4.
    pub fn all() -> impl Iterator<Item = Self> {
        Grade::ALL
            .into_iter()
            .flat_map(|grade| Level::ALL.into_iter().map(move |level| Self { grade, level }))
    }

    /// 0 for A1 to 15 for D4, as stored and sorted.
    pub const fn index(self) -> u8 {
        self.grade.index() * 4 + self.level.0 - 1
    }

    /// The rating of an index, 0 to 15.
    pub fn from_index(index: u8) -> Option<Self> {
        let grade = *Grade::ALL.get(usize::from(index / 4))?;
        Some(Self { grade, level: Level(index % 4 + 1) })
    }
}

impl fmt::Display for Rating {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.grade, self.level)
    }
}

/// Says what was wrong with a rating such as `E5`.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("'{0}' is not a rating: a rating is a grade A to D and a level 1 to 4, such as A1")]
pub struct RatingError(String);

impl FromStr for Rating {
    type Err = RatingError;

    fn from_str(text: &str) -> Result<Self, RatingError> {
        Self::all()
            .find(|rating| rating.to_string().eq_ignore_ascii_case(text.trim()))
            .ok_or_else(|| RatingError(text.to_owned()))
    }
}

impl Serialize for Rating {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Rating {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn index_and_text_go_both_ways() {
        for (index, rating) in (0_u8..).zip(Rating::all()) {
            assert_eq!(rating.index(), index);
            assert_eq!(Rating::from_index(index), Some(rating));
            assert_eq!(rating.to_string().parse(), Ok(rating));
        }
        assert_eq!(Rating::from_index(16), None);
    }
}
