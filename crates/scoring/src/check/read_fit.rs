//! The fit section out of the tree, for contacts and for accounts.

use super::Code;
use super::reader::{At, Checker, Read, Table};
use crate::Points;
use crate::document::Node;
use crate::model::{Criterion, FitCategory, FitRules, KnockOut, Penalty, Thresholds};

/// What could be read of a fit section; parts with errors are left out.
pub(super) struct FitRead {
    pub grades: Read<Thresholds>,
    pub categories: Vec<CategoryRead>,
    pub penalties: Vec<Read<Penalty>>,
    pub knock_outs: Vec<Read<KnockOut>>,
}

pub(super) struct CategoryRead {
    pub at: At,
    pub name: Option<String>,
    pub weight: Option<u32>,
    pub missing: Option<Points>,
    pub criteria: Vec<Read<Criterion>>,
    /// Whether all of its criteria could be read: otherwise nothing can be said about them together.
    pub whole: bool,
}

impl Checker<'_> {
    pub fn fit(&mut self, node: &Node, at: At, grades: Thresholds) -> Option<FitRead> {
        let table = self.table(node, at, &["grades", "category", "penalty", "knock_out"])?;
        let grades = self.thresholds(&table, "grades", ["A", "B", "C"], grades);
        let categories: Vec<_> = self
            .items(&table, "category")
            .into_iter()
            .filter_map(|(node, at)| self.fit_category(node, at))
            .collect();
        let weights: Vec<_> = categories.iter().map(|category| category.weight).collect();
        self.category_totals(&table, &weights);
        self.no_duplicates(
            categories.iter().filter_map(|category| Some((category.name.as_deref()?, &category.at))),
        );
        let penalties: Vec<_> = self
            .items(&table, "penalty")
            .into_iter()
            .filter_map(|(node, at)| self.fit_penalty(node, at))
            .collect();
        self.no_duplicates(penalties.iter().map(|penalty| (penalty.value.name.as_str(), &penalty.at)));
        let knock_outs: Vec<_> = self
            .items(&table, "knock_out")
            .into_iter()
            .filter_map(|(node, at)| self.knock_out(node, at))
            .collect();
        self.no_duplicates(knock_outs.iter().map(|knock_out| (knock_out.value.name.as_str(), &knock_out.at)));
        Some(FitRead { grades, categories, penalties, knock_outs })
    }

    fn fit_category(&mut self, node: &Node, at: At) -> Option<CategoryRead> {
        let table = self.table(node, at, &["name", "weight", "missing", "criterion"])?;
        let name = self.name(&table);
        let weight = self.weight(&table);
        let missing = match table.get("missing") {
            Some((node, at)) => self.percent(node, &at),
            None => Some(Points::ZERO),
        };
        if self
            .need(&table, "criterion")
            .is_some_and(|(node, _)| node.items().is_some_and(<[Node]>::is_empty))
        {
            let message = "the category has no criterion; add one";
            self.error(&table.at.key("criterion", None), Code::Empty, message);
        }
        let items = self.items(&table, "criterion");
        let count = items.len();
        let criteria: Vec<_> = items.into_iter().filter_map(|(node, at)| self.criterion(node, at)).collect();
        let whole = count > 0 && criteria.len() == count;
        Some(CategoryRead { at: table.at, name, weight, missing, criteria, whole })
    }

    fn criterion(&mut self, node: &Node, at: At) -> Option<Read<Criterion>> {
        let table = self.table(node, at, &["when", "percent"])?;
        let when = self.needed_condition(&table, "when");
        let percent = self.need(&table, "percent").and_then(|(node, at)| self.percent(node, &at));
        let (when, written) = when?;
        let asks_for_unknown = when.value.asks_for_unknown();
        let value = Criterion { when: when.value, written, percent: percent?, asks_for_unknown };
        Some(Read { at: table.at, value })
    }

    fn fit_penalty(&mut self, node: &Node, at: At) -> Option<Read<Penalty>> {
        let table = self.table(node, at, &["name", "when", "points"])?;
        let name = self.name(&table);
        let when = self.needed_condition(&table, "when");
        let points = self.penalty_points(&table);
        let (when, written) = when?;
        let path = table.at.path.clone();
        let value = Penalty { name: name?, when: when.value, written, points: points?, path };
        Some(Read { at: table.at, value })
    }

    fn knock_out(&mut self, node: &Node, at: At) -> Option<Read<KnockOut>> {
        let table = self.table(node, at, &["name", "when"])?;
        let name = self.name(&table);
        let (when, written) = self.needed_condition(&table, "when")?;
        let path = table.at.path.clone();
        Some(Read { at: table.at, value: KnockOut { name: name?, when: when.value, written, path } })
    }

    pub fn name(&mut self, table: &Table<'_>) -> Option<String> {
        let (node, at) = self.need(table, "name")?;
        self.text(node, &at).map(|name| name.trim().to_owned())
    }

    pub fn weight(&mut self, table: &Table<'_>) -> Option<u32> {
        let (node, at) = self.need(table, "weight")?;
        self.integer(node, &at, 0, 100)
    }

    /// Points that a penalty takes: below zero.
    pub fn penalty_points(&mut self, table: &Table<'_>) -> Option<Points> {
        let (node, at) = self.need(table, "points")?;
        let points = self.hundredths(node, &at, -100, 100)?;
        if points >= Points::ZERO {
            let message =
                format!("a penalty takes points away; write {}", -points.max(Points::from_whole(1)));
            self.error(&at, Code::OutOfRange, message);
            return None;
        }
        Some(points)
    }

    /// Three thresholds under a key; those that are left out take the default.
    pub fn thresholds(
        &mut self,
        table: &Table<'_>,
        key: &str,
        names: [&str; 3],
        default: Thresholds,
    ) -> Read<Thresholds> {
        let Some((node, at)) = table.get(key) else {
            return Read { at: table.at.key(key, None), value: default };
        };
        let Some(inner) = self.table(node, at.clone(), &names) else { return Read { at, value: default } };
        let mut values = default.0;
        for (name, value) in names.iter().zip(&mut values) {
            if let Some(read) = inner.get(name).and_then(|(node, at)| self.percent(node, &at)) {
                *value = read;
            }
        }
        let [first, second, third] = values;
        if !(first > second && second > third) {
            let [a, b, c] = names;
            let message = format!(
                "the thresholds must fall from {a} to {c}; they are {a} {first}, {b} {second}, {c} {third}"
            );
            self.error(&at, Code::ThresholdOrder, message);
        }
        Read { at, value: Thresholds(values) }
    }
}

impl FitRead {
    /// The section, when nothing of it is missing.
    pub fn build(self) -> Option<FitRules> {
        let categories: Option<Vec<FitCategory>> =
            self.categories.into_iter().map(CategoryRead::build).collect();
        Some(FitRules {
            grades: self.grades.value,
            categories: categories?,
            penalties: self.penalties.into_iter().map(|read| read.value).collect(),
            knock_outs: self.knock_outs.into_iter().map(|read| read.value).collect(),
        })
    }
}

impl CategoryRead {
    fn build(self) -> Option<FitCategory> {
        let criteria: Vec<Criterion> = self.criteria.into_iter().map(|read| read.value).collect();
        let mut attributes: Vec<usize> =
            criteria.iter().flat_map(|criterion| criterion.when.attributes()).collect();
        attributes.sort_unstable();
        attributes.dedup();
        let weight = Points::from_whole(i64::from(self.weight?));
        Some(FitCategory {
            name: self.name?,
            weight,
            missing: self.missing?,
            criteria,
            attributes,
            path: self.at.path,
        })
    }
}
