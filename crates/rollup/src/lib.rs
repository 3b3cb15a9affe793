//! From people to companies: a graph of typed, dated, weighted relationships turns the engagement of contacts into
//! the engagement of accounts, with a ledger that attributes every point. No input, no output, no clock.
//!
//! The way through: [`Graph::builder`] takes ids and [`Edge`]s and gives a [`Graph`]; [`People`] holds what each
//! contact brings ([`Person`]); [`Rollup`] puts both together under [`Rules`] and answers for all accounts
//! ([`Rollup::all`]), some ([`Rollup::accounts`]), one with its ledger ([`Rollup::account_ledger`]) or one corporate
//! family ([`Rollup::family`]). The same types serve the whole database and the neighbourhood of one contact: a
//! graph that holds every path of at most `max_edges` edges into an account gives that account the same score, to the
//! last digit, as the whole graph does.

mod committee;
mod document;
mod error;
mod graph;
mod hierarchy;
mod ids;
mod mqa;
mod people;
mod rollup;
mod search;
mod strategy;
mod surge;

pub use committee::{Coverage, RoleSet, SeatCoverage};
pub use document::{
    DocumentError, DocumentErrors, DocumentProblem, GraphAccount, GraphAnswer, GraphContact, GraphDocument,
    GraphLine, GraphRelationship, GraphScore, StrategyDocument,
};
pub use error::GraphError;
pub use graph::{Edge, Graph, GraphBuilder, Node, PathStep, ReachPath};
pub use hierarchy::HierarchyProblem;
pub use mqa::{MqaCondition, MqaDecision, decide_mqa};
pub use people::{People, Person};
pub use rollup::{AccountLedger, AccountScore, Family, FamilyMember, LedgerLine, Rollup, Rules};
pub use strategy::{Contribution, account_engagement, attribute};
pub use surge::{Surge, SurgePerson, surge, surge_p_value};
