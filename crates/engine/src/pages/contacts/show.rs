//! One contact: the ledger with its evidence, how the score came to be, leads and relationships.

use bareme_rollup::Node;
use bareme_scoring::{Instant, RelationshipKind};
use bareme_store::lists::ContactLine;
use bareme_store::relationships::{self, Relationship};
use bareme_store::{AnyConnection, contacts, models, scores};

use super::list::row;
use crate::pages::graph_view::{self, Names};
use crate::pages::ledger::{cell_view, contact_bands, engagement_ledger, fit_ledger, fit_weights};
use crate::pages::{leads, scored_as_of, shown_attributes, timeline, worklist};
use crate::past::Past;
use crate::sight::Seen;
use crate::view::{ChanceOf, ContactView, Ledger, RelationshipView, TrendPoint};
use crate::{Engine, EngineError, LoadedModel, Result};

/// Points of the history, one a week.
const WEEKS: i64 = 26;

/// One contact under a model.
///
/// # Errors
///
/// An unknown contact or model, a bad cursor, and those of the store.
pub fn show(engine: &Engine, id: i64, model: Option<&str>, cursor: Option<&str>) -> Result<ContactView> {
    let view = engine.database().read(|c| -> Result<_> {
        let contact = contacts::find(c, id)?.ok_or_else(|| EngineError::not_found("contact", id))?;
        let seen = engine.people(c)?;
        seen.contact(c, id)?;
        let (model, models) = engine.pick_model(c, model)?;
        let known = Past::load(engine, c, &contact)?;
        let edges = edges_of(c, id)?;
        let names = Names::load(c, &seen, model.as_ref(), &edges, &[id], &[])?;
        let weights = model.as_ref().map(|model| model.model.account.weights.clone()).unwrap_or_default();
        let mut view = start(c, &seen, &known, model.as_ref())?;
        view.models = models;
        if let Some(model) = &model {
            explain(engine, c, &mut view, &known, model)?;
        }
        let moment = view.as_of.unwrap_or_else(|| engine.now());
        view.leads = leads::of_contact(engine, c, &seen, id)?;
        view.reasons = worklist::reasons(&engine.agreement(c)?.reasons);
        view.relationships = edges.iter().map(|edge| relationship(edge, id, &names)).collect();
        view.timeline = timeline::timeline(engine, c, &seen, &[id], cursor)?;
        view.graph = graph_view::around(Node::Contact(id), &edges, &names, &weights, moment);
        Ok(view)
    })?;
    engine.note_look("contact", id)?;
    Ok(view)
}

fn start(
    c: &mut AnyConnection,
    seen: &Seen,
    known: &Past,
    model: Option<&LoadedModel>,
) -> Result<ContactView> {
    let contact = &known.contact;
    let score = match model {
        Some(model) => scores::find_contact(c, model.stored.id, contact.id)?,
        None => None,
    };
    let text = |name: &str| contact.attributes.get(name).map(ToString::to_string);
    let as_of = score.map(|score| Instant::from_millis(score.as_of)).max(scored_as_of(model));
    let line = ContactLine {
        id: contact.id,
        name: contact.name(),
        name_folded: String::new(),
        email: text("email"),
        title: text("title"),
        account_id: contact.account_id,
        account: known.account.as_ref().map(|account| account.name().to_owned()),
        score,
    };
    let nothing = Ledger { score: bareme_scoring::Points::ZERO, lines: Vec::new() };
    Ok(ContactView {
        row: row(line, seen)?,
        key: seen.text(contact.key.clone()),
        attributes: shown_attributes(&contact.attributes)
            .into_iter()
            .map(|(name, value)| (name.clone(), seen.attribute(&name, value)))
            .collect(),
        model: model.map(LoadedModel::reference),
        models: Vec::new(),
        as_of,
        applies: score.is_some(),
        completeness: score.and_then(|score| u32::try_from(score.completeness).ok()).unwrap_or(0),
        knock_outs: Vec::new(),
        cell: None,
        bands: model.map(|model| contact_bands(&model.model)),
        chance: None,
        fit: nothing.clone(),
        engagement: nothing,
        history: Vec::new(),
        leads: Vec::new(),
        reasons: Vec::new(),
        relationships: Vec::new(),
        timeline: crate::view::Slice { rows: Vec::new(), next: None, previous: None },
        graph: crate::view::GraphView::default(),
    })
}

/// The ledgers, computed again for the moment that the stored score holds for: a score is a pure function, so they add
/// up to it.
fn explain(
    engine: &Engine,
    c: &mut AnyConnection,
    view: &mut ContactView,
    known: &Past,
    model: &LoadedModel,
) -> Result<()> {
    let Some(as_of) = view.as_of else { return Ok(()) };
    let evaluation = known.evaluate(engine, c, model, &model.stored.version, as_of)?;
    view.applies = evaluation.applies;
    if let (Some(fit), Some(rating)) = (&evaluation.fit, evaluation.rating) {
        view.completeness = u32::from(fit.completeness);
        view.knock_outs.clone_from(&fit.knock_outs);
        view.fit = fit_ledger(fit, &fit_weights(&model.model.fit));
        view.engagement = engagement_ledger(&evaluation, &model.model);
        let mut cell = cell_view(rating, model.model.matrix.cell(rating));
        if let Some(action) = evaluation.action {
            cell.action = action.word();
            cell.sla_hours = evaluation.sla_hours;
        }
        view.cell = Some(cell);
        let learnt = engine.learnt(c, model)?;
        view.chance = learnt.and_then(|learnt| learnt.chance(model, &evaluation, ChanceOf::Sql));
    }
    view.history = history(engine, c, known, model, as_of)?;
    Ok(())
}

/// What the contact scored at the end of each of the last weeks, by the version that was in force: recomputed, since
/// the score is a pure function of what was known. Days before the first version use the first one.
fn history(
    engine: &Engine,
    c: &mut AnyConnection,
    known: &Past,
    model: &LoadedModel,
    as_of: Instant,
) -> Result<Vec<TrendPoint>> {
    let versions = models::list_versions(c, model.stored.id)?;
    let mut points = Vec::new();
    for week in (0..=WEEKS).rev() {
        let at = as_of.plus_days(-7 * week);
        if known.contact.created_at.is_some_and(|created| created > at) {
            continue;
        }
        let in_force =
            versions.iter().find(|version| version.published_at <= at.millis()).or(versions.last());
        let Some(version) = in_force else { continue };
        let evaluation = known.evaluate(engine, c, model, version, at)?;
        if let (Some(fit), Some(engagement), Some(rating)) =
            (evaluation.fit, evaluation.engagement, evaluation.rating)
        {
            points.push(TrendPoint { at, fit: fit.score, engagement: engagement.score, rating });
        }
    }
    Ok(points)
}

fn edges_of(c: &mut AnyConnection, id: i64) -> Result<Vec<Relationship>> {
    let from: Vec<RelationshipKind> =
        RelationshipKind::ALL.into_iter().filter(|kind| kind.from_contact()).collect();
    let to: Vec<RelationshipKind> = from.iter().copied().filter(|kind| kind.to_contact()).collect();
    let mut edges = relationships::list_from(c, &from, &[id])?;
    edges.extend(relationships::list_to(c, &to, &[id])?);
    Ok(edges)
}

fn relationship(edge: &Relationship, contact: i64, names: &Names) -> RelationshipView {
    let outward = edge.from_id == contact;
    let (id, is_contact) =
        if outward { (edge.to_id, edge.kind.to_contact()) } else { (edge.from_id, edge.kind.from_contact()) };
    let node = if is_contact { Node::Contact(id) } else { Node::Account(id) };
    RelationshipView {
        kind: edge.kind,
        outward,
        role: (edge.kind == RelationshipKind::WorksAt).then_some(edge.role),
        account: !is_contact,
        id,
        name: names.of(node),
        valid_from: Some(edge.valid_from).filter(|at| *at != Instant::MIN),
        valid_to: Some(edge.valid_to).filter(|at| *at != Instant::MAX),
    }
}
