//! How accounts moved: in and out of the marketing-qualified ones, and from one rating to another.
//!
//! Most accounts stand still in any quarter. So this counts from where accounts stand now and from the days on which some
//! of them moved, and never needs the whole past of all of them.

use std::collections::BTreeMap;

use bareme_scoring::Rating;
use serde::Serialize;

/// Where an account stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Standing {
    /// Its rating.
    pub rating: Rating,
    /// Whether it is marketing-qualified.
    pub mqa: bool,
}

/// A day on which an account came to stand elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Move {
    /// The account.
    pub account: i64,
    /// Days since 1970-01-01 UTC.
    pub day: i32,
    /// Where it stood until then; `None` when it was not known before.
    pub before: Option<Standing>,
    /// Where it has stood since.
    pub after: Standing,
}

/// Where accounts stand, and where they stood at the beginning of any day since the first move that is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standings {
    /// Accounts that did not move.
    still: BTreeMap<Standing, u64>,
    /// How the others moved, by account and day.
    moves: Vec<Move>,
}

/// Marketing-qualified accounts at the beginning and the end of a time, and how the one became the other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct MqaMovement {
    /// Qualified at the beginning.
    pub start: u64,
    /// Qualified at the end and not at the beginning.
    pub entered: u64,
    /// Qualified at the beginning and not at the end.
    pub left: u64,
    /// Qualified at the end: `start + entered − left`.
    pub end: u64,
}

impl Standings {
    /// From where accounts stand now, how many each, and every move since the earliest day that will be asked for, in any
    /// order.
    pub fn new(
        now: impl IntoIterator<Item = (Standing, u64)>,
        moves: impl IntoIterator<Item = Move>,
    ) -> Self {
        let mut still: BTreeMap<Standing, u64> = BTreeMap::new();
        for (standing, count) in now {
            *still.entry(standing).or_default() += count;
        }
        let mut moves: Vec<Move> = moves.into_iter().collect();
        moves.sort_by_key(|one| (one.account, one.day));
        for own in by_account(&moves) {
            if let Some(count) = own.last().and_then(|last| still.get_mut(&last.after)) {
                *count = count.saturating_sub(1);
            }
        }
        Self { still, moves }
    }

    /// The first day on which anything moved.
    pub fn first_day(&self) -> Option<i32> {
        self.moves.iter().map(|one| one.day).min()
    }

    /// How many accounts were known at the beginning of a day.
    pub fn count(&self, day: i32) -> u64 {
        let still: u64 = self.still.values().sum();
        still + by_account(&self.moves).map(|own| u64::from(standing_at(own, day).is_some())).sum::<u64>()
    }

    /// What became of the marketing-qualified accounts from the beginning of one day to that of another. A day that has not
    /// come yet is now.
    pub fn mqa(&self, from: i32, until: i32) -> MqaMovement {
        let is_mqa = |standing: Option<Standing>| standing.is_some_and(|standing| standing.mqa);
        let still: u64 = self.still.iter().filter(|(standing, _)| standing.mqa).map(|(_, count)| count).sum();
        let mut movement = MqaMovement { start: still, end: still, ..MqaMovement::default() };
        for own in by_account(&self.moves) {
            let [before, after] = [from, until].map(|day| is_mqa(standing_at(own, day)));
            movement.start += u64::from(before);
            movement.entered += u64::from(after && !before);
            movement.left += u64::from(before && !after);
            movement.end += u64::from(after);
        }
        movement
    }

    /// From which rating to which accounts went between the beginnings of two days.
    pub fn transitions(&self, from: i32, until: i32) -> Transitions {
        let still = self.still.iter().map(|(standing, count)| {
            let rating = standing.rating;
            (Some(rating), rating, *count)
        });
        let moved = by_account(&self.moves).filter_map(|own| {
            let [before, after] = [from, until].map(|day| standing_at(own, day));
            Some((before.map(|standing| standing.rating), after?.rating, 1))
        });
        Transitions::of(still.chain(moved))
    }
}

/// The moves of one account after another.
fn by_account(moves: &[Move]) -> impl Iterator<Item = &[Move]> {
    moves.chunk_by(|one, next| one.account == next.account)
}

/// Where an account stood at the beginning of a day, from its moves, oldest first.
fn standing_at(moves: &[Move], day: i32) -> Option<Standing> {
    match moves.iter().rev().find(|one| one.day < day) {
        Some(last) => Some(last.after),
        None => moves.first().and_then(|first| first.before),
    }
}

/// How many accounts went from each rating to each: 16 × 16 counts, and those that are new.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Transitions(BTreeMap<(Option<Rating>, Rating), u64>);

/// Accounts by the way in which their rating went. A rating is better than another when its grade is, or the grade is the
/// same and the level is stronger: the order in which lists are sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Ways {
    /// To a better rating.
    pub up: u64,
    /// To a worse one.
    pub down: u64,
    /// Where they were.
    pub same: u64,
    /// Had no rating at the beginning.
    pub new: u64,
}

impl Transitions {
    /// From (before, after, count) groups in any order; a pair may come more than once.
    pub fn of(groups: impl IntoIterator<Item = (Option<Rating>, Rating, u64)>) -> Self {
        let mut counts: BTreeMap<_, u64> = BTreeMap::new();
        for (before, after, count) in groups.into_iter().filter(|(_, _, count)| *count > 0) {
            *counts.entry((before, after)).or_default() += count;
        }
        Self(counts)
    }

    /// Every pair that carries accounts, in order; the new ones first.
    pub fn pairs(&self) -> impl Iterator<Item = (Option<Rating>, Rating, u64)> {
        self.0.iter().map(|((before, after), count)| (*before, *after, *count))
    }

    /// How many went up, down, nowhere, or are new.
    pub fn ways(&self) -> Ways {
        let mut ways = Ways::default();
        for (before, after, count) in self.pairs() {
            let slot = match before.map(|before| after.cmp(&before)) {
                None => &mut ways.new,
                // A1 comes first.
                Some(std::cmp::Ordering::Less) => &mut ways.up,
                Some(std::cmp::Ordering::Greater) => &mut ways.down,
                Some(std::cmp::Ordering::Equal) => &mut ways.same,
            };
            *slot += count;
        }
        ways
    }

    /// By grade: rows A to D before, columns A to D after; the new ones are left out.
    pub fn grades(&self) -> [[u64; 4]; 4] {
        self.folded(|rating| usize::from(rating.grade.index()))
    }

    /// By level: rows 1 to 4 before, columns 1 to 4 after; the new ones are left out.
    pub fn levels(&self) -> [[u64; 4]; 4] {
        self.folded(|rating| usize::from(rating.level.number()) - 1)
    }

    fn folded(&self, place: impl Fn(Rating) -> usize) -> [[u64; 4]; 4] {
        let mut cells = [[0; 4]; 4];
        for (before, after, count) in self.pairs() {
            let row = before.and_then(|before| cells.get_mut(place(before)));
            if let Some(cell) = row.and_then(|row| row.get_mut(place(after))) {
                *cell += count;
            }
        }
        cells
    }

    /// The moves that most accounts made, most first, then in the order of the ratings.
    pub fn largest(&self) -> Vec<(Rating, Rating, u64)> {
        let mut moves: Vec<(Rating, Rating, u64)> = self
            .pairs()
            .filter_map(|(before, after, count)| Some((before?, after, count)))
            .filter(|(before, after, _)| before != after)
            .collect();
        moves.sort_by_key(|(before, after, count)| (std::cmp::Reverse(*count), *before, *after));
        moves
    }
}

#[cfg(test)]
mod tests;
