//! Every rule tried on one lead, so that a person sees which ones held, which one decided and why.

use super::{Found, Route, Routed, Routing, Rule, Team, Turns, Why};
use crate::Assignee;

/// What came of one rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trial {
    /// Its condition does not hold.
    DoesNotHold,
    /// It holds and finds nobody, so the next one is asked.
    FindsNobody,
    /// It decides.
    Decides(Box<Route>),
    /// A rule before it has decided.
    NotAsked,
}

impl Trial {
    pub(super) fn into_route(self) -> Option<Route> {
        if let Self::Decides(route) = self { Some(*route) } else { None }
    }
}

impl Routing {
    /// Every rule with what came of it, in order; at most one decides.
    pub fn trials(&self, lead: &Routed<'_>, teams: &[Team], turns: &Turns) -> Vec<(&Rule, Trial)> {
        let facts = self.facts(lead);
        let mut passed_over = Vec::new();
        let mut decided = false;
        let mut trials = Vec::with_capacity(self.rules.len());
        for rule in &self.rules {
            let trial = if decided {
                Trial::NotAsked
            } else if !rule.when.as_ref().is_none_or(|when| when.holds(&facts)) {
                Trial::DoesNotHold
            } else {
                let territory = || self.territory(lead).map(|territory| territory.name.clone());
                match rule.to.find(lead, territory, teams, turns) {
                    None => {
                        passed_over.push(rule.name.clone());
                        Trial::FindsNobody
                    }
                    Some(found) => {
                        decided = true;
                        Trial::Decides(Box::new(found.route(rule, passed_over.clone())))
                    }
                }
            };
            trials.push((rule, trial));
        }
        trials
    }
}

impl Found {
    fn route(self, rule: &Rule, passed_over: Vec<String>) -> Route {
        let why = Why {
            rule: rule.name.clone(),
            held: rule.text.clone(),
            target: rule.to.clone(),
            territory: self.territory,
            passed_over,
        };
        let to = Assignee { owner: self.owner, team: self.team, rule: Some(rule.name.clone()) };
        Route { to, why, turn: self.turn }
    }
}
