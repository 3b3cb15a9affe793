//! One contact: the ledger with its evidence, how the score came to be, leads and relationships.

use bareme_rollup::Node;
use bareme_scoring::{
    Activity, ActivityKind, Adjustment, Attributes, BuyingRole, EdgeWeights, Instant, RelationshipKind, Subject,
};
use bareme_store::contacts::Contact;
use bareme_store::facts::PastFacts;
use bareme_store::lists::ContactLine;
use bareme_store::models::StoredVersion;
use bareme_store::relationships::{self, Relationship};
use bareme_store::{AnyConnection, accounts, activities, adjustments, contacts, models, scores};

use super::list::row;
use crate::pages::graph_view::{self, Names};
use crate::pages::ledger::{cell_view, engagement_ledger, fit_ledger, fit_weights};
use crate::pages::{leads, scored_as_of, timeline};
use crate::score::{adjustment, relationship_facts};
use crate::view::{ContactView, Ledger, RelationshipView, TrendPoint};
use crate::{Engine, EngineError, LoadedModel, Result};

/// Points of the history, one a week.
const WEEKS: i64 = 26;

/// One contact under a model.
///
/// # Errors
///
/// An unknown contact or model, a bad cursor, and those of the store.
pub fn show(engine: &Engine, id: i64, model: Option<&str>, cursor: Option<&str>) -> Result<ContactView> {
    engine.database().read(|c| {
        let contact = contacts::find(c, id)?.ok_or_else(|| EngineError::not_found("contact", id))?;
        let (model, models) = engine.pick_model(c, model)?;
        let known = Known::load(engine, c, &contact)?;
        let edges = edges_of(c, id)?;
        let names = Names::load(c, model.as_ref(), &edges, &[id], &[])?;
        let weights = model.as_ref().map(|model| model.model.account.weights.clone()).unwrap_or_default();
        let mut view = start(c, &known, model.as_ref())?;
        view.models = models;
        if let Some(model) = &model {
            explain(engine, c, &mut view, &known, model)?;
        }
        let moment = view.as_of.unwrap_or_else(|| engine.now());
        view.leads = leads::of_contact(engine, c, id)?;
        view.relationships = edges.iter().map(|edge| relationship(edge, id, &names)).collect();
        view.timeline = timeline::timeline(engine, c, &[id], cursor)?;
        view.graph = graph_view::around(Node::Contact(id), &edges, &names, &weights, moment);
        Ok(view)
    })
}

/// Everything that scores of one contact follow from.
struct Known {
    contact: Contact,
    /// What was known before, oldest first.
    past: Vec<PastFacts>,
    /// The account of the main job.
    account: Option<accounts::Account>,
    /// Jobs, past ones too.
    jobs: Vec<Relationship>,
    activities: Vec<Activity>,
    kinds: std::sync::Arc<Vec<ActivityKind>>,
}

impl Known {
    fn load(engine: &Engine, c: &mut AnyConnection, contact: &Contact) -> Result<Self> {
        Ok(Self {
            past: contacts::list_history_of(c, contact.id)?,
            account: match contact.account_id {
                Some(id) => accounts::find(c, id)?,
                None => None,
            },
            jobs: relationships::list_from(c, &[RelationshipKind::WorksAt], &[contact.id])?,
            activities: activities::list(c, contact.id, Instant::MAX)?,
            kinds: engine.kinds(c)?,
            contact: contact.clone(),
        })
    }

    /// What was known of the contact at a moment.
    fn facts(&self, at: Instant) -> &Attributes {
        self.past.iter().find(|past| past.known_until > at).map_or(&self.contact.attributes, |past| &past.attributes)
    }

    /// The main job at a moment: the strongest role, then the lowest account.
    fn job(&self, at: Instant) -> Option<(i64, BuyingRole)> {
        let weights = EdgeWeights::default();
        let mut best: Option<(i64, BuyingRole)> = None;
        for edge in self.jobs.iter().filter(|edge| edge.holds_at(at)) {
            if best.is_none_or(|(_, role)| weights.of_role(edge.role) > weights.of_role(role)) {
                best = Some((edge.to_id, edge.role));
            }
        }
        best
    }

    /// What was known of the account of the main job at a moment.
    fn account_facts(&self, c: &mut AnyConnection, at: Instant) -> Result<Option<Attributes>> {
        let Some((id, _)) = self.job(at) else { return Ok(None) };
        if let Some(past) = accounts::find_history(c, id, at)? {
            return Ok(Some(past));
        }
        match self.account.as_ref().filter(|account| account.id == id) {
            Some(account) => Ok(Some(account.attributes.clone())),
            None => Ok(accounts::find(c, id)?.map(|account| account.attributes)),
        }
    }
}

fn start(c: &mut AnyConnection, known: &Known, model: Option<&LoadedModel>) -> Result<ContactView> {
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
        row: row(line)?,
        key: contact.key.clone(),
        attributes: contact.attributes.iter().map(|(name, value)| (name.clone(), value.to_string())).collect(),
        model: model.map(LoadedModel::reference),
        models: Vec::new(),
        as_of,
        applies: score.is_some(),
        completeness: score.and_then(|score| u32::try_from(score.completeness).ok()).unwrap_or(0),
        knock_outs: Vec::new(),
        cell: None,
        fit: nothing.clone(),
        engagement: nothing,
        history: Vec::new(),
        leads: Vec::new(),
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
    known: &Known,
    model: &LoadedModel,
) -> Result<()> {
    let Some(as_of) = view.as_of else { return Ok(()) };
    let evaluation = evaluate(engine, c, known, &model.stored.id, (&model.stored.version, model), as_of)?;
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
    }
    view.history = history(engine, c, known, model, as_of)?;
    Ok(())
}

fn evaluate(
    engine: &Engine,
    c: &mut AnyConnection,
    known: &Known,
    model_id: &i64,
    (version, loaded): (&StoredVersion, &LoadedModel),
    as_of: Instant,
) -> Result<bareme_scoring::Evaluation> {
    let model = engine.model_of(&loaded.stored.name, version)?;
    let stored = adjustments::list(c, *model_id, Some(known.contact.id), as_of)?;
    let adjustments: Vec<Adjustment> = stored.into_iter().map(adjustment).collect();
    let account = known.account_facts(c, as_of)?;
    let relationship = relationship_facts(known.job(as_of).map(|(_, role)| role));
    let matcher = engine.matcher(version.id, &model, &known.kinds);
    let subject = Subject {
        contact: known.facts(as_of),
        account: account.as_ref(),
        relationship: Some(&relationship),
        activities: &known.activities,
        adjustments: &adjustments,
    };
    Ok(model.evaluate(&subject, &matcher, as_of))
}

/// What the contact scored at the end of each of the last weeks, by the version that was in force: recomputed, since
/// the score is a pure function of what was known. Days before the first version use the first one.
fn history(
    engine: &Engine,
    c: &mut AnyConnection,
    known: &Known,
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
        let in_force = versions.iter().find(|version| version.published_at <= at.millis()).or(versions.last());
        let Some(version) = in_force else { continue };
        let evaluation = evaluate(engine, c, known, &model.stored.id, (version, model), at)?;
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
