//! The sixteen cells of the rating matrix and what to do in each.

use serde::{Deserialize, Serialize};

use crate::{Grade, Rating};

/// What to do with a contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Give to sales, within the hours of the service level.
    HandOff,
    /// Keep marketing to them.
    Nurture,
    /// Wait and see.
    Watch,
    /// Leave alone.
    Disqualify,
}

impl Action {
    /// Every action.
    pub const ALL: [Self; 4] = [Self::HandOff, Self::Nurture, Self::Watch, Self::Disqualify];

    /// The word used in documents and databases.
    pub const fn word(self) -> &'static str {
        match self {
            Self::HandOff => "hand_off",
            Self::Nurture => "nurture",
            Self::Watch => "watch",
            Self::Disqualify => "disqualify",
        }
    }

    /// The action of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.word() == word)
    }
}

/// One cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// What to do.
    pub action: Action,
    /// 1 is called first; 1 to 99.
    pub priority: u8,
    /// Hours in which sales must respond; only for a hand-off.
    pub sla_hours: Option<u32>,
    /// Advice to the person who acts.
    pub play: Option<String>,
}

/// All sixteen cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matrix(pub(crate) [Cell; 16]);

impl Default for Matrix {
    /// A1 B1 hand off within 24 h; A2 A3 B2 B3 within 48 h; the other A–C cells nurture; D watch.
    fn default() -> Self {
        Self(std::array::from_fn(|index| {
            let rating = u8::try_from(index).ok().and_then(Rating::from_index);
            rating.map_or_else(|| Cell::of(Action::Watch, 9, None), Cell::default_of)
        }))
    }
}

impl Matrix {
    /// The cell of a rating.
    pub fn cell(&self, rating: Rating) -> &Cell {
        // A rating's index is 0 to 15 by construction.
        &self.0[usize::from(rating.index()) % 16]
    }

    pub(crate) fn cell_mut(&mut self, rating: Rating) -> &mut Cell {
        &mut self.0[usize::from(rating.index()) % 16]
    }

    /// Every rating with its cell, A1 to D4.
    pub fn cells(&self) -> impl Iterator<Item = (Rating, &Cell)> {
        Rating::all().zip(&self.0)
    }
}

impl Cell {
    const fn of(action: Action, priority: u8, sla_hours: Option<u32>) -> Self {
        Self { action, priority, sla_hours, play: None }
    }

    fn default_of(rating: Rating) -> Self {
        match (rating.grade, rating.level.number()) {
            (Grade::A, 1) => Self::of(Action::HandOff, 1, Some(24)),
            (Grade::B, 1) => Self::of(Action::HandOff, 2, Some(24)),
            (Grade::A, 2) => Self::of(Action::HandOff, 3, Some(48)),
            (Grade::B, 2) => Self::of(Action::HandOff, 4, Some(48)),
            (Grade::A, 3) => Self::of(Action::HandOff, 5, Some(48)),
            (Grade::B, 3) => Self::of(Action::HandOff, 6, Some(48)),
            (Grade::C, 1 | 2) => Self::of(Action::Nurture, 7, None),
            (Grade::D, _) => Self::of(Action::Watch, 9, None),
            _ => Self::of(Action::Nurture, 8, None),
        }
    }
}
