//! The name of a rule for people: its category, and its condition without the signs of the document.

use bareme_recalibration::run::Spot;
use bareme_scoring::Draft;
use bareme_scoring::document::{Content, Node};

use super::Telling;

/// Values of a list that are named.
const NAMED: usize = 4;

impl Telling<'_> {
    /// "Size: employees ≥ 200", "Industry: not known", "Intent: demo request".
    pub(super) fn spot(&self, spot: &Spot) -> String {
        let what = if let Some(value) = &spot.value {
            Some(value.clone())
        } else if spot.missing {
            Some(self.say("recal-not-known"))
        } else {
            spot.criterion.as_deref().map(|written| self.condition(written))
        };
        match what {
            Some(what) => self.fill("recal-spot", &[("category", spot.category.clone()), ("what", what)]),
            None => spot.category.clone(),
        }
    }

    /// A condition as written, in words as far as it is plain.
    pub(super) fn condition(&self, written: &str) -> String {
        let read = Draft::parse(&format!("when = {written}")).ok();
        let read = read.as_ref().and_then(|draft| draft.root().get("when"));
        read.and_then(|node| self.plain(node)).unwrap_or_else(|| written.trim().to_owned())
    }

    fn plain(&self, node: &Node) -> Option<String> {
        let mut name = None;
        let mut parts = Vec::new();
        for entry in node.entries()? {
            let value = &entry.node;
            match entry.key.as_str() {
                "attribute" => {
                    name = value.text().and_then(|text| text.split_once('.')).map(|(_, name)| name);
                }
                "is" | "in" | "contains" | "contains_any" | "starts_with" | "ends_with" => {
                    parts.push(values(value)?);
                }
                "between" => parts.push(between(value)?),
                "at_least" | "from" => parts.push(format!("≥ {}", values(value)?)),
                "above" => parts.push(format!("> {}", values(value)?)),
                "at_most" | "to" => parts.push(format!("≤ {}", values(value)?)),
                "below" => parts.push(format!("< {}", values(value)?)),
                // Anything else stays as it was written.
                _ => return None,
            }
        }
        let what = self.wording.attribute(name?);
        (!parts.is_empty()).then(|| format!("{what} {}", parts.join(" ")))
    }
}

/// "1000 – 5000".
fn between(node: &Node) -> Option<String> {
    let Content::List(ends) = &node.content else { return None };
    let [from, to] = ends.as_slice() else { return None };
    Some(format!("{} – {}", values(from)?, values(to)?))
}

/// A value, or the first of several.
fn values(node: &Node) -> Option<String> {
    match &node.content {
        Content::List(items) => {
            let mut named: Vec<String> = items.iter().take(NAMED).filter_map(values).collect();
            if items.len() > NAMED {
                named.push("…".to_owned());
            }
            Some(named.join(", "))
        }
        Content::Table(_) => None,
        Content::Text(text) => Some(text.clone()),
        _ => Some(node.to_string()),
    }
}
