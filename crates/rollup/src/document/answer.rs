//! Builds the graph of a document and writes its scores back under the document's own ids.

use bareme_scoring::{Instant, Points, RelationshipKind};
use serde::Serialize;

use super::check::{DocumentError, DocumentErrors, Words};
use super::{GraphAnswer, GraphDocument, GraphLine, GraphRelationship, GraphScore};
use crate::error::GraphError;
use crate::graph::{Edge, Graph, GraphBuilder};
use crate::hierarchy::HierarchyProblem;
use crate::people::{People, Person};
use crate::rollup::{Rollup, Rules, Scratch};

/// Something that a person should look at; the scores were worked out without it or in spite of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DocumentProblem {
    /// `unknown_id`, `ignored`, `self_parent` or `cycle`.
    pub problem: &'static str,
    /// The place in the document, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// The ids it is about; of a cycle, from subsidiary to parent.
    pub ids: Vec<String>,
    /// The same as a sentence.
    pub message: String,
}

/// Ids of the document in their order; the position serves as number, so that ties break by id.
struct Names<'d>(Vec<&'d str>);

impl<'d> Names<'d> {
    fn new(ids: impl Iterator<Item = &'d String>) -> Self {
        let mut names: Vec<&str> = ids.map(String::as_str).collect();
        names.sort_unstable();
        Self(names)
    }

    fn numbers(&self) -> Vec<i64> {
        (0..).take(self.0.len()).collect()
    }

    fn number(&self, name: &str) -> Option<i64> {
        self.0.binary_search(&name).ok().and_then(|index| i64::try_from(index).ok())
    }

    fn name(&self, number: i64) -> String {
        let name = usize::try_from(number).ok().and_then(|index| self.0.get(index));
        name.map(|name| (*name).to_owned()).unwrap_or_default()
    }
}

struct Reading<'d> {
    accounts: Names<'d>,
    contacts: Names<'d>,
    problems: Vec<DocumentProblem>,
}

pub(super) fn answer(document: &GraphDocument, words: Vec<Words>) -> Result<GraphAnswer, DocumentErrors> {
    let mut reading = Reading {
        accounts: Names::new(document.accounts.iter().map(|account| &account.id)),
        contacts: Names::new(document.contacts.iter().map(|contact| &contact.id)),
        problems: Vec::new(),
    };
    let graph = reading.graph(document, words).map_err(|error| at_fault("weights", &error))?;
    reading.tree_problems(&graph);
    let accounts = reading.scores(document, &graph).map_err(|error| at_fault("accounts", &error))?;
    Ok(GraphAnswer { accounts, problems: reading.problems })
}

/// Only the weights are left unchecked by the time the graph is built.
fn at_fault(place: &str, error: &GraphError) -> DocumentErrors {
    DocumentErrors(vec![DocumentError { place: place.into(), message: error.to_string() }])
}

impl Reading<'_> {
    fn graph(&mut self, document: &GraphDocument, words: Vec<Words>) -> Result<Graph, GraphError> {
        // At the end of time every edge with an end is over and every other one holds.
        let as_of = document.as_of.unwrap_or(Instant::MAX);
        let mut builder =
            Graph::builder(&document.weights, as_of, self.accounts.numbers(), self.contacts.numbers())?;
        for (index, account) in document.accounts.iter().enumerate() {
            let place = format!("accounts[{index}]");
            let Some(parent) = &account.parent else {
                if account.ownership.is_some() {
                    self.ignored(
                        format!("{place}.ownership"),
                        &account.id,
                        "an ownership share needs a parent",
                    );
                }
                continue;
            };
            let from = self.accounts.number(&account.id);
            let to = self.account(&format!("{place}.parent"), parent);
            if let (Some(from), Some(to)) = (from, to) {
                let share = account.ownership;
                builder.add(&Edge { share, ..Edge::new(RelationshipKind::SubsidiaryOf, from, to) })?;
            }
        }
        for (index, (relationship, words)) in document.relationships.iter().zip(words).enumerate() {
            self.relationship(&mut builder, index, relationship, words)?;
        }
        Ok(builder.build())
    }

    fn relationship(
        &mut self,
        builder: &mut GraphBuilder,
        index: usize,
        relationship: &GraphRelationship,
        Words { kind, role }: Words,
    ) -> Result<(), GraphError> {
        let place = |field: &str| format!("relationships[{index}].{field}");
        if relationship.role.is_some() && kind != RelationshipKind::WorksAt {
            self.ignored(place("role"), &relationship.from, "a buying role belongs to works_at");
        }
        if relationship.share.is_some() && kind != RelationshipKind::SubsidiaryOf {
            self.ignored(place("share"), &relationship.from, "an ownership share belongs to subsidiary_of");
        }
        let from = self.end(&place("from"), &relationship.from, kind.from_contact());
        let to = self.end(&place("to"), &relationship.to, kind.to_contact());
        if let (Some(from), Some(to)) = (from, to) {
            builder.add(&Edge {
                kind,
                from,
                to,
                role,
                weight: relationship.weight,
                share: relationship.share,
                valid_from: relationship.valid_from,
                valid_to: relationship.valid_to,
            })?;
        }
        Ok(())
    }

    fn end(&mut self, place: &str, id: &str, contact: bool) -> Option<i64> {
        if contact { self.contact(place, id) } else { self.account(place, id) }
    }

    fn contact(&mut self, place: &str, id: &str) -> Option<i64> {
        let number = self.contacts.number(id);
        if number.is_none() {
            let instead = self.accounts.number(id).map(|_| "an account");
            self.unknown(place, id, "contact", instead);
        }
        number
    }

    fn account(&mut self, place: &str, id: &str) -> Option<i64> {
        let number = self.accounts.number(id);
        if number.is_none() {
            let instead = self.contacts.number(id).map(|_| "a contact");
            self.unknown(place, id, "account", instead);
        }
        number
    }

    fn unknown(&mut self, place: &str, id: &str, wanted: &str, instead: Option<&str>) {
        let instead = instead.map(|instead| format!(" (it is {instead})")).unwrap_or_default();
        self.problems.push(DocumentProblem {
            problem: "unknown_id",
            place: Some(place.into()),
            ids: vec![id.into()],
            message: format!("there is no {wanted} '{id}'{instead}; the relationship was left out"),
        });
    }

    fn ignored(&mut self, place: String, id: &str, message: &str) {
        self.problems.push(DocumentProblem {
            problem: "ignored",
            place: Some(place),
            ids: vec![id.into()],
            message: format!("{message}; it was left out"),
        });
    }

    /// Self-parents and cycles. Several parents are allowed, and missing ones were named where they stand.
    fn tree_problems(&mut self, graph: &Graph) {
        for problem in graph.hierarchy_problems() {
            let (problem, ids, message) = match problem {
                HierarchyProblem::SelfParent { account } => {
                    let id = self.accounts.name(*account);
                    let message = format!("'{id}' is its own parent");
                    ("self_parent", vec![id], message)
                }
                HierarchyProblem::Cycle { members } => {
                    let ids: Vec<String> = members.iter().map(|member| self.accounts.name(*member)).collect();
                    let ring = ids.iter().chain(ids.first()).map(String::as_str).collect::<Vec<_>>();
                    let message = format!("these accounts own each other: {}", ring.join(" → "));
                    ("cycle", ids, message)
                }
                HierarchyProblem::SeveralParents { .. } | HierarchyProblem::MissingParent { .. } => continue,
            };
            self.problems.push(DocumentProblem { problem, place: None, ids, message });
        }
    }

    fn scores(&self, document: &GraphDocument, graph: &Graph) -> Result<Vec<GraphScore>, GraphError> {
        let people = document.contacts.iter().filter_map(|contact| {
            let person = Person { engagement: Points::round(contact.engagement), ..Person::default() };
            Some((self.contacts.number(&contact.id)?, person))
        });
        let people = People::new(graph, people)?;
        let rules = Rules { strategy: document.strategy.0, ..Rules::default() };
        let rollup = Rollup::new(graph, &people, &rules);
        let mut scratch = Scratch::new(graph);
        let mut scores = Vec::with_capacity(document.accounts.len());
        for account in &document.accounts {
            let number = self.accounts.number(&account.id).unwrap_or_default();
            let ledger = rollup.short_ledger(number, &mut scratch)?;
            let lines = ledger.lines.into_iter().map(|line| GraphLine {
                contact: self.contacts.name(line.contact),
                reach: without_noise(line.reach),
                points: line.points,
            });
            let lines = lines.collect();
            scores.push(GraphScore { id: account.id.clone(), engagement: ledger.engagement, lines });
        }
        Ok(scores)
    }
}

/// 0.9 × 0.3 is written as 0.27, not as 0.27000000000000002.
fn without_noise(reach: f64) -> f64 {
    (reach * 1e12).round() / 1e12
}
