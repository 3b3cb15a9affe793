//! The document of a proposal: the agreed text with other numbers in the same places.

use bareme_scoring::document::{Content, Entry};
use bareme_scoring::{Draft, Node, Points};

use super::grid::{Grid, Kind};

/// What a limit may be at most in a document.
const MOST: Points = Points::from_whole(1_000_000);

/// The document with the numbers of a grid. Keys that it left out are added only where the number is not the current one.
pub(super) fn with_numbers(draft: &Draft, current: &Grid, grid: &Grid) -> Draft {
    let mut root = draft.root().clone();
    let mut fit = Writer { node: child(&mut root, "fit") };
    fit.thresholds("grades", ["A", "B", "C"], current.grades, grid.grades);
    for (at, (before, after)) in current.fit.iter().zip(&grid.fit).enumerate() {
        let mut category = Writer { node: fit.item("category", at) };
        category.number("weight", before.weight, after.weight);
        category.number("missing", before.missing, after.missing);
        for (criterion, (before, after)) in before.percents.iter().zip(&after.percents).enumerate() {
            Writer { node: category.item("criterion", criterion) }.number("percent", *before, *after);
        }
    }
    if grid.has_engagement() {
        engagement(&mut root, current, grid);
        if current.fit_share != grid.fit_share {
            add_table(&mut root, "rank");
            Writer { node: child(&mut root, "rank") }.number("fit_share", current.fit_share, grid.fit_share);
        }
    }
    Draft::new(root)
}

fn engagement(root: &mut Node, current: &Grid, grid: &Grid) {
    let mut half = Writer { node: child(root, "engagement") };
    half.thresholds("levels", ["1", "2", "3"], current.levels, grid.levels);
    for (at, (before, after)) in current.engagement.iter().zip(&grid.engagement).enumerate() {
        let mut category = Writer { node: half.item("category", at) };
        let whole = |weight: u32| Points::from_whole(i64::from(weight));
        category.number("weight", whole(before.weight), whole(after.weight));
        match &after.kind {
            Kind::Accumulate { signals, .. } => {
                for (place, signal) in signals.clone().enumerate() {
                    let Some((before, after)) = current.points.get(signal).zip(grid.points.get(signal))
                    else {
                        continue;
                    };
                    let mut writer = Writer { node: category.item("signal", place) };
                    writer.number("points", *before, *after);
                    writer.scale("per_day", *before, *after);
                    writer.scale("in_all", *before, *after);
                }
            }
            Kind::Tiers { rows } => {
                for (place, row) in rows.clone().enumerate() {
                    if let Some((before, after)) = current.rows.get(row).zip(grid.rows.get(row)) {
                        Writer { node: category.item("tier", place) }.number("percent", *before, *after);
                    }
                }
            }
        }
    }
}

/// Writes into a table, when it is there.
struct Writer<'a> {
    node: Option<&'a mut Node>,
}

impl Writer<'_> {
    /// The table at a place of a list.
    fn item(&mut self, key: &str, at: usize) -> Option<&mut Node> {
        let list = child(self.node.as_deref_mut()?, key)?;
        if let Content::List(items) = &mut list.content { items.get_mut(at) } else { None }
    }

    /// Replaces a number that is not the current one.
    fn number(&mut self, key: &str, before: Points, after: Points) {
        if before != after
            && let Some(node) = self.node.as_deref_mut()
        {
            set(node, key, after);
        }
    }

    /// Keeps a limit in proportion to the points of its signal, so that it goes on to count as many activities.
    fn scale(&mut self, key: &str, before: Points, after: Points) {
        let Some(node) = self.node.as_deref_mut() else { return };
        let limit = match node.get(key).map(|limit| &limit.content) {
            Some(Content::Integer(limit)) => Points::from_whole(*limit),
            Some(Content::Float(limit)) => Points::round(*limit),
            _ => return,
        };
        if before != after {
            let scaled = i128::from(limit.hundredths()) * i128::from(after.hundredths());
            let scaled = Points::from_ratio(scaled, i128::from(before.hundredths()));
            set(node, key, scaled.clamp_to(Points::from_hundredths(1), MOST));
        }
    }

    fn thresholds(&mut self, key: &str, names: [&str; 3], before: [Points; 3], after: [Points; 3]) {
        let Some(node) = self.node.as_deref_mut().filter(|_| before != after) else { return };
        add_table(node, key);
        let mut writer = Writer { node: child(node, key) };
        for (name, (before, after)) in names.into_iter().zip(before.into_iter().zip(after)) {
            writer.number(name, before, after);
        }
    }
}

fn child<'a>(node: &'a mut Node, key: &str) -> Option<&'a mut Node> {
    let Content::Table(entries) = &mut node.content else { return None };
    entries.iter_mut().find(|entry| entry.key == key).map(|entry| &mut entry.node)
}

fn set(node: &mut Node, key: &str, value: Points) {
    let value = Node::new(Node::number(value.as_f64()));
    if let Some(there) = child(node, key) {
        *there = value;
    } else if let Content::Table(entries) = &mut node.content {
        entries.push(Entry { key: key.to_owned(), place: None, node: value });
    }
}

fn add_table(node: &mut Node, key: &str) {
    if let Content::Table(entries) = &mut node.content
        && !entries.iter().any(|entry| entry.key == key)
    {
        let table = Node::new(Content::Table(Vec::new()));
        entries.push(Entry { key: key.to_owned(), place: None, node: table });
    }
}
