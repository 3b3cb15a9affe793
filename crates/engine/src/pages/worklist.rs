//! The worklist: the leads of a person, or of their team, in which sales has something to do, with what is worth
//! knowing before a call.

mod done;
mod rows;

use std::collections::BTreeSet;

use bareme_access::Action;
use bareme_scoring::{Calendar, Instant, Rating, Reason, Reasons, SlaClock, Stage, Team};
use bareme_store::AnyConnection;
use bareme_store::leads::LeadRow;
use bareme_store::lists::{self, Desk, DeskCount, Key, Paged, Place, Position, WorkFilter, WorkPlace};

use crate::agreement::Agreement;
use crate::pages::{from_cursor, to_cursor};
use crate::sight::Seen;
use crate::view::{DoneView, OwnWork, ReasonChoice, SlaView, Slice, WorkCount, WorklistPage};
use crate::{Engine, EngineError, Result};

pub(super) use rows::Models;

/// Rows of a page: what fits into two looks.
pub const ROWS: usize = 25;

/// People that can be chosen from.
const PEOPLE: usize = 500;

/// Whose leads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// One's own.
    #[default]
    Mine,
    /// Those that one's teams have and nobody in them.
    Queue,
    /// Those of everybody in one's teams, and of the teams' queues.
    Team,
}

impl Scope {
    /// Every scope.
    pub const ALL: [Self; 3] = [Self::Mine, Self::Queue, Self::Team];

    /// The word in addresses.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Mine => "mine",
            Self::Queue => "queue",
            Self::Team => "team",
        }
    }

    /// The scope of a word, exactly as [`Self::word`] writes it.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.word() == word)
    }
}

/// What the worklist should show. Empty filters let everything through.
#[derive(Clone, Debug, Default)]
pub struct WorklistQuery {
    /// Who looks.
    pub who: String,
    /// Whose leads.
    pub scope: Scope,
    /// Of the team, only this person's.
    pub rep: Option<String>,
    /// Only at this stage.
    pub stage: Option<Stage>,
    /// Ratings at hand-over.
    pub ratings: Vec<Rating>,
    /// Only what must be answered by the end of the day, in the time zone of the business calendar.
    pub due_today: bool,
    /// Place in the list.
    pub cursor: Option<String>,
    /// Leads that were worked on a moment ago.
    pub done: Vec<i64>,
}

/// The worklist of somebody.
///
/// # Errors
///
/// A bad cursor, and those of the store.
pub fn list(engine: &Engine, query: &WorklistQuery) -> Result<WorklistPage> {
    engine.must(Action::WorkLeads)?;
    let query = &WorklistQuery { who: engine.doer(&query.who).to_owned(), ..query.clone() };
    engine.database().read(|c| {
        let agreement = engine.agreement(c)?;
        let seen = engine.seen(c, Action::WorkLeads)?;
        let teams: Vec<&Team> = agreement.teams_of(&query.who).filter(|team| is_open(&seen, team)).collect();
        let mut all = desks(query, &teams);
        all.retain(|desk| is_theirs(&seen, desk));
        let now = engine.now();
        let counts = lists::count_work(c, &all, now)?;
        let filter = filter(query, &all, &agreement.calendar, now)?;
        let paged = lists::list_work(c, &filter)?;
        let queues: Vec<Desk> = teams.iter().map(|team| Desk::Queue(team.name.clone())).collect();
        let queue = lists::count_work(c, &queues, now)?;
        Ok(WorklistPage {
            who: query.who.clone(),
            slice: page(engine, c, &agreement, &paged)?,
            count: total(&counts),
            reps: if query.scope == Scope::Team { reps(&counts) } else { Vec::new() },
            teams: teams.iter().map(|team| team.name.clone()).collect(),
            queue: total(&queue),
            reasons: reasons(&agreement.reasons),
            people: people_in(engine, c, &agreement)?,
            done: done::done(c, &query.done, &query.who, now)?,
        })
    })
}

/// Everybody who could work on leads: members and leaders of teams, and who has or had a lead; by name.
///
/// # Errors
///
/// Those of the store.
pub fn people(engine: &Engine) -> Result<Vec<String>> {
    engine.database().read(|c| {
        let agreement = engine.agreement(c)?;
        people_in(engine, c, &agreement)
    })
}

/// Of these leads, those that somebody worked on a moment ago.
///
/// # Errors
///
/// Those of the store.
pub fn just_done(engine: &Engine, ids: &[i64], who: &str) -> Result<Vec<DoneView>> {
    engine.database().read(|c| done::done(c, ids, engine.doer(who), engine.now()))
}

/// Whom these leads are about: lead and the contact's name.
///
/// # Errors
///
/// Those of the store.
pub fn names(engine: &Engine, ids: &[i64]) -> Result<Vec<(i64, String)>> {
    engine.database().read(|c| done::names(engine, c, ids))
}

/// What waits for somebody.
///
/// # Errors
///
/// Those of the store.
pub fn own(engine: &Engine, who: &str) -> Result<OwnWork> {
    let who = engine.doer(who);
    engine.database().read(|c| {
        let counts = lists::count_work(c, &[Desk::Of(who.to_owned())], engine.now())?;
        Ok(OwnWork { who: who.to_owned(), count: total(&counts) })
    })
}

/// The people of [`people`].
/// Who may give nobody anything sees no names to give it to.
pub(super) fn people_in(
    engine: &Engine,
    c: &mut AnyConnection,
    agreement: &Agreement,
) -> Result<Vec<String>> {
    if !engine.may(Action::Reassign) && !engine.may(Action::SeeAgreement) {
        return Ok(Vec::new());
    }
    let mut names: BTreeSet<String> = lists::list_owners(c, PEOPLE)?.into_iter().collect();
    names.extend(agreement.people().into_iter().map(str::to_owned));
    Ok(names.into_iter().collect())
}

/// The reasons of the agreement as pages name them.
pub(crate) fn reasons(reasons: &Reasons) -> Vec<ReasonChoice> {
    let choice = |reason: &Reason| ReasonChoice {
        code: reason.code.clone(),
        label: reason.label.clone(),
        for_good: reason.policy.stage() == Stage::Disqualified,
        retired: reason.retired,
    };
    reasons.0.iter().map(choice).collect()
}

/// The time to respond as the agreement counts it.
pub(super) fn sla(clock: &SlaClock, due: Option<i64>, now: Instant) -> Option<SlaView> {
    let due = Instant::from_millis(due?);
    let business = matches!(clock, SlaClock::Business(_));
    Some(SlaView { due, left: clock.between(now, due), business })
}

/// Whether the queue of a team is open to whoever looks.
fn is_open(seen: &Seen, team: &Team) -> bool {
    is_theirs(seen, &Desk::Queue(team.name.clone()))
}

/// Whether a desk is one that whoever looks works at.
fn is_theirs(seen: &Seen, desk: &Desk) -> bool {
    seen.whose.as_ref().is_none_or(|whose| match desk {
        Desk::Of(person) => whose.has_lead(Some(person), None),
        Desk::Queue(team) => whose.has_lead(None, Some(team)),
    })
}

/// Whose leads are shown before any filter.
fn desks(query: &WorklistQuery, teams: &[&Team]) -> Vec<Desk> {
    let queues = teams.iter().map(|team| Desk::Queue(team.name.clone()));
    match query.scope {
        Scope::Mine => vec![Desk::Of(query.who.clone())],
        Scope::Queue => queues.collect(),
        Scope::Team => {
            let mut people: BTreeSet<&String> = teams.iter().flat_map(|team| &team.members).collect();
            people.insert(&query.who);
            people.into_iter().map(|person| Desk::Of(person.clone())).chain(queues).collect()
        }
    }
}

fn filter(query: &WorklistQuery, all: &[Desk], calendar: &Calendar, now: Instant) -> Result<WorkFilter> {
    let wanted = |desk: &&Desk| match (&query.rep, desk) {
        (Some(rep), Desk::Of(person)) => rep == person,
        (Some(_), Desk::Queue(_)) => false,
        (None, _) => true,
    };
    Ok(WorkFilter {
        desks: all.iter().filter(wanted).cloned().collect(),
        now,
        stage: query.stage,
        ratings: query.ratings.iter().map(|rating| i16::from(rating.index())).collect(),
        due_before: query.due_today.then(|| calendar.end_of_day(now)),
        place: from_cursor(query.cursor.as_deref())?.map(|position| place(&position)).transpose()?,
        limit: ROWS,
    })
}

/// The rows of a page with the way on.
fn page(
    engine: &Engine,
    c: &mut AnyConnection,
    agreement: &Agreement,
    paged: &Paged<LeadRow>,
) -> Result<Slice<crate::view::WorkRow>> {
    let now = engine.now();
    let next = paged.rows.last().filter(|_| paged.more_after).and_then(|row| cursor(row, now, false));
    let previous = paged.rows.first().filter(|_| paged.more_before).and_then(|row| cursor(row, now, true));
    Ok(Slice { rows: rows::rows(engine, c, agreement, &paged.rows)?, next, previous })
}

fn cursor(row: &LeadRow, now: Instant, backwards: bool) -> Option<String> {
    let Place { section, priority, due_at, id } = Place::of(row, now)?;
    let due = due_at.map_or_else(String::new, |due| due.to_string());
    Some(to_cursor(&Position { key: Key::Text(format!("{section}:{priority}:{due}")), id, backwards }))
}

fn place(position: &Position) -> Result<WorkPlace> {
    let Key::Text(text) = &position.key else { return Err(EngineError::BadCursor) };
    let mut parts = text.split(':');
    let beyond = (|| {
        let (section, priority, due) = (parts.next()?, parts.next()?, parts.next()?);
        let due_at = if due.is_empty() { None } else { Some(due.parse().ok()?) };
        Some(Place {
            section: section.parse().ok()?,
            priority: priority.parse().ok()?,
            due_at,
            id: position.id,
        })
    })();
    let beyond = beyond.ok_or(EngineError::BadCursor)?;
    Ok(WorkPlace { beyond, backwards: position.backwards })
}

fn total(counts: &[DeskCount]) -> WorkCount {
    counts.iter().map(count).fold(WorkCount::default(), WorkCount::and)
}

fn count(found: &DeskCount) -> WorkCount {
    let [to_answer, to_qualify, to_open, opportunities] = found.at;
    WorkCount { to_answer, overdue: found.overdue, to_qualify, to_open, opportunities }
}

/// What waits for each person, and together in the queues.
fn reps(counts: &[DeskCount]) -> Vec<(Option<String>, WorkCount)> {
    let mut reps = Vec::new();
    let mut queues = WorkCount::default();
    for found in counts {
        match &found.desk {
            Desk::Of(person) => reps.push((Some(person.clone()), count(found))),
            Desk::Queue(_) => queues = queues.and(count(found)),
        }
    }
    if queues.all() > 0 {
        reps.push((None, queues));
    }
    reps
}
