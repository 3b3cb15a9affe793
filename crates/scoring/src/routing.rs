//! Who gets a lead: ordered rules, of which the first that holds and finds somebody decides.
//!
//! The conditions are those of the model document, on attributes of the contact and of the account. Whose turn it is in a
//! team is a parameter: the caller keeps it.

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
mod trial;

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::model::{AttributeRef, Condition, Facts, Sources};
use crate::{Assignee, Attributes, Instant};

pub use trial::Trial;

/// A team of sales.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Team {
    /// Its name.
    pub name: String,
    /// Who leads it, and is told when a lead is overdue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leader: Option<String>,
    /// Who takes turns, in any order. Who is away is not among them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<String>,
    /// The territory it works in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub territory: Option<String>,
}

impl Team {
    /// Whether a person is a member or leads it.
    pub fn has(&self, person: &str) -> bool {
        self.has_member(person) || self.leader.as_deref() == Some(person)
    }

    fn has_member(&self, person: &str) -> bool {
        self.members.iter().any(|member| member == person)
    }

    /// The team of a person: the first that they are a member of, or else the first that they lead.
    pub(crate) fn of<'t>(teams: &'t [Self], person: &str) -> Option<&'t Self> {
        let member_of = teams.iter().find(|team| team.has_member(person));
        member_of.or_else(|| teams.iter().find(|team| team.has(person)))
    }
}

/// A part of the market, told by facts of the person and of the company.
#[derive(Clone, Debug)]
pub struct Territory {
    /// Its name.
    pub name: String,
    /// Who belongs to it.
    pub when: Condition,
    /// The condition as it was written.
    pub text: String,
}

/// Who got the last lead where turns are taken, by the key of [`Route::turn`]: the state of taking turns.
pub type Turns = BTreeMap<String, String>;

/// Checked rules, in order. Made by [`Draft::check_routing`](crate::Draft::check_routing).
#[derive(Clone, Debug, Default)]
pub struct Routing {
    pub(crate) rules: Vec<Rule>,
    pub(crate) territories: Vec<Territory>,
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
    /// The members of the teams of the first territory that the lead belongs to, one after the other.
    Territory,
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
    /// Where turns were taken; `None` when nobody took turns.
    pub(crate) turn: Option<String>,
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
    /// The territory that the lead belongs to, where the rule asks for it.
    pub territory: Option<String>,
    /// Rules before it that held and found nobody: an account without an owner, a team without members.
    pub passed_over: Vec<String>,
}

impl Routing {
    /// The rules, in order.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// The territories, in the order in which they are tried.
    pub fn territories(&self) -> &[Territory] {
        &self.territories
    }

    /// The attributes that rules and territories look at, besides `owner`.
    pub fn attributes(&self) -> &[AttributeRef] {
        &self.attributes
    }

    /// The first territory that a lead belongs to.
    pub fn territory(&self, lead: &Routed<'_>) -> Option<&Territory> {
        let facts = self.facts(lead);
        self.territories.iter().find(|territory| territory.when.holds(&facts))
    }

    /// Who gets a lead; `None` when no rule holds and finds somebody. Where turns are taken, the caller writes the new
    /// owner down as the last one: [`Route::turn`].
    pub fn route(&self, lead: &Routed<'_>, teams: &[Team], turns: &Turns) -> Option<Route> {
        self.trials(lead, teams, turns).into_iter().find_map(|(_, trial)| trial.into_route())
    }

    fn facts<'a>(&'a self, lead: &Routed<'a>) -> Facts<'a> {
        let sources = Sources { contact: Some(lead.contact), account: lead.account, relationship: None };
        Facts::new(&self.attributes, sources, lead.as_of)
    }
}

impl Route {
    /// Where a turn was taken (a team's name, or `territory x` for one of several teams) and who is the last one there now;
    /// `None` when nobody took turns.
    pub fn turn(&self) -> Option<(&str, &str)> {
        Some((self.turn.as_deref()?, self.to.owner.as_deref()?))
    }
}

/// What a target finds.
struct Found {
    owner: Option<String>,
    team: Option<String>,
    territory: Option<String>,
    turn: Option<String>,
}

impl Found {
    const fn of(owner: Option<String>, team: Option<String>) -> Self {
        Self { owner, team, territory: None, turn: None }
    }

    /// Whoever's turn it is among the members of some teams.
    fn next(key: String, teams: &[&Team], turns: &Turns) -> Option<Self> {
        let members: Vec<&str> = teams.iter().flat_map(|team| &team.members).map(String::as_str).collect();
        let owner = next_of(&members, turns.get(&key).map(String::as_str))?;
        let of = teams.iter().find(|team| team.members.iter().any(|member| member == owner));
        let team = of.map(|team| team.name.clone());
        Some(Self { owner: Some(owner.to_owned()), team, territory: None, turn: Some(key) })
    }
}

impl Target {
    /// Owner and team; `None` when there is nobody.
    fn find(
        &self,
        lead: &Routed<'_>,
        territory: impl FnOnce() -> Option<String>,
        teams: &[Team],
        turns: &Turns,
    ) -> Option<Found> {
        match self {
            Self::AccountOwner => {
                let of = |facts: &Attributes| {
                    let owner = facts.get("owner").map(|owner| owner.to_string().trim().to_owned());
                    owner.filter(|owner| !owner.is_empty())
                };
                let owner = lead.account.and_then(of).or_else(|| of(lead.contact))?;
                let team = Team::of(teams, &owner).map(|team| team.name.clone());
                Some(Found::of(Some(owner), team))
            }
            Self::RoundRobin { team: name } => {
                let team = teams.iter().find(|team| team.name == *name)?;
                Found::next(name.clone(), &[team], turns)
            }
            Self::Territory => {
                let name = territory()?;
                let own: Vec<&Team> =
                    teams.iter().filter(|team| team.territory.as_deref() == Some(&name)).collect();
                // The turns of a team are its own, whichever rule asks for them.
                let key = match own.as_slice() {
                    [team] => team.name.clone(),
                    _ => format!("territory {name}"),
                };
                let found = Found::next(key, &own, turns)?;
                Some(Found { territory: Some(name), ..found })
            }
            Self::Person { owner, team } => Some(Found::of(Some(owner.clone()), team.clone())),
            Self::Team { team } => Some(Found::of(None, Some(team.clone()))),
        }
    }
}

/// Who comes after the last one in alphabetical order, the first after the end: so that people may join and leave, and
/// whoever left does not stop the turns.
fn next_of<'a>(members: &[&'a str], last: Option<&str>) -> Option<&'a str> {
    let names = || members.iter().copied();
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
            Target::Territory => {
                write!(f, "taking turns in the territory {}", self.territory.as_deref().unwrap_or_default())
            }
            Target::Person { owner, .. } => f.write_str(owner),
            Target::Team { team } => write!(f, "the queue of {team}"),
        }?;
        if !self.passed_over.is_empty() {
            write!(f, " (nobody found by {})", self.passed_over.join(", "))?;
        }
        Ok(())
    }
}
