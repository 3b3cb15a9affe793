//! What can be wrong with a graph, said for the person who sent it.

use bareme_scoring::RelationshipKind;

/// A relationship, a setting or a question that the graph cannot take.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum GraphError {
    /// An edge or a question names a contact that the graph was not given.
    #[error("contact {0} is not in the graph: name every contact when the graph is begun")]
    UnknownContact(i64),
    /// An edge or a question names an account that the graph was not given.
    #[error("account {0} is not in the graph: name every account when the graph is begun")]
    UnknownAccount(i64),
    /// The own weight of an edge is out of range.
    #[error(
        "the {} relationship from {from} to {to} has the weight {weight}: a weight is above 0 and at most 1",
        kind.word()
    )]
    Weight {
        /// Type of the edge.
        kind: RelationshipKind,
        /// Where it starts.
        from: i64,
        /// Where it ends.
        to: i64,
        /// What was given.
        weight: f64,
    },
    /// The ownership share of an edge is out of range.
    #[error("account {from} is owned by {to} with the share {share}: a share is above 0 and at most 1")]
    Share {
        /// The subsidiary.
        from: i64,
        /// The parent.
        to: i64,
        /// What was given.
        share: f64,
    },
    /// A default weight or a limit of paths is out of range.
    #[error("the setting weights.{name} is {value}: it must be {range}")]
    Setting {
        /// Name of the setting, as in the model document.
        name: &'static str,
        /// What was given.
        value: f64,
        /// What is allowed.
        range: &'static str,
    },
    /// More contacts and accounts together than the graph can number.
    #[error("the graph has more than four thousand million contacts and accounts")]
    TooLarge,
}
