//! The roll-up's rules out of the tree: strategy, committee, qualification, surge and weights.

use super::Code;
use super::reader::{At, Checker, Table};
use crate::document::Node;
use crate::{BuyingRole, EdgeWeights, Grade, Level, MqaRule, Seat, Strategy, SurgeRule};

const STRATEGIES: [&str; 6] = ["noisy_or", "champion", "weighted_mean", "max", "median", "sum"];

impl Checker<'_> {
    pub fn strategy(&mut self, node: &Node, at: &At) -> Option<Strategy> {
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

    pub fn committee(&mut self, table: &Table<'_>) -> Vec<Seat> {
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

    pub fn mqa(&mut self, node: &Node, at: At, rule: &mut MqaRule) {
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

    pub fn surge(&mut self, node: &Node, at: At, rule: &mut SurgeRule) {
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

    pub fn edge_weights(&mut self, node: &Node, at: At, weights: &mut EdgeWeights) {
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
