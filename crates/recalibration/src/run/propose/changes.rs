//! Which numbers a proposal changes, by their place and name.

use bareme_scoring::{Model, Points};

use crate::Choice;
use crate::run::grid::Grid;
use crate::run::members::members;
use crate::run::outcome::{Change, ChangeKind, Read};
use crate::run::{Half, Spot};

/// Every number that is not the current one, in the order of the document.
pub(super) fn changes(model: &Model, current: &Grid, grid: &Grid) -> Vec<Change> {
    let mut found = Vec::new();
    let mut add = |kind: ChangeKind, spot: Spot, before: Points, after: Points| {
        if before != after {
            found.push(Change { kind, spot, before, after });
        }
    };
    for (name, (before, after)) in
        ["A", "B", "C"].into_iter().zip(current.grades.into_iter().zip(grid.grades))
    {
        add(ChangeKind::Threshold, part(Half::Fit, "fit.grades", "", Some(name)), before, after);
    }
    for ((before, after), category) in current.fit.iter().zip(&grid.fit).zip(&model.fit.categories) {
        let spot = part(Half::Fit, &category.path, &category.name, None);
        add(ChangeKind::Weight, spot, before.weight, after.weight);
    }
    for (name, (before, after)) in
        ["1", "2", "3"].into_iter().zip(current.levels.into_iter().zip(grid.levels))
    {
        let spot = part(Half::Engagement, "engagement.levels", "", Some(name));
        add(ChangeKind::Threshold, spot, before, after);
    }
    let categories = model.engagement.as_ref().map(|rules| rules.categories.as_slice()).unwrap_or_default();
    for ((before, after), category) in current.engagement.iter().zip(&grid.engagement).zip(categories) {
        let spot = part(Half::Engagement, &category.path, &category.name, None);
        let whole = |weight: u32| Points::from_whole(i64::from(weight));
        add(ChangeKind::Weight, spot, whole(before.weight), whole(after.weight));
    }
    for member in members(model, current) {
        let kind =
            if matches!(member.read, Read::Units(_)) { ChangeKind::Points } else { ChangeKind::Percent };
        add(kind, member.spot, number(member.read, current), number(member.read, grid));
    }
    let share = part(Half::Fit, "rank.fit_share", "", None);
    add(ChangeKind::FitShare, share, current.fit_share, grid.fit_share);
    // Categories with their parts; what belongs to none goes first.
    found.sort_by_key(|change| {
        (change.spot.half, change.kind != ChangeKind::Threshold, place(&change.spot.path))
    });
    found
}

/// The number that the document has for a member.
fn number(read: Read, grid: &Grid) -> Points {
    let of = match read {
        Read::Choice(category, choice) => grid.fit.get(category).and_then(|numbers| match choice {
            Choice::Criterion(at) => numbers.percents.get(usize::from(at)).copied(),
            Choice::Missing => Some(numbers.missing),
            Choice::Nothing => None,
        }),
        Read::Units(signal) => grid.points.get(signal).copied(),
        Read::Row(_, row) => grid.rows.get(usize::from(row)).copied(),
    };
    of.unwrap_or(Points::ZERO)
}

fn part(half: Half, path: &str, category: &str, criterion: Option<&str>) -> Spot {
    Spot {
        half,
        path: path.to_owned(),
        category: category.to_owned(),
        criterion: criterion.map(str::to_owned),
        missing: false,
        value: None,
    }
}

/// The numbers in a path: `fit.category[2].criterion[11]` is 2, 11.
fn place(path: &str) -> Vec<u32> {
    path.split(|c: char| !c.is_ascii_digit()).filter_map(|number| number.parse().ok()).collect()
}
