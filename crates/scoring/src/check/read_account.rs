//! The account section out of the tree, with what it leaves out derived from the rest of the model.

use super::Code;
use super::reader::{At, Checker, Table};
use crate::document::Node;
use crate::model::{AccountRules, AttributeRef, Condition, FitCategory, FitRules, Scope, Thresholds};
use crate::{BuyingRole, EdgeWeights, MqaRule, Points, Seat, Strategy, SurgeRule};

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
