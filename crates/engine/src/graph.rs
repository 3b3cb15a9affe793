//! From stored relationships to the roll-up's graph: the whole of it, or the part around some accounts.

use std::collections::BTreeSet;

use bareme_rollup::{Edge, Graph, HierarchyProblem};
use bareme_scoring::{EdgeWeights, Instant, RelationshipKind};
use bareme_store::AnyConnection;
use bareme_store::relationships::{self, Relationship};

use crate::Result;

/// Kinds of edges between people.
const BETWEEN_PEOPLE: [RelationshipKind; 2] = [RelationshipKind::ReferredBy, RelationshipKind::ReportsTo];
/// Kinds of edges from people to accounts.
const TO_ACCOUNTS: [RelationshipKind; 2] = [RelationshipKind::WorksAt, RelationshipKind::Advises];
/// Kinds of edges between accounts.
const BETWEEN_ACCOUNTS: [RelationshipKind; 2] = [RelationshipKind::SubsidiaryOf, RelationshipKind::PartnerOf];

/// What is wrong or unusual in the corporate tree as it is now.
pub(crate) fn tree_problems(connection: &mut AnyConnection, now: Instant) -> Result<Vec<HierarchyProblem>> {
    let mut ids = Vec::new();
    let mut edges = Vec::new();
    relationships::for_each(connection, |edge| -> Result<()> {
        if edge.kind == RelationshipKind::SubsidiaryOf {
            ids.push(edge.from_id);
            ids.push(edge.to_id);
            edges.push(graph_edge(&edge));
        }
        Ok(())
    })?;
    ids.sort_unstable();
    ids.dedup();
    let mut builder = Graph::builder(&EdgeWeights::default(), now, ids, Vec::new())?;
    for edge in &edges {
        builder.add(edge)?;
    }
    Ok(builder.build().hierarchy_problems().to_vec())
}

/// A stored edge as the roll-up takes it.
pub(crate) fn graph_edge(edge: &Relationship) -> Edge {
    Edge {
        kind: edge.kind,
        from: edge.from_id,
        to: edge.to_id,
        role: edge.role,
        weight: edge.weight,
        share: edge.share,
        valid_from: Some(edge.valid_from),
        valid_to: Some(edge.valid_to),
    }
}

/// Accounts that one step can lead to, in either direction.
fn accounts_beside(
    connection: &mut AnyConnection,
    accounts: &[i64],
    edges: &mut Vec<Relationship>,
) -> Result<Vec<i64>> {
    let mut found = relationships::list_from(connection, &BETWEEN_ACCOUNTS, accounts)?;
    found.extend(relationships::list_to(connection, &BETWEEN_ACCOUNTS, accounts)?);
    let mut beside: Vec<i64> = found.iter().flat_map(|edge| [edge.from_id, edge.to_id]).collect();
    edges.extend(found);
    unique(&mut beside);
    Ok(beside)
}

fn unique(ids: &mut Vec<i64>) {
    ids.sort_unstable();
    ids.dedup();
}

/// The accounts that a contact may reach within so many edges, whatever the weights; by id.
pub(crate) fn accounts_near_contact(
    connection: &mut AnyConnection,
    contact: i64,
    max_edges: u8,
) -> Result<Vec<i64>> {
    let (mut people, mut accounts) = (BTreeSet::from([contact]), BTreeSet::new());
    let (mut people_front, mut accounts_front) = (vec![contact], Vec::new());
    for _ in 0..max_edges {
        let mut found = accounts_beside(connection, &accounts_front, &mut Vec::new())?;
        let jobs = relationships::list_from(connection, &TO_ACCOUNTS, &people_front)?;
        found.extend(jobs.iter().map(|edge| edge.to_id));
        let links = relationships::list_from(connection, &BETWEEN_PEOPLE, &people_front)?;
        accounts_front = found.into_iter().filter(|account| accounts.insert(*account)).collect();
        people_front =
            links.iter().map(|edge| edge.to_id).filter(|contact| people.insert(*contact)).collect();
        if accounts_front.is_empty() && people_front.is_empty() {
            break;
        }
    }
    Ok(accounts.into_iter().collect())
}

/// The part of the graph that holds every path of at most `max_edges` edges into some accounts: those accounts score
/// in it exactly as in the whole graph.
pub(crate) struct Neighbourhood {
    /// The graph.
    pub graph: Graph,
    /// The contacts in it.
    pub contacts: Vec<i64>,
    /// Every edge in it, past ones too.
    pub edges: Vec<Relationship>,
}

/// Reads the neighbourhood of some accounts. Very large neighbourhoods are read whole: nothing is left out.
pub(crate) fn neighbourhood(
    connection: &mut AnyConnection,
    weights: &EdgeWeights,
    accounts: &[i64],
    as_of: Instant,
) -> Result<Neighbourhood> {
    let mut edges = Vec::new();
    let mut all = accounts.to_vec();
    let mut front = accounts.to_vec();
    for _ in 1..weights.max_edges.max(1) {
        let mut beside = accounts_beside(connection, &front, &mut edges)?;
        beside.retain(|account| all.binary_search(account).is_err());
        if beside.is_empty() {
            break;
        }
        all.extend(&beside);
        unique(&mut all);
        front = beside;
    }
    let jobs = relationships::list_to(connection, &TO_ACCOUNTS, &all)?;
    let mut contacts: Vec<i64> = jobs.iter().map(|edge| edge.from_id).collect();
    unique(&mut contacts);
    edges.extend(jobs);
    let mut front = contacts.clone();
    for _ in 2..weights.max_edges.max(1) {
        let links = relationships::list_to(connection, &BETWEEN_PEOPLE, &front)?;
        let mut beside: Vec<i64> = links.iter().map(|edge| edge.from_id).collect();
        edges.extend(links);
        unique(&mut beside);
        beside.retain(|contact| contacts.binary_search(contact).is_err());
        if beside.is_empty() {
            break;
        }
        contacts.extend(&beside);
        unique(&mut contacts);
        front = beside;
    }
    edges.sort_by_key(|edge| edge.id);
    edges.dedup_by_key(|edge| edge.id);
    // Edges that lead out of the neighbourhood belong to paths that do not end in the accounts.
    edges.retain(|edge| {
        let inside = |id: i64, contact: bool| {
            if contact { contacts.binary_search(&id).is_ok() } else { all.binary_search(&id).is_ok() }
        };
        inside(edge.from_id, edge.kind.from_contact()) && inside(edge.to_id, edge.kind.to_contact())
    });
    let mut builder = Graph::builder(weights, as_of, all, contacts.clone())?;
    for edge in &edges {
        builder.add(&graph_edge(edge))?;
    }
    Ok(Neighbourhood { graph: builder.build(), contacts, edges })
}
