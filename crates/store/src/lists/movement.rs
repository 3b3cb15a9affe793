//! Accounts by where they stood on two days: whoever became marketing-qualified in a month, or went from B2 to A1.

use diesel::dsl;
use diesel::expression::SqlLiteral;
use diesel::sql_types::Bool;

/// A time, and what accounts did in it. Empty filters let everything through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Movement {
    /// Its first day, days since 1970-01-01 UTC: where accounts stood at the beginning of this day.
    pub from_day: i32,
    /// The first day after it; `None`: until now.
    pub until_day: Option<i32>,
    /// Ratings at the beginning, 0 (A1) to 15 (D4).
    pub was: Vec<i16>,
    /// Ratings at the end.
    pub became: Vec<i16>,
    /// What became of them.
    pub way: Option<Way>,
}

/// What became of an account between two days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Marketing-qualified at the end and not at the beginning.
    Entered,
    /// Marketing-qualified at the beginning and not at the end.
    Left,
    /// To a better rating.
    Up,
    /// To a worse one.
    Down,
    /// To another rating.
    Changed,
    /// Not known at the beginning.
    New,
}

impl Way {
    /// Every way.
    pub const ALL: [Self; 6] = [Self::Entered, Self::Left, Self::Up, Self::Down, Self::Changed, Self::New];

    /// The word in addresses.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Entered => "entered",
            Self::Left => "left",
            Self::Up => "up",
            Self::Down => "down",
            Self::Changed => "changed",
            Self::New => "new",
        }
    }

    /// The way of a word, exactly as [`Self::word`] writes it.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|way| way.word() == word)
    }
}

impl Movement {
    /// The conditions on accounts and their scores under a model. Only whole numbers are written into them.
    pub(super) fn conditions(&self, model_id: i64) -> Vec<SqlLiteral<Bool>> {
        let before = stood(model_id, self.from_day);
        let after = match self.until_day {
            Some(day) => stood(model_id, day),
            None => "(account_scores.rating * 2 + CASE WHEN account_scores.mqa THEN 1 ELSE 0 END)".to_owned(),
        };
        let mut conditions = Vec::new();
        for (standing, ratings) in [(&before, &self.was), (&after, &self.became)] {
            if !ratings.is_empty() {
                let list: Vec<String> = ratings.iter().map(ToString::to_string).collect();
                conditions.push(format!("{standing} / 2 IN ({})", list.join(", ")));
            }
        }
        if let Some(way) = self.way {
            // Few move: they are found first, by day.
            let until = self.until_day.map(|day| format!(" AND day < {day}")).unwrap_or_default();
            let from = self.from_day;
            conditions.push(format!(
                "accounts.id IN (SELECT account_id FROM account_moves WHERE model_id = {model_id} AND day >= {from}{until})"
            ));
            conditions.push(match way {
                Way::Entered => format!("COALESCE({before} % 2, 0) = 0 AND {after} % 2 = 1"),
                Way::Left => format!("{before} % 2 = 1 AND COALESCE({after} % 2, 0) = 0"),
                Way::Up => format!("{after} / 2 < {before} / 2"),
                Way::Down => format!("{after} / 2 > {before} / 2"),
                Way::Changed => format!("{after} / 2 <> {before} / 2"),
                Way::New => format!("{before} IS NULL AND {after} IS NOT NULL"),
            });
        }
        conditions.into_iter().map(|condition| dsl::sql(&format!("({condition})"))).collect()
    }
}

/// Where an account stood at the beginning of a day: twice its rating, and one more if it was marketing-qualified.
fn stood(model_id: i64, day: i32) -> String {
    format!(
        "(SELECT s.rating * 2 + CASE WHEN s.mqa THEN 1 ELSE 0 END FROM account_snapshots AS s \
         WHERE s.model_id = {model_id} AND s.account_id = accounts.id AND s.day < {day} \
         ORDER BY s.day DESC LIMIT 1)"
    )
}
