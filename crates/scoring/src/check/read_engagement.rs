//! The engagement section out of the tree.

use super::reader::{At, Checker, Read, Table};
use super::suggestion::nearest;
use super::{Code, Known};
use crate::document::Node;
use crate::model::{
    ActivityFilter, CategoryRules, Curve, Decay, EngagementCategory, EngagementPenalty, EngagementRules,
    Pattern, Signal, Thresholds, Tier,
};
use crate::{Points, fold};

/// What could be read of the engagement section; parts with errors are left out.
pub(super) struct EngagementRead {
    pub levels: Read<Thresholds>,
    pub categories: Vec<CategoryRead>,
    pub penalties: Vec<Read<EngagementPenalty>>,
}

pub(super) struct CategoryRead {
    pub at: At,
    pub name: Option<String>,
    pub weight: Option<u32>,
    pub rules: Option<RulesRead>,
}

pub(super) enum RulesRead {
    Accumulate { cap: Read<Points>, signals: Vec<Read<Signal>> },
    Tiers { rows: Vec<Read<Tier>> },
}

const FILTER_KEYS: [&str; 5] = ["activity", "content_type", "content", "campaign", "channel"];
/// One activity is worth at most so many points, and so is a cap: beyond lies only a slip of the fingers.
const MOST_POINTS: i64 = 1_000_000;

impl Checker<'_> {
    pub fn engagement(&mut self, node: &Node, at: At) -> Option<EngagementRead> {
        let table = self.table(node, at, &["levels", "decay", "category", "penalty"])?;
        let levels = self.thresholds(&table, "levels", ["1", "2", "3"], Thresholds::default());
        let inherited = self.decay(&table).unwrap_or_default();
        let categories: Vec<_> = self
            .items(&table, "category")
            .into_iter()
            .filter_map(|(node, at)| self.engagement_category(node, at, inherited))
            .collect();
        let at = table.get("category").map_or_else(|| table.at.key("category", None), |(_, at)| at);
        self.category_count(&at, categories.len());
        let weights: Vec<_> = categories.iter().map(|category| category.weight).collect();
        self.weights_add_up(&at, &weights);
        self.no_duplicates(
            categories.iter().filter_map(|category| Some((category.name.as_deref()?, &category.at))),
        );
        let penalties: Vec<_> = self
            .items(&table, "penalty")
            .into_iter()
            .filter_map(|(node, at)| self.engagement_penalty(node, at))
            .collect();
        self.no_duplicates(penalties.iter().map(|penalty| (penalty.value.name.as_str(), &penalty.at)));
        Some(EngagementRead { levels, categories, penalties })
    }

    fn engagement_category(&mut self, node: &Node, at: At, inherited: Decay) -> Option<CategoryRead> {
        let table = self.table(node, at, &["name", "weight", "cap", "signal", "tier"])?;
        let name = self.name(&table);
        let weight = self.weight(&table);
        let label = name.clone().unwrap_or_default();
        let rules = match (table.has("signal"), table.has("tier")) {
            (true, true) => {
                let message = "a category has signals or tiers, not both; make two categories of it";
                self.error(&table.at, Code::Conflict, message);
                None
            }
            (false, false) => {
                let message = "the category counts nothing; add a signal or a tier";
                self.error(&table.at.key("signal", None), Code::MissingKey, message);
                None
            }
            (true, false) => self.accumulate(&table, &label, inherited),
            (false, true) => self.tiers(&table),
        };
        Some(CategoryRead { at: table.at, name, weight, rules })
    }

    fn accumulate(&mut self, table: &Table<'_>, label: &str, inherited: Decay) -> Option<RulesRead> {
        let cap = self.need(table, "cap").and_then(|(node, at)| {
            let value = self.positive_points(node, &at)?;
            Some(Read { at, value })
        });
        let items = self.items(table, "signal");
        let count = items.len();
        self.not_empty(table, "signal", count);
        let signals: Vec<_> =
            items.into_iter().filter_map(|(node, at)| self.signal(node, at, label, inherited)).collect();
        (signals.len() == count).then_some(RulesRead::Accumulate { cap: cap?, signals })
    }

    fn tiers(&mut self, table: &Table<'_>) -> Option<RulesRead> {
        if let Some((_, at)) = table.get("cap") {
            self.error(&at, Code::Conflict, "tiers have no cap, the best row counts; leave the cap out");
        }
        let items = self.items(table, "tier");
        let count = items.len();
        self.not_empty(table, "tier", count);
        let rows: Vec<_> = items.into_iter().filter_map(|(node, at)| self.tier(node, at)).collect();
        (rows.len() == count).then_some(RulesRead::Tiers { rows })
    }

    fn not_empty(&mut self, table: &Table<'_>, key: &str, count: usize) {
        if let Some((node, at)) = table.get(key).filter(|_| count == 0)
            && node.items().is_some()
        {
            self.error(&at, Code::Empty, format!("the category has no {key}; add one"));
        }
    }

    fn signal(&mut self, node: &Node, at: At, category: &str, inherited: Decay) -> Option<Read<Signal>> {
        let keys: Vec<&str> =
            FILTER_KEYS.into_iter().chain(["points", "per_day", "in_all", "decay"]).collect();
        let table = self.table(node, at, &keys)?;
        let filter = self.filter(&table);
        let points = self.need(&table, "points").and_then(|(node, at)| {
            let points = self.hundredths(node, &at, -MOST_POINTS, MOST_POINTS)?;
            if points == Points::ZERO {
                self.error(
                    &at,
                    Code::OutOfRange,
                    "a signal of 0 points counts for nothing; give points or remove it",
                );
                return None;
            }
            Some(points)
        });
        let per_day = self.limit(&table, "per_day");
        let in_all = self.limit(&table, "in_all");
        let decay = if table.has("decay") { self.decay(&table) } else { Some(inherited) };
        let label = format!("{category} / {}", described(&table));
        let path = table.at.path.clone();
        let value = Signal { filter: filter?, points: points?, per_day, in_all, decay: decay?, label, path };
        Some(Read { at: table.at, value })
    }

    fn tier(&mut self, node: &Node, at: At) -> Option<Read<Tier>> {
        let keys: Vec<&str> = FILTER_KEYS.into_iter().chain(["at_least", "within_days", "percent"]).collect();
        let table = self.table(node, at, &keys)?;
        let filter = self.filter(&table);
        let at_least = match table.get("at_least") {
            Some((node, at)) => self.integer(node, &at, 1, 1_000_000),
            None => Some(1),
        };
        let within_ms = match table.get("within_days") {
            Some((node, at)) => self.days(node, &at).map(Some),
            None => Some(None),
        };
        let percent = self.need(&table, "percent").and_then(|(node, at)| self.percent(node, &at));
        let path = table.at.path.clone();
        let value =
            Tier { filter: filter?, at_least: at_least?, within_ms: within_ms?, percent: percent?, path };
        Some(Read { at: table.at, value })
    }

    fn engagement_penalty(&mut self, node: &Node, at: At) -> Option<Read<EngagementPenalty>> {
        let table = self.table(node, at, &["name", "inactive_days", "when", "points"])?;
        let name = self.name(&table);
        let inactive_ms = match table.get("inactive_days") {
            Some((node, at)) => self.days(node, &at).map(Some),
            None => Some(None),
        };
        let when = self.optional_condition(&table, "when");
        if !table.has("inactive_days") && !table.has("when") {
            let message = "the penalty does not say when it applies; add inactive_days or when";
            self.error(&table.at.key("when", None), Code::MissingKey, message);
        }
        let points = self.penalty_points(&table);
        let written = table.get("when").map(|(node, _)| node.to_string());
        let path = table.at.path.clone();
        let when = when.map(|when| when.value);
        let (name, inactive_ms, points) = (name?, inactive_ms?, points?);
        let value = EngagementPenalty { name, inactive_ms, when, written, points, path };
        Some(Read { at: table.at, value })
    }

    fn positive_points(&mut self, node: &Node, at: &At) -> Option<Points> {
        let points = self.hundredths(node, at, -MOST_POINTS, MOST_POINTS)?;
        if points <= Points::ZERO {
            self.error(at, Code::OutOfRange, format!("{points} is not above 0"));
            return None;
        }
        Some(points)
    }

    fn limit(&mut self, table: &Table<'_>, key: &str) -> Option<Points> {
        table.get(key).and_then(|(node, at)| self.positive_points(node, &at))
    }

    fn decay(&mut self, table: &Table<'_>) -> Option<Decay> {
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

    fn filter(&mut self, table: &Table<'_>) -> Option<ActivityFilter> {
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
fn described(table: &Table<'_>) -> String {
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

impl EngagementRead {
    /// The section, when nothing of it is missing.
    pub fn build(self) -> Option<EngagementRules> {
        let mut rules = EngagementRules {
            levels: self.levels.value,
            categories: Vec::new(),
            signals: Vec::new(),
            tiers: Vec::new(),
            penalties: self.penalties.into_iter().map(|read| read.value).collect(),
        };
        for category in self.categories {
            let kind = match category.rules? {
                RulesRead::Accumulate { cap, signals } => {
                    let start = rules.signals.len();
                    rules.signals.extend(signals.into_iter().map(|read| read.value));
                    CategoryRules::Accumulate { cap: cap.value, signals: start..rules.signals.len() }
                }
                RulesRead::Tiers { rows } => {
                    let start = rules.tiers.len();
                    rules.tiers.extend(rows.into_iter().map(|read| read.value));
                    CategoryRules::Tiers { rows: start..rules.tiers.len() }
                }
            };
            let (name, weight, path) = (category.name?, category.weight?, category.at.path);
            rules.categories.push(EngagementCategory { name, weight, rules: kind, path });
        }
        Some(rules)
    }
}
