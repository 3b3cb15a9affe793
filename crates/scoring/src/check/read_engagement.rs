//! The engagement section out of the tree.

use super::Code;
use super::read_activity::{FILTER_KEYS, described};
use super::reader::{At, Checker, Read, Table};
use crate::Points;
use crate::document::Node;
use crate::model::{
    CategoryRules, Decay, EngagementCategory, EngagementPenalty, EngagementRules, Signal, Thresholds, Tier,
};

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
        let weights: Vec<_> = categories.iter().map(|category| category.weight).collect();
        self.category_totals(&table, &weights);
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
