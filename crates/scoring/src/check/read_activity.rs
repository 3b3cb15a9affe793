//! Which activities a rule is about, and how they fade, out of the tree.

use super::reader::{At, Checker, Table};
use super::suggestion::nearest;
use super::{Code, Known};
use crate::document::Node;
use crate::model::{ActivityFilter, Curve, Decay, Pattern};
use crate::{Points, fold};

/// The keys of a filter.
pub(super) const FILTER_KEYS: [&str; 5] = ["activity", "content_type", "content", "campaign", "channel"];

impl Checker<'_> {
    pub fn decay(&mut self, table: &Table<'_>) -> Option<Decay> {
        let (node, at) = table.get("decay")?;
        let keys = ["half_life_days", "linear_days", "step_percent", "every_days", "window_days"];
        let table = self.table(node, at, &keys)?;
        let curves = [
            table.has("half_life_days"),
            table.has("linear_days"),
            table.has("step_percent") || table.has("every_days"),
        ];
        if curves.iter().filter(|given| **given).count() > 1 {
            let message =
                "a decay is by half-life, linear or in steps; keep one (a window may stand beside it)";
            self.error(&table.at, Code::Conflict, message);
        }
        let mut length = |key: &str| match table.get(key) {
            Some((node, at)) => self.days(node, &at).map(Some),
            None => Some(None),
        };
        let (half_life, linear, window_ms) =
            (length("half_life_days"), length("linear_days"), length("window_days"));
        let curve = match curves {
            [true, ..] => Curve::HalfLife(half_life??),
            [_, true, _] => Curve::Linear(linear??),
            [_, _, true] => self.step(&table)?,
            _ => Curve::Full,
        };
        Some(Decay { curve, window_ms: window_ms? })
    }

    fn step(&mut self, table: &Table<'_>) -> Option<Curve> {
        let percent = self.need(table, "step_percent").and_then(|(node, at)| {
            let percent = self.percent(node, &at)?;
            if percent == Points::ZERO {
                self.error(
                    &at,
                    Code::OutOfRange,
                    "a step of 0 percent is no decay; give a percent or remove it",
                );
                return None;
            }
            Some(percent)
        });
        let every_ms = self.need(table, "every_days").and_then(|(node, at)| self.days(node, &at));
        Some(Curve::Step { percent: percent?, every_ms: every_ms? })
    }

    pub fn filter(&mut self, table: &Table<'_>) -> Option<ActivityFilter> {
        let activity = self.need(table, "activity").and_then(|(node, at)| self.filter_text(node, &at));
        self.seen(table, "activity", "activity type", |known| &known.activities);
        let mut optional = |key: &str| match table.get(key) {
            Some((node, at)) => self.filter_text(node, &at).map(Some),
            None => Some(None),
        };
        let content_type = optional("content_type");
        let campaign = optional("campaign");
        let channel = optional("channel");
        self.seen(table, "content_type", "content type", |known| &known.content_types);
        self.seen(table, "campaign", "campaign", |known| &known.campaigns);
        self.seen(table, "channel", "channel", |known| &known.channels);
        let content = match table.get("content") {
            Some((node, at)) => self.pattern(node, &at).map(Some),
            None => Some(None),
        };
        Some(ActivityFilter {
            activity: activity?,
            content_type: content_type?,
            content: content?,
            campaign: campaign?,
            channel: channel?,
        })
    }

    fn filter_text(&mut self, node: &Node, at: &At) -> Option<String> {
        self.text(node, at).map(|text| fold(text.trim()).into_owned())
    }

    fn pattern(&mut self, node: &Node, at: &At) -> Option<Pattern> {
        let text = self.text(node, at)?;
        match Pattern::new(text) {
            Ok(pattern) => Some(pattern),
            Err(reason) => {
                let message = format!("the pattern '{text}' cannot be read: {reason}");
                self.error(at, Code::InvalidPattern, message);
                None
            }
        }
    }

    /// Warns about a word that the database has never seen.
    fn seen(
        &mut self,
        table: &Table<'_>,
        key: &str,
        what: &str,
        words: impl Fn(&Known) -> &std::collections::BTreeSet<String>,
    ) {
        let Some((text, at)) = table.get(key).and_then(|(node, at)| Some((node.text()?, at))) else { return };
        let Some(known) = self.known.map(words) else { return };
        let folded = fold(text.trim());
        if known.iter().any(|word| fold(word.trim()) == folded) {
            return;
        }
        let advice = nearest(text, known.iter().map(String::as_str))
            .map_or_else(|| "check the spelling".to_owned(), |word| format!("did you mean '{word}'?"));
        self.warn(&at, Code::UnseenActivity, format!("nobody has ever seen the {what} '{text}'; {advice}"));
    }
}

/// The filter as the ledger names it: type, content type and content, then the rest in brackets.
pub(super) fn described(table: &Table<'_>) -> String {
    let text = |key: &str| table.get(key).and_then(|(node, _)| node.text()).map(str::trim);
    let mut label: String =
        ["activity", "content_type", "content"].into_iter().filter_map(text).collect::<Vec<_>>().join(" ");
    let others: Vec<String> = ["campaign", "channel"]
        .into_iter()
        .filter_map(|key| text(key).map(|value| format!("{key} {value}")))
        .collect();
    if !others.is_empty() {
        label = format!("{label} ({})", others.join(", "));
    }
    label
}
