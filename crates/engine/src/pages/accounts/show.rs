//! One account: its rating and why, who is behind it and who is missing.

use bareme_rollup::{AccountLedger, MqaCondition as Decided, Node, PathStep, People, Rollup, decide_mqa};
use bareme_scoring::{BuyingRole, Grade, Instant, Points, Rating, RelationshipKind, Strategy};
use bareme_store::AnyConnection;
use bareme_store::accounts::{self, Account};
use bareme_store::lists::AccountLine;
use bareme_store::relationships::Relationship;
use bareme_store::scores::{self, AccountScore};

use super::list::{points, row, trends};
use crate::graph::{Neighbourhood, neighbourhood};
use crate::pages::graph_view::{self, Names};
use crate::pages::ledger::{account_bands, fit_ledger, fit_weights};
use crate::pages::{scored_as_of, shown_attributes, timeline};
use crate::score::{people_of, rules_of};
use crate::sight::Seen;
use crate::view::{
    AccountRow, AccountView, ContributionView, FamilyMember, FamilyView, Ledger, MqaCondition, SeatView,
    SurgePerson, TreeProblem,
};
use crate::{Engine, EngineError, LoadedModel, Result, tree};

/// Members of a family shown in its tree.
const FAMILY: usize = 60;

/// One account under a model.
///
/// # Errors
///
/// An unknown account or model, a bad cursor, and those of the store.
pub fn show(engine: &Engine, id: i64, model: Option<&str>, cursor: Option<&str>) -> Result<AccountView> {
    let view = engine.database().read(|c| -> Result<_> {
        let account = accounts::find(c, id)?.ok_or_else(|| EngineError::not_found("account", id))?;
        let seen = engine.people(c)?;
        seen.account(c, id)?;
        let (model, models) = engine.pick_model(c, model)?;
        let score = match &model {
            Some(model) => scores::find_account(c, model.stored.id, id)?,
            None => None,
        };
        let since = scored_as_of(model.as_ref()).unwrap_or_else(|| engine.now()).plus_days(-730);
        let trend = trends(c, model.as_ref(), &[id], since)?;
        let row = row(line(&account, score), model.as_ref(), &trend)?;
        let as_of = score.map(|score| Instant::from_millis(score.as_of)).max(scored_as_of(model.as_ref()));
        let mut view = empty(row, &account, model.as_ref());
        view.models = models;
        view.as_of = as_of;
        view.trend = trend.into_iter().map(|(_, point)| point).collect();
        let moment = as_of.unwrap_or_else(|| engine.now());
        let weights = model.as_ref().map(|model| model.model.account.weights.clone()).unwrap_or_default();
        let around = neighbourhood(c, &weights, &[id], moment)?;
        let direct: Vec<i64> = seen.contacts(c, &people_at(&around, id, moment))?.into_iter().collect();
        view.timeline = timeline::timeline(engine, c, &seen, &direct, cursor)?;
        // What is wrong with a tree names other companies of it.
        if seen.whose.is_none() {
            view.problems = problems(c, &around, id)?;
        }
        if let Some(model) = &model {
            explain(c, &seen, &mut view, model, &account, (&around, moment))?;
        }
        let names = Names::load(c, &seen, model.as_ref(), &around.edges, &[], &[id])?;
        view.graph = graph_view::around(Node::Account(id), &around.edges, &names, &weights, moment);
        Ok(view)
    })?;
    engine.note_look("account", id)?;
    Ok(view)
}

fn line(account: &Account, score: Option<AccountScore>) -> AccountLine {
    let text = |name: &str| account.attributes.get(name).map(ToString::to_string);
    AccountLine {
        id: account.id,
        name: account.name().to_owned(),
        name_folded: String::new(),
        industry: text("industry"),
        country: text("country"),
        employees: text("employees").and_then(|number| number.parse().ok()),
        owner: text("owner"),
        score,
    }
}

fn empty(row: AccountRow, account: &Account, model: Option<&LoadedModel>) -> AccountView {
    AccountView {
        row,
        key: account.key.clone(),
        attributes: shown_attributes(&account.attributes),
        model: model.map(LoadedModel::reference),
        models: Vec::new(),
        as_of: None,
        strategy: String::new(),
        bands: model.map(|model| account_bands(&model.model)),
        fit: Ledger { score: Points::ZERO, lines: Vec::new() },
        contributions: Vec::new(),
        seats: Vec::new(),
        mqa: Vec::new(),
        trend: Vec::new(),
        timeline: crate::view::Slice { rows: Vec::new(), next: None, previous: None },
        family: FamilyView { members: Vec::new(), hidden: 0, total: Points::ZERO },
        problems: Vec::new(),
        graph: crate::view::GraphView::default(),
    }
}

/// Contacts with a direct edge to the account at the moment.
fn people_at(around: &Neighbourhood, account: i64, moment: Instant) -> Vec<i64> {
    let mut people: Vec<i64> = around
        .edges
        .iter()
        .filter(|edge| matches!(edge.kind, RelationshipKind::WorksAt | RelationshipKind::Advises))
        .filter(|edge| edge.to_id == account && edge.holds_at(moment))
        .map(|edge| edge.from_id)
        .collect();
    people.sort_unstable();
    people.dedup();
    people
}

/// Fills in everything that a model says.
fn explain(
    c: &mut AnyConnection,
    seen: &Seen,
    view: &mut AccountView,
    model: &LoadedModel,
    account: &Account,
    (around, moment): (&Neighbourhood, Instant),
) -> Result<()> {
    let rules = rules_of(&model.model);
    let stored = people_of(c, model.stored.id, &around.contacts)?;
    let people = People::new(&around.graph, stored)?;
    let rollup = Rollup::new(&around.graph, &people, &rules);
    let fit = model.model.account_fit(&account.attributes, moment);
    if let Some(fit) = &fit {
        let weights = model.model.account.fit.as_ref().map(fit_weights).unwrap_or_default();
        view.fit = fit_ledger(fit, &weights);
    }
    view.strategy = strategy_word(model.model.account.strategy);
    let ledger = rollup.account_ledger(account.id)?;
    view.contributions = contributions(c, seen, model, &ledger, around, (account.id, moment))?;
    view.seats = seats(c, seen, model, around, account.id, moment)?;
    let score = rollup.accounts(&[account.id])?;
    if let Some(score) = score.first() {
        let rating = Rating::new(fit.as_ref().map_or(Grade::D, |fit| fit.grade), score.level);
        let rule = &model.model.account.mqa;
        view.mqa = decide_mqa(rule, rating, score.coverage, score.engaged_people)
            .conditions
            .into_iter()
            .map(condition)
            .collect();
    }
    if let Some(surge) = &mut view.row.surge {
        let behind = rollup.surge_people(account.id)?;
        let ids: Vec<i64> = behind.iter().map(|person| person.contact).collect();
        let names = seen.names(c, &ids)?;
        surge.people = behind
            .iter()
            .map(|person| SurgePerson {
                contact_id: person.contact,
                name: name_of(&names, person.contact),
                recent: person.recent,
            })
            .collect();
    }
    view.family = family(c, seen, model, account.id, moment)?;
    Ok(())
}

fn name_of(names: &[(i64, String, Option<String>)], id: i64) -> String {
    names.iter().find(|(known, _, _)| *known == id).map(|(_, name, _)| name.clone()).unwrap_or_default()
}

fn strategy_word(strategy: Strategy) -> String {
    match strategy {
        Strategy::NoisyOr => "noisy_or".to_owned(),
        Strategy::Champion { share } => format!("champion {share}"),
        Strategy::WeightedMean => "weighted_mean".to_owned(),
        Strategy::Max => "max".to_owned(),
        Strategy::Median => "median".to_owned(),
        Strategy::Sum { cap } => format!("sum {cap}"),
    }
}

fn contributions(
    c: &mut AnyConnection,
    seen: &Seen,
    model: &LoadedModel,
    ledger: &AccountLedger,
    around: &Neighbourhood,
    (account, moment): (i64, Instant),
) -> Result<Vec<ContributionView>> {
    let names = Names::load(c, seen, Some(model), &around.edges, &[], &[account])?;
    let ids: Vec<i64> = ledger.lines.iter().map(|line| line.contact).collect();
    let people = seen.names(c, &ids)?;
    let rated = scores::list_contacts(c, model.stored.id, &ids)?;
    ledger
        .lines
        .iter()
        .map(|line| {
            let score = rated.iter().find(|score| score.contact_id == line.contact);
            Ok(ContributionView {
                contact_id: line.contact,
                name: name_of(&people, line.contact),
                title: people
                    .iter()
                    .find(|(id, _, _)| *id == line.contact)
                    .and_then(|(_, _, title)| title.clone()),
                role: role_at(&around.edges, line.contact, account, moment),
                reach: line.reach,
                path: path_names(&line.path, &names),
                engagement: line.engagement,
                rating: score.map(scores::ContactScore::rating).transpose()?,
                points: line.points,
            })
        })
        .collect()
}

fn path_names(path: &[PathStep], names: &Names) -> Vec<String> {
    let mut shown: Vec<String> = path.first().map(|step| names.of(step.from)).into_iter().collect();
    shown.extend(path.iter().map(|step| names.of(step.to)));
    shown
}

fn role_at(edges: &[Relationship], contact: i64, account: i64, moment: Instant) -> Option<BuyingRole> {
    edges
        .iter()
        .filter(|edge| edge.kind == RelationshipKind::WorksAt && edge.holds_at(moment))
        .find(|edge| edge.from_id == contact && edge.to_id == account)
        .map(|edge| edge.role)
}

fn seats(
    c: &mut AnyConnection,
    seen: &Seen,
    model: &LoadedModel,
    around: &Neighbourhood,
    account: i64,
    moment: Instant,
) -> Result<Vec<SeatView>> {
    let at = people_at(around, account, moment);
    let names = seen.names(c, &at)?;
    let rated = scores::list_contacts(c, model.stored.id, &at)?;
    let mut views = Vec::new();
    for seat in &model.model.account.committee {
        let mut view = SeatView {
            role: seat.role,
            required: seat.required,
            engaged: Vec::new(),
            not_engaged: Vec::new(),
        };
        for edge in around.edges.iter().filter(|edge| {
            edge.kind == RelationshipKind::WorksAt
                && edge.to_id == account
                && edge.role == seat.role
                && edge.holds_at(moment)
        }) {
            let score = rated.iter().find(|score| score.contact_id == edge.from_id);
            let engaged =
                score.map(scores::ContactScore::rating).transpose()?.is_some_and(|r| r.level.is_engaged());
            let person = (edge.from_id, name_of(&names, edge.from_id));
            if engaged { view.engaged.push(person) } else { view.not_engaged.push(person) }
        }
        views.push(view);
    }
    Ok(views)
}

fn condition(decided: Decided) -> MqaCondition {
    match decided {
        Decided::Grade { holds, actual, allowed } => MqaCondition::Grade { wanted: allowed, actual, holds },
        Decided::Level { holds, actual, allowed } => MqaCondition::Level { wanted: allowed, actual, holds },
        Decided::Coverage { holds, actual, required } => {
            MqaCondition::Coverage { wanted: required, actual, holds }
        }
        Decided::People { holds, actual, required } => {
            MqaCondition::People { wanted: required, actual, holds }
        }
    }
}

/// The corporate tree with each member's stored score and the total of the whole family.
fn family(
    c: &mut AnyConnection,
    seen: &Seen,
    model: &LoadedModel,
    account: i64,
    moment: Instant,
) -> Result<FamilyView> {
    let members = tree::family_ids(c, account, moment)?;
    if members.len() < 2 {
        return Ok(FamilyView { members: Vec::new(), hidden: 0, total: Points::ZERO });
    }
    let around = neighbourhood(c, &model.model.account.weights, &members, moment)?;
    let people = People::new(&around.graph, people_of(c, model.stored.id, &around.contacts)?)?;
    let rules = rules_of(&model.model);
    let family = Rollup::new(&around.graph, &people, &rules).family(account)?;
    let ids: Vec<i64> = family.members.iter().map(|member| member.account).collect();
    let names = seen.companies(c, &ids)?;
    let visible = seen.accounts(c, &ids)?;
    let stored = scores::list_accounts(c, model.stored.id, &ids)?;
    let mut views = Vec::new();
    for member in &family.members {
        let score = stored.iter().find(|score| score.account_id == member.account);
        views.push(FamilyMember {
            id: member.account,
            name: names
                .iter()
                .find(|(id, _)| *id == member.account)
                .map(|(_, name)| name.clone())
                .unwrap_or_default(),
            depth: member.depth,
            share: member.share,
            rating: score
                .map(|score| scores::rating_of("account_scores", score.account_id, score.rating))
                .transpose()?,
            engagement: score.map_or(member.engagement, |score| points(score.engagement)),
            here: member.account == account,
        });
    }
    let members = views.len();
    views.retain(|member| visible.contains(&member.id));
    let here = views.iter().position(|member| member.here).filter(|place| *place >= FAMILY);
    if let Some(place) = here {
        // The account of the page must be seen in its own family.
        views.swap(FAMILY - 1, place);
    }
    views.truncate(FAMILY);
    let hidden = members - views.len();
    Ok(FamilyView { members: views, hidden, total: family.total.engagement })
}

fn problems(c: &mut AnyConnection, around: &Neighbourhood, account: i64) -> Result<Vec<TreeProblem>> {
    let mut found = tree::problems_of(c, around.graph.hierarchy_problems(), account)?;
    found.extend(tree::missing_parents(c, account)?);
    Ok(found)
}
