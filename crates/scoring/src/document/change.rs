//! What differs between two documents, named as a person would: by the names of categories, not by their numbers.

use serde::Serialize;

use super::{Content, Draft, Node};

/// One difference.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Change {
    /// Where: `fit.category["Size"].criterion[2].percent`; items with names go by name, others count from 1.
    pub path: String,
    /// The value before; `None` when it was added.
    pub before: Option<Node>,
    /// The value after; `None` when it was taken away.
    pub after: Option<Node>,
}

/// Every difference from `before` to `after`, in the order of the first document.
pub fn diff(before: &Draft, after: &Draft) -> Vec<Change> {
    let mut changes = Vec::new();
    compare("", Some(before.root()), Some(after.root()), &mut changes);
    changes
}

fn compare(path: &str, before: Option<&Node>, after: Option<&Node>, changes: &mut Vec<Change>) {
    if let (Some(old), Some(new)) = (before, after) {
        if old == new {
            return;
        }
        match (&old.content, &new.content) {
            (Content::Table(_), Content::Table(_)) => return tables(path, old, new, changes),
            (Content::List(a), Content::List(b)) if of_tables(a) && of_tables(b) => {
                return lists(path, a, b, changes);
            }
            _ => {}
        }
    }
    changes.push(Change { path: path.to_owned(), before: before.cloned(), after: after.cloned() });
}

fn tables(path: &str, before: &Node, after: &Node, changes: &mut Vec<Change>) {
    let join = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
    for entry in before.entries().unwrap_or_default() {
        compare(&join(&entry.key), Some(&entry.node), after.get(&entry.key), changes);
    }
    for entry in after.entries().unwrap_or_default() {
        if before.get(&entry.key).is_none() {
            compare(&join(&entry.key), None, Some(&entry.node), changes);
        }
    }
}

fn lists(path: &str, before: &[Node], after: &[Node], changes: &mut Vec<Change>) {
    if let (Some(old), Some(new)) = (names(before), names(after)) {
        let find = |names: &[&str], items: &[Node], name: &str| -> Option<Node> {
            names.iter().position(|other| *other == name).and_then(|at| items.get(at).cloned())
        };
        for (name, item) in old.iter().zip(before) {
            compare(&format!("{path}[\"{name}\"]"), Some(item), find(&new, after, name).as_ref(), changes);
        }
        for (name, item) in new.iter().zip(after) {
            if !old.contains(name) {
                compare(&format!("{path}[\"{name}\"]"), None, Some(item), changes);
            }
        }
    } else {
        for index in 0..before.len().max(after.len()) {
            compare(&format!("{path}[{}]", index + 1), before.get(index), after.get(index), changes);
        }
    }
}

fn of_tables(items: &[Node]) -> bool {
    items.iter().all(|item| item.entries().is_some())
}

/// The names of the items, when each has one and no two are the same.
fn names(items: &[Node]) -> Option<Vec<&str>> {
    let names: Vec<&str> = items.iter().map(|item| item.get("name")?.text()).collect::<Option<_>>()?;
    let different: std::collections::BTreeSet<&str> = names.iter().copied().collect();
    (different.len() == names.len()).then_some(names)
}
