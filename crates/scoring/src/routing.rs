//! Who gets a lead: ordered rules, of which the first that holds and finds somebody decides.
//!
//! The conditions are those of the model document, on attributes of the contact and of the account. Whose turn it is in a
//! team is a parameter: the caller keeps it.

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::model::{AttributeRef, Condition, Facts, Sources};
use crate::{Assignee, Attributes, Instant};

/// A team of sales.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Team {
    /// Its name.
    pub name: String,
    /// Who leads it, and is told when a lead is overdue.
    #[serde(default)]
    pub leader: Option<String>,
    /// Who takes turns, in any order. Who is away is not among them.
    #[serde(default)]
    pub members: Vec<String>,
}

/// Who got the last lead of each team, by team: the state of taking turns.
pub type Turns = BTreeMap<String, String>;

/// Checked rules, in order. Made by [`Draft::check_routing`](crate::Draft::check_routing).
#[derive(Clone, Debug)]
pub struct Routing {
    pub(crate) rules: Vec<Rule>,
    pub(crate) attributes: Vec<AttributeRef>,
}

/// A rule.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Its name: a territory, an industry, anything that people recognise.
    pub name: String,
    /// For which leads; for all when absent.
    pub when: Option<Condition>,
    /// The condition as it was written; empty when there is none.
    pub text: String,
    /// Who gets them.
    pub to: Target,
}

/// Who gets a lead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// Who owns the account, or else the contact.
    AccountOwner,
    /// The members of a team, one after the other.
    RoundRobin {
        /// The team.
        team: String,
    },
    /// One person.
    Person {
        /// The person.
        owner: String,
        /// Their team.
        team: Option<String>,
    },
    /// A team's common queue.
    Team {
        /// The team.
        team: String,
    },
}

/// What a lead is routed by.
#[derive(Clone, Copy, Debug)]
pub struct Routed<'a> {
    /// Facts of the person.
    pub contact: &'a Attributes,
    /// Facts of their company; `None` for a contact without one.
    pub account: Option<&'a Attributes>,
    /// The moment, for conditions on dates.
    pub as_of: Instant,
}

/// Who gets the lead, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// Who gets it, with the name of the rule.
    pub to: Assignee,
    /// Why.
    pub why: Why,
}

/// Why a rule gave a lead to somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Why {
    /// The rule.
    pub rule: String,
    /// The condition that held, as it was written; empty for a rule without one.
    pub held: String,
    /// What it does.
    pub target: Target,
    /// Rules before it that held and found nobody: an account without an owner, a team without members.
    pub passed_over: Vec<String>,
}

impl Routing {
    /// The rules, in order.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// The attributes that the rules look at, besides `owner`.
    pub fn attributes(&self) -> &[AttributeRef] {
        &self.attributes
    }

    /// Who gets a lead; `None` when no rule holds and finds somebody. Where turns are taken, the caller writes the new
    /// owner down as the team's last one: [`Route::turn`].
    pub fn route(&self, lead: &Routed<'_>, teams: &[Team], turns: &Turns) -> Option<Route> {
        let sources = Sources { contact: Some(lead.contact), account: lead.account, relationship: None };
        let facts = Facts::new(&self.attributes, sources, lead.as_of);
        let mut passed_over = Vec::new();
        for rule in &self.rules {
            if !rule.when.as_ref().is_none_or(|when| when.holds(&facts)) {
                continue;
            }
            let Some((owner, team)) = rule.to.find(lead, teams, turns) else {
                passed_over.push(rule.name.clone());
                continue;
            };
            let why = Why {
                rule: rule.name.clone(),
                held: rule.text.clone(),
                target: rule.to.clone(),
                passed_over,
            };
            return Some(Route { to: Assignee { owner, team, rule: Some(rule.name.clone()) }, why });
        }
        None
    }
}

impl Route {
    /// The team that took a turn and who is its last one now; `None` when nobody took turns.
    pub fn turn(&self) -> Option<(&str, &str)> {
        match (&self.why.target, &self.to.owner) {
            (Target::RoundRobin { team }, Some(owner)) => Some((team, owner)),
            _ => None,
        }
    }
}

impl Target {
    /// Owner and team; `None` when there is nobody.
    fn find(
        &self,
        lead: &Routed<'_>,
        teams: &[Team],
        turns: &Turns,
    ) -> Option<(Option<String>, Option<String>)> {
        match self {
            Self::AccountOwner => {
                let of = |facts: &Attributes| {
                    let owner = facts.get("owner").map(|owner| owner.to_string().trim().to_owned());
                    owner.filter(|owner| !owner.is_empty())
                };
                let owner = lead.account.and_then(of).or_else(|| of(lead.contact))?;
                let team = teams.iter().find(|team| team.members.contains(&owner));
                Some((Some(owner), team.map(|team| team.name.clone())))
            }
            Self::RoundRobin { team: name } => {
                let team = teams.iter().find(|team| team.name == *name)?;
                let next = next_of(&team.members, turns.get(name).map(String::as_str))?;
                Some((Some(next.to_owned()), Some(name.clone())))
            }
            Self::Person { owner, team } => Some((Some(owner.clone()), team.clone())),
            Self::Team { team } => Some((None, Some(team.clone()))),
        }
    }
}

/// Who comes after the last one in alphabetical order, the first after the end: so that people may join and leave, and
/// whoever left does not stop the turns.
fn next_of<'a>(members: &'a [String], last: Option<&str>) -> Option<&'a str> {
    let names = || members.iter().map(String::as_str);
    names().filter(|name| last.is_some_and(|last| *name > last)).min().or_else(|| names().min())
}

/// `Nordics: account.country in [...]; taking turns in north`.
impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.rule)?;
        if !self.held.is_empty() {
            write!(f, "{}; ", self.held)?;
        }
        match &self.target {
            Target::AccountOwner => f.write_str("the account's owner"),
            Target::RoundRobin { team } => write!(f, "taking turns in {team}"),
            Target::Person { owner, .. } => f.write_str(owner),
            Target::Team { team } => write!(f, "the queue of {team}"),
        }?;
        if !self.passed_over.is_empty() {
            write!(f, " (nobody found by {})", self.passed_over.join(", "))?;
        }
        Ok(())
    }
}
