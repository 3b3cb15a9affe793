//! Routing rules out of the tree, with the conditions of models.

use super::reader::{At, Checker, Table};
use super::{Code, Known, Problem, Severity};
use crate::Draft;
use crate::document::Node;
use crate::routing::{Routing, Rule, Target, Team, Territory};

/// Who may get leads, in documents.
const TARGETS: [&str; 5] = ["account_owner", "territory", "round_robin", "person", "team"];

/// The outcome of a check of routing rules.
#[derive(Clone, Debug)]
pub struct RoutingReport {
    /// All problems, in the order of the document.
    pub problems: Vec<Problem>,
    /// The rules, when no problem is an error.
    pub routing: Option<Routing>,
}

impl Draft {
    /// Checks a document of routing rules: `[[rule]]` with `name`, `when` (a condition as in models; for all leads when it
    /// is left out), `to` (`account_owner`, `territory`, `round_robin`, `person`, `team`), `team` and `owner`; and
    /// `[[territory]]` with `name` and `when`.
    ///
    /// With `known`, attributes that nobody has ever seen are warned about.
    pub fn check_routing(&self, teams: &[Team], known: Option<&Known>) -> RoutingReport {
        let mut checker = Checker::new(known);
        let routing = checker.routing(self.root(), teams);
        let mut problems = checker.into_problems();
        problems.sort_by_key(|problem| (problem.line.is_none(), problem.line, problem.column));
        let blocked = problems.iter().any(|problem| problem.severity == Severity::Error);
        RoutingReport { problems, routing: routing.filter(|_| !blocked) }
    }
}

impl Checker<'_> {
    fn routing(&mut self, root: &Node, teams: &[Team]) -> Option<Routing> {
        let table = self.table(root, At::default(), &["territory", "rule"])?;
        Some(self.rules(&table, teams))
    }

    /// The territories and rules of a table.
    pub(super) fn rules(&mut self, table: &Table<'_>, teams: &[Team]) -> Routing {
        let territories = self.territories(table);
        let mut rules = Vec::new();
        let mut names = Vec::new();
        for (node, at) in self.items(table, "rule") {
            if let Some(rule) = self.rule(node, at.clone(), teams) {
                names.push((rule.name.clone(), at.clone()));
                self.follows_all(&rules, &rule, &at);
                self.finds_a_territory(&territories, &rule, &at, teams);
                rules.push(rule);
            }
        }
        self.no_duplicates(names.iter().map(|(name, at)| (name.as_str(), at)));
        Routing { rules, territories, attributes: std::mem::take(&mut self.attributes) }
    }

    fn territories(&mut self, table: &Table<'_>) -> Vec<Territory> {
        let mut read = Vec::new();
        let mut names = Vec::new();
        for (node, at) in self.items(table, "territory") {
            let Some(own) = self.table(node, at.clone(), &["name", "when"]) else { continue };
            let name = self.need(&own, "name").and_then(|(node, at)| self.text(node, &at));
            if let Some(name) = name {
                names.push((name.trim().to_owned(), at));
            }
            let Some((when, text)) = self.needed_condition(&own, "when") else { continue };
            self.judge_condition(&when.value, None, &when.at, "so nobody belongs to the territory");
            if let Some(name) = name {
                read.push(Territory { name: name.trim().to_owned(), when: when.value, text });
            }
        }
        self.no_duplicates(names.iter().map(|(name, at)| (name.as_str(), at)));
        read
    }

    /// A rule that asks for the territory where no team works in any never finds anybody.
    fn finds_a_territory(&mut self, territories: &[Territory], rule: &Rule, at: &At, teams: &[Team]) {
        let works = |territory: &Territory| {
            let own = |team: &&Team| team.territory.as_deref() == Some(&territory.name);
            teams.iter().filter(own).any(|team| !team.members.is_empty())
        };
        if rule.to == Target::Territory && !territories.iter().any(works) {
            let message = "no territory has a team with members, so the next rule decides; say in which \
                           territory a team works";
            self.warn(&at.key("to", None), Code::Empty, message);
        }
    }

    /// A rule behind one that takes every lead never decides.
    fn follows_all(&mut self, before: &[Rule], rule: &Rule, at: &At) {
        let takes_all = |rule: &&Rule| {
            rule.when.is_none() && matches!(rule.to, Target::Person { .. } | Target::Team { .. })
        };
        if let Some(all) = before.iter().find(takes_all) {
            let message = format!(
                "'{}' comes before and takes every lead, so '{}' never gets one",
                all.name, rule.name
            );
            self.warn(at, Code::NeverMatches, message);
        }
    }

    fn rule(&mut self, node: &Node, at: At, teams: &[Team]) -> Option<Rule> {
        let table = self.table(node, at, &["name", "when", "to", "team", "owner"])?;
        let name = self.need(&table, "name").and_then(|(node, at)| self.text(node, &at));
        let (when, text) = match table.get("when") {
            Some(_) => {
                let (read, text) = self.needed_condition(&table, "when")?;
                self.judge_condition(&read.value, None, &read.at, "so the rule never holds");
                (Some(read.value), text)
            }
            None => (None, String::new()),
        };
        let to = self.target(&table, teams)?;
        Some(Rule { name: name?.trim().to_owned(), when, text, to })
    }

    fn target(&mut self, table: &Table<'_>, teams: &[Team]) -> Option<Target> {
        let (node, at) = self.need(table, "to")?;
        let word = self.word(node, &at, &TARGETS, |word| TARGETS.into_iter().find(|known| *known == word))?;
        self.superfluous(table, word);
        match word {
            "account_owner" => Some(Target::AccountOwner),
            "territory" => Some(Target::Territory),
            "person" => {
                let (node, at) = self.need(table, "owner")?;
                let owner = self.text(node, &at)?.trim().to_owned();
                let team = match table.get("team") {
                    Some(_) => Some(self.team(table, teams)?.name.clone()),
                    None => None,
                };
                Some(Target::Person { owner, team })
            }
            other => {
                let team = self.team(table, teams)?;
                let turns = other == "round_robin";
                if turns && team.members.is_empty() {
                    let message = format!(
                        "nobody of '{}' takes turns now, so the next rule decides; add members",
                        team.name
                    );
                    self.warn(&table.at.key("team", None), Code::Empty, message);
                }
                let team = team.name.clone();
                Some(if turns { Target::RoundRobin { team } } else { Target::Team { team } })
            }
        }
    }

    /// Keys that a target has no use for.
    fn superfluous(&mut self, table: &Table<'_>, word: &str) {
        let useless: &[&str] = match word {
            "account_owner" | "territory" => &["team", "owner"],
            "round_robin" | "team" => &["owner"],
            _ => &[],
        };
        for key in useless.iter().filter(|key| table.has(key)) {
            let message = format!("'{key}' has no meaning with to = \"{word}\"; leave it out");
            self.error(&table.at.key(key, None), Code::Conflict, message);
        }
    }

    fn team<'t>(&mut self, table: &Table<'_>, teams: &'t [Team]) -> Option<&'t Team> {
        let (node, at) = self.need(table, "team")?;
        let name = self.text(node, &at)?.trim();
        let found = teams.iter().find(|team| team.name == name);
        if found.is_none() {
            let message = no_such("team", name, teams.iter().map(|team| team.name.as_str()));
            self.error(&at, Code::UnknownWord, message);
        }
        found
    }
}

/// `there is no team 'x'; the teams are a, b`.
pub(super) fn no_such<'a>(what: &str, name: &str, known: impl Iterator<Item = &'a str>) -> String {
    let known: Vec<&str> = known.collect();
    if known.is_empty() {
        return format!("there is no {what} '{name}'; describe it first");
    }
    format!("there is no {what} '{name}'; the known ones are {}", known.join(", "))
}
