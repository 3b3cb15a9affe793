//! Reads the words and numbers of the document and says everything that is wrong with them at once.

use std::collections::BTreeSet;
use std::fmt;

use bareme_scoring::{BuyingRole, RelationshipKind, Strategy};
use serde::Serialize;

use super::{GraphDocument, GraphRelationship};

/// One thing that is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("{place}: {message}")]
pub struct DocumentError {
    /// The place in the document, such as `relationships[3].kind`.
    pub place: String,
    /// What is wrong and what would be right.
    pub message: String,
}

/// Everything that is wrong with a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
pub struct DocumentErrors(pub Vec<DocumentError>);

impl fmt::Display for DocumentErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, error) in self.0.iter().enumerate() {
            let line_break = if index > 0 { "\n" } else { "" };
            write!(f, "{line_break}{error}")?;
        }
        Ok(())
    }
}

/// The words of a relationship, understood.
#[derive(Clone, Copy, Debug)]
pub(super) struct Words {
    pub(super) kind: RelationshipKind,
    pub(super) role: BuyingRole,
}

/// The words of all relationships, in their order.
pub(super) fn check(document: &GraphDocument) -> Result<Vec<Words>, DocumentErrors> {
    let mut errors = Errors::default();
    errors.strategy(document.strategy.0);
    errors.ids("accounts", document.accounts.iter().map(|account| account.id.as_str()));
    errors.ids("contacts", document.contacts.iter().map(|contact| contact.id.as_str()));
    for (index, account) in document.accounts.iter().enumerate() {
        errors.part(&format!("accounts[{index}].ownership"), "an ownership share", account.ownership);
    }
    for (index, contact) in document.contacts.iter().enumerate() {
        if !(0.0..=100.0).contains(&contact.engagement) {
            let message = format!("engagement is {}: it goes from 0 to 100", contact.engagement);
            errors.add(format!("contacts[{index}].engagement"), message);
        }
    }
    let relationships = document.relationships.iter().enumerate();
    let words = relationships.map(|(index, relationship)| errors.relationship(index, relationship)).collect();
    if errors.0.is_empty() { Ok(words) } else { Err(DocumentErrors(errors.0)) }
}

#[derive(Default)]
struct Errors(Vec<DocumentError>);

impl Errors {
    fn add(&mut self, place: String, message: String) {
        self.0.push(DocumentError { place, message });
    }

    fn strategy(&mut self, strategy: Strategy) {
        match strategy {
            Strategy::Champion { share } if !(0.0..=1.0).contains(&share) => {
                self.add("strategy.champion.share".into(), format!("share is {share}: it goes from 0 to 1"));
            }
            Strategy::Sum { cap } if !(cap > 0.0 && cap <= 100.0) => {
                self.add("strategy.sum.cap".into(), format!("cap is {cap}: it is above 0 and at most 100"));
            }
            _ => {}
        }
    }

    fn ids<'d>(&mut self, list: &str, ids: impl Iterator<Item = &'d str>) {
        let mut seen = BTreeSet::new();
        for (index, id) in ids.enumerate() {
            if id.is_empty() {
                self.add(format!("{list}[{index}].id"), "the id is empty: give every one its own".into());
            } else if !seen.insert(id) {
                let message = format!("the id '{id}' occurs a second time: ids are unique among {list}");
                self.add(format!("{list}[{index}].id"), message);
            }
        }
    }

    /// A number above 0 and at most 1.
    fn part(&mut self, place: &str, what: &str, value: Option<f64>) {
        if let Some(value) = value.filter(|value| !(*value > 0.0 && *value <= 1.0)) {
            self.add(place.into(), format!("{value} is out of range: {what} is above 0 and at most 1"));
        }
    }

    fn relationship(&mut self, index: usize, relationship: &GraphRelationship) -> Words {
        let place = |field: &str| format!("relationships[{index}].{field}");
        let kind = RelationshipKind::from_word(&relationship.kind);
        if kind.is_none() {
            let known = RelationshipKind::ALL.map(RelationshipKind::word).join(", ");
            self.add(place("kind"), format!("'{}' is not a kind: take one of {known}", relationship.kind));
        }
        let word = relationship.role.as_deref().unwrap_or(BuyingRole::Unknown.word());
        let role = BuyingRole::from_word(word);
        if role.is_none() {
            let known = BuyingRole::ALL.map(BuyingRole::word).join(", ");
            self.add(place("role"), format!("'{word}' is not a buying role: take one of {known}"));
        }
        self.part(&place("weight"), "a weight", relationship.weight);
        self.part(&place("share"), "an ownership share", relationship.share);
        // The stand-in is never used: an error was noted.
        Words { kind: kind.unwrap_or(RelationshipKind::WorksAt), role: role.unwrap_or_default() }
    }
}
