//! What scoring needs beside the contacts themselves: models, accounts, jobs and the graph, as they were at one moment.

use std::collections::BTreeSet;
use std::sync::Arc;

use bareme_rollup::Graph;
use bareme_scoring::{
    Adjustment, Attributes, BuyingRole, EdgeWeights, Instant, Matcher, Model, RelationshipKind,
};
use bareme_store::relationships::Relationship;
use bareme_store::{AnyConnection, accounts, contacts, relationships};

use super::facts::WantedFacts;
use crate::graph::graph_edge;
use crate::{Engine, LoadedModel, Result};

/// A model, prepared.
pub(super) struct Prepared {
    pub id: i64,
    pub version_id: i64,
    pub model: Arc<Model>,
    pub matcher: Arc<Matcher>,
    /// Adjustments that hold, by contact.
    pub adjustments: Vec<(i64, Adjustment)>,
    pub graph: Arc<Graph>,
}

/// Everything but the contacts.
pub(super) struct World {
    pub as_of: Instant,
    pub models: Vec<Prepared>,
    /// What models want to know of a contact.
    pub contact_facts: WantedFacts,
    /// Wanted facts of accounts, by id.
    accounts: Vec<(i64, Attributes)>,
    /// Main jobs at the moment: contact, account, role; by contact.
    jobs: Vec<(i64, i64, BuyingRole)>,
}

impl World {
    pub fn load(engine: &Engine, loaded: &[LoadedModel], as_of: Instant) -> Result<Self> {
        let mut contact_names = BTreeSet::new();
        let mut account_names = BTreeSet::new();
        for loaded in loaded {
            let read = loaded.model.attributes_read();
            contact_names.extend(read.contact);
            account_names.extend(read.account);
        }
        let (kinds, accounts) = engine.database().read(|c| -> Result<_> {
            Ok((engine.kinds(c)?, account_facts(c, &WantedFacts::new(account_names), as_of)?))
        })?;
        let mut graphs: Vec<(EdgeWeights, Arc<Graph>)> = Vec::new();
        let mut jobs = Vec::new();
        let mut models = Vec::new();
        for loaded in loaded {
            let weights = &loaded.model.account.weights;
            let graph = if let Some((_, graph)) = graphs.iter().find(|(known, _)| known == weights) {
                Arc::clone(graph)
            } else {
                let ids: Vec<i64> = accounts.iter().map(|(id, _)| *id).collect();
                let (graph, found) = engine.database().read(|c| load_graph(c, weights, ids, as_of))?;
                let graph = Arc::new(graph);
                graphs.push((weights.clone(), Arc::clone(&graph)));
                jobs = found;
                graph
            };
            let version_id = loaded.stored.version.id;
            models.push(Prepared {
                id: loaded.stored.id,
                version_id,
                matcher: engine.matcher(version_id, &loaded.model, &kinds),
                model: Arc::clone(&loaded.model),
                adjustments: super::adjustments_of(engine, loaded.stored.id, as_of)?,
                graph,
            });
        }
        Ok(Self { as_of, models, contact_facts: WantedFacts::new(contact_names), accounts, jobs })
    }

    /// Wanted facts of an account.
    pub fn account(&self, id: i64) -> Option<&Attributes> {
        let place = self.accounts.binary_search_by_key(&id, |(id, _)| *id).ok()?;
        self.accounts.get(place).map(|(_, attributes)| attributes)
    }

    /// The main job of a contact at the moment.
    pub fn job(&self, contact: i64) -> Option<(i64, BuyingRole)> {
        let place = self.jobs.binary_search_by_key(&contact, |(contact, _, _)| *contact).ok()?;
        self.jobs.get(place).map(|(_, account, role)| (*account, *role))
    }
}

fn account_facts(
    connection: &mut AnyConnection,
    wanted: &WantedFacts,
    as_of: Instant,
) -> Result<Vec<(i64, Attributes)>> {
    let past = accounts::list_history(connection, as_of)?;
    let mut found = Vec::new();
    accounts::for_each(connection, |account| -> Result<()> {
        let attributes = match past.binary_search_by_key(&account.id, |past| past.id) {
            Ok(place) => past.get(place).map(|past| past.attributes.clone()).unwrap_or_default(),
            Err(_) => account.attributes,
        };
        found.push((account.id, wanted.keep(attributes)));
        Ok(())
    })?;
    Ok(found)
}

type Jobs = Vec<(i64, i64, BuyingRole)>;

fn load_graph(
    connection: &mut AnyConnection,
    weights: &EdgeWeights,
    accounts: Vec<i64>,
    as_of: Instant,
) -> Result<(Graph, Jobs)> {
    let people = contacts::list_ids(connection)?;
    let mut builder = Graph::builder(weights, as_of, accounts, people)?;
    let mut jobs: Jobs = Vec::new();
    relationships::for_each(connection, |edge| -> Result<()> {
        if builder.add(&graph_edge(&edge))? && edge.kind == RelationshipKind::WorksAt {
            add_job(&mut jobs, &edge);
        }
        Ok(())
    })?;
    Ok((builder.build(), jobs))
}

/// Keeps the main job of each contact: the strongest role, then the lowest account. Edges come by contact.
fn add_job(jobs: &mut Jobs, edge: &Relationship) {
    let defaults = EdgeWeights::default();
    match jobs.last_mut() {
        Some((contact, account, role)) if *contact == edge.from_id => {
            if defaults.of_role(edge.role) > defaults.of_role(*role) {
                (*account, *role) = (edge.to_id, edge.role);
            }
        }
        _ => jobs.push((edge.from_id, edge.to_id, edge.role)),
    }
}
