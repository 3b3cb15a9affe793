//! The account section out of the tree, with what it leaves out derived from the rest of the model.

use super::Code;
use super::reader::{At, Checker, Table};
use crate::document::Node;
use crate::model::{AccountRules, AttributeRef, Condition, FitCategory, FitRules, Scope, Thresholds};
use crate::{BuyingRole, EdgeWeights, Grade, Level, MqaRule, Points, Seat, Strategy, SurgeRule};

const STRATEGIES: [&str; 6] = ["noisy_or", "champion", "weighted_mean", "max", "median", "sum"];
const KEYS: [&str; 7] = ["strategy", "fit", "levels", "committee", "mqa", "surge", "weights"];

impl Checker<'_> {
    /// The section; `root` is asked for its place when the section is absent. `fit` is the contacts' fit.
    pub fn account(
        &mut self,
        root: &Table<'_>,
        fit: Option<&FitRules>,
        levels: Thresholds,
    ) -> Option<AccountRules> {
        let grades = fit.map(|fit| fit.grades).unwrap_or_default();
        let Some((node, at)) = root.get("account") else {
            let fit = self.derived_fit(fit, &root.at.key("account", None));
            return Some(AccountRules { fit, ..AccountRules::with_levels(levels) });
        };
        let table = self.table(node, at, &KEYS)?;
        let mut rules = AccountRules::with_levels(levels);
        if let Some((node, at)) = table.get("strategy") {
            rules.strategy = self.strategy(node, &at).unwrap_or_default();
        }
        rules.fit = match table.get("fit") {
            Some((node, at)) => self.own_fit(node, at, grades),
            None => self.derived_fit(fit, &table.at),
        };
        rules.levels = self.thresholds(&table, "levels", ["1", "2", "3"], levels).value;
        if table.has("committee") {
            rules.committee = self.committee(&table);
        }
        if let Some((node, at)) = table.get("mqa") {
            self.mqa(node, at, &mut rules.mqa);
        }
        if let Some((node, at)) = table.get("surge") {
            self.surge(node, at, &mut rules.surge);
        }
        if let Some((node, at)) = table.get("weights") {
            self.edge_weights(node, at, &mut rules.weights);
        }
        Some(rules)
    }

    fn own_fit(&mut self, node: &Node, at: At, grades: Thresholds) -> Option<FitRules> {
        let read = self.fit(node, at, grades)?;
        self.judge_fit(&read, None);
        let criteria = read.categories.iter().flat_map(|category| &category.criteria);
        let conditions = criteria
            .map(|read| (&read.value.when, &read.at))
            .chain(read.penalties.iter().map(|read| (&read.value.when, &read.at)))
            .chain(read.knock_outs.iter().map(|read| (&read.value.when, &read.at)));
        let foreign: Vec<(String, At)> = conditions
            .filter_map(|(when, at)| {
                Some((foreign(when, &self.attributes)?.to_string(), at.key("when", None)))
            })
            .collect();
        for (name, at) in foreign {
            let message = format!("a company's fit can look at account. attributes only, not at '{name}'");
            self.error(&at, Code::NotAnAccountAttribute, message);
        }
        read.build()
    }

    /// The account part of the contacts' fit, rescaled so that its weights add to 100.00 again.
    fn derived_fit(&mut self, fit: Option<&FitRules>, at: &At) -> Option<FitRules> {
        let fit = fit.filter(|fit| !fit.categories.is_empty())?;
        let own = |when: &Condition| foreign(when, &self.attributes).is_none();
        let mut categories: Vec<FitCategory> = fit
            .categories
            .iter()
            .filter(|category| category.criteria.iter().all(|criterion| own(&criterion.when)))
            .cloned()
            .collect();
        if rescale(&mut categories).is_none() {
            let message = "no fit category looks at the company alone, so accounts will have no fit; add a category \
                           on account. attributes, or an [account.fit] section";
            self.warn(at, Code::NoAccountFit, message);
            return None;
        }
        Some(FitRules {
            grades: fit.grades,
            categories,
            penalties: fit.penalties.iter().filter(|penalty| own(&penalty.when)).cloned().collect(),
            knock_outs: fit.knock_outs.iter().filter(|knock_out| own(&knock_out.when)).cloned().collect(),
        })
    }

    fn strategy(&mut self, node: &Node, at: &At) -> Option<Strategy> {
        if let Some(word) = node.text() {
            let parsed = match word {
                "noisy_or" => Some(Strategy::NoisyOr),
                "champion" => Some(Strategy::Champion { share: 0.6 }),
                "weighted_mean" => Some(Strategy::WeightedMean),
                "max" => Some(Strategy::Max),
                "median" => Some(Strategy::Median),
                "sum" => Some(Strategy::Sum { cap: 100.0 }),
                _ => None,
            };
            if parsed.is_none() {
                let message = format!("'{word}' is not one of {}", STRATEGIES.join(", "));
                self.error(at, Code::UnknownWord, message);
            }
            return parsed;
        }
        let table = self.table(node, at.clone(), &STRATEGIES)?;
        let mut given =
            STRATEGIES.into_iter().filter_map(|word| table.get(word).map(|(node, at)| (word, node, at)));
        let (Some((word, node, inner_at)), None) = (given.next(), given.next()) else {
            let message = format!("name one strategy: {}", STRATEGIES.join(", "));
            self.error(at, Code::Conflict, message);
            return None;
        };
        self.strategy_settings(word, node, inner_at)
    }

    fn strategy_settings(&mut self, word: &str, node: &Node, at: At) -> Option<Strategy> {
        let setting = match word {
            "champion" => "share",
            "sum" => "cap",
            _ => {
                self.table(node, at, &[])?;
                return match word {
                    "weighted_mean" => Some(Strategy::WeightedMean),
                    "max" => Some(Strategy::Max),
                    "median" => Some(Strategy::Median),
                    _ => Some(Strategy::NoisyOr),
                };
            }
        };
        let table = self.table(node, at, &[setting])?;
        let Some((node, at)) = table.get(setting) else {
            return if word == "sum" {
                Some(Strategy::Sum { cap: 100.0 })
            } else {
                Some(Strategy::Champion { share: 0.6 })
            };
        };
        if word == "sum" {
            return self.share(node, &at, 0.0, 100.0).map(|cap| Strategy::Sum { cap });
        }
        let share = self.number(node, &at)?;
        if !(0.0..=1.0).contains(&share) {
            self.error(&at, Code::OutOfRange, format!("{share} is not from 0 to 1"));
            return None;
        }
        Some(Strategy::Champion { share })
    }

    fn committee(&mut self, table: &Table<'_>) -> Vec<Seat> {
        let roles: Vec<&str> = BuyingRole::ALL.iter().map(|role| role.word()).collect();
        let mut seats: Vec<Seat> = Vec::new();
        for (node, at) in self.items(table, "committee") {
            let Some(inner) = self.table(node, at, &["role", "required"]) else { continue };
            let role = self
                .need(&inner, "role")
                .and_then(|(node, at)| self.word(node, &at, &roles, BuyingRole::from_word));
            let required = match inner.get("required") {
                Some((node, at)) => self.integer(node, &at, 1, 100),
                None => Some(1),
            };
            let (Some(role), Some(required)) = (role, required) else { continue };
            if seats.iter().any(|seat| seat.role == role) {
                let message = format!("the role '{}' has two seats; raise required instead", role.word());
                self.error(&inner.at.key("role", None), Code::DuplicateName, message);
            }
            seats.push(Seat { role, required });
        }
        seats
    }

    fn mqa(&mut self, node: &Node, at: At, rule: &mut MqaRule) {
        let Some(table) = self.table(node, at, &["grades", "levels", "coverage", "people"]) else { return };
        if table.has("grades") {
            let grade = |word: &str| Grade::ALL.into_iter().find(|grade| grade.to_string() == word);
            rule.grades = self
                .items(&table, "grades")
                .into_iter()
                .filter_map(|(node, at)| self.word(node, &at, &["A", "B", "C", "D"], grade))
                .collect();
        }
        if table.has("levels") {
            rule.levels = self
                .items(&table, "levels")
                .into_iter()
                .filter_map(|(node, at)| self.integer(node, &at, 1, 4))
                .filter_map(|number| u8::try_from(number).ok().and_then(Level::new))
                .collect();
        }
        for (key, slot, high) in [("coverage", &mut rule.coverage, 100), ("people", &mut rule.people, 1_000)]
        {
            if let Some(read) = table.get(key).and_then(|(node, at)| self.integer(node, &at, 0, high)) {
                *slot = read;
            }
        }
        for (key, empty) in [("grades", rule.grades.is_empty()), ("levels", rule.levels.is_empty())] {
            if let Some((_, at)) =
                table.get(key).filter(|(node, _)| empty && node.items().is_some_and(<[_]>::is_empty))
            {
                self.error(&at, Code::Empty, "the list is empty, so no company could qualify; add a value");
            }
        }
    }

    fn surge(&mut self, node: &Node, at: At, rule: &mut SurgeRule) {
        let Some(table) = self.table(node, at, &["recent_days", "baseline_days", "at_least", "p"]) else {
            return;
        };
        let slots = [
            ("recent_days", &mut rule.recent_days, 366),
            ("baseline_days", &mut rule.baseline_days, 3_660),
            ("at_least", &mut rule.at_least, 1_000_000),
        ];
        for (key, slot, high) in slots {
            if let Some(read) = table.get(key).and_then(|(node, at)| self.integer(node, &at, 1, high)) {
                *slot = read;
            }
        }
        if let Some(p) = table.get("p").and_then(|(node, at)| self.share(node, &at, 0.0, 1.0)) {
            rule.p = p;
        }
    }

    fn edge_weights(&mut self, node: &Node, at: At, weights: &mut EdgeWeights) {
        let slots = [
            ("economic_buyer", &mut weights.economic_buyer),
            ("champion", &mut weights.champion),
            ("decision_maker", &mut weights.decision_maker),
            ("technical_evaluator", &mut weights.technical_evaluator),
            ("influencer", &mut weights.influencer),
            ("user", &mut weights.user),
            ("unknown", &mut weights.unknown),
            ("advises", &mut weights.advises),
            ("referred_by", &mut weights.referred_by),
            ("reports_to", &mut weights.reports_to),
            ("subsidiary_up", &mut weights.subsidiary_up),
            ("subsidiary_down", &mut weights.subsidiary_down),
            ("partner_of", &mut weights.partner_of),
            ("floor", &mut weights.floor),
        ];
        let keys: Vec<&str> = slots.iter().map(|(key, _)| *key).chain(["max_edges"]).collect();
        let Some(table) = self.table(node, at, &keys) else { return };
        for (key, slot) in slots {
            if let Some(read) = table.get(key).and_then(|(node, at)| self.share(node, &at, 0.0, 1.0)) {
                *slot = read;
            }
        }
        let max_edges = table.get("max_edges").and_then(|(node, at)| self.integer(node, &at, 1, 8));
        if let Some(read) = max_edges.and_then(|number| u8::try_from(number).ok()) {
            weights.max_edges = read;
        }
    }
}

impl AccountRules {
    fn with_levels(levels: Thresholds) -> Self {
        let seat = |role| Seat { role, required: 1 };
        let committee = [BuyingRole::Champion, BuyingRole::DecisionMaker, BuyingRole::TechnicalEvaluator]
            .map(seat)
            .to_vec();
        Self {
            strategy: Strategy::default(),
            fit: None,
            levels,
            committee,
            mqa: MqaRule::default(),
            surge: SurgeRule::default(),
            weights: EdgeWeights::default(),
        }
    }
}

/// The first attribute that is not the account's.
fn foreign<'a>(when: &Condition, attributes: &'a [AttributeRef]) -> Option<&'a AttributeRef> {
    when.attributes()
        .into_iter()
        .filter_map(|index| attributes.get(index))
        .find(|attribute| attribute.scope != Scope::Account)
}

/// Stretches the weights to 100.00 in all, the hundredths that rounding leaves going to the largest remainders.
/// `None` when there is no weight to stretch.
fn rescale(categories: &mut [FitCategory]) -> Option<()> {
    let total: i64 = categories.iter().map(|category| category.weight.hundredths()).sum();
    if total == 0 {
        return None;
    }
    let whole = Points::HUNDRED.hundredths();
    let exact = |category: &FitCategory| category.weight.hundredths() * whole;
    let mut order: Vec<usize> = (0..categories.len()).collect();
    order.sort_by_key(|index| {
        std::cmp::Reverse(categories.get(*index).map(|category| exact(category) % total))
    });
    let floors: i64 = categories.iter().map(|category| exact(category) / total).sum();
    let extra = usize::try_from(whole - floors).unwrap_or(0);
    for (rank, index) in order.into_iter().enumerate() {
        if let Some(category) = categories.get_mut(index) {
            category.weight = Points::from_hundredths(exact(category) / total + i64::from(rank < extra));
        }
    }
    Some(())
}
