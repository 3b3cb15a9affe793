//! The worklist of sales: what waits for whom, section after section, each by an index from its first row on.

use std::cmp::Reverse;

use bareme_scoring::{Instant, Stage};
use diesel::dsl::{self, IntoBoxed};
use diesel::prelude::*;

use super::{Paged, rows_to_read};
use crate::leads::{LeadRow, stage_number};
use crate::schema::leads;
use crate::{AnyConnection, Result};

/// The stages at which sales has something to do, in the order of a worklist.
pub const WORK_STAGES: [Stage; 4] = [Stage::Mql, Stage::Sal, Stage::Sql, Stage::Opportunity];

/// Whose leads.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Desk {
    /// Those of a person.
    Of(String),
    /// Those that a team has and nobody in it.
    Queue(String),
}

/// Which leads of some desks.
#[derive(Clone, Debug)]
pub struct WorkFilter {
    /// Whose.
    pub desks: Vec<Desk>,
    /// The moment before which an MQL that is due is overdue.
    pub now: Instant,
    /// Only at this stage.
    pub stage: Option<Stage>,
    /// Ratings at hand-over, 0 (A1) to 15 (D4); all when empty.
    pub ratings: Vec<i16>,
    /// Only MQLs that are due before this moment.
    pub due_before: Option<Instant>,
    /// Where the page begins.
    pub place: Option<WorkPlace>,
    /// Rows wanted.
    pub limit: usize,
}

/// The place of a row in a worklist. Places compare as their rows follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Number of the section.
    pub section: usize,
    /// Priority.
    pub priority: i16,
    /// When sales must have answered; nothing where nothing was agreed.
    pub due_at: Option<i64>,
    /// The lead.
    pub id: i64,
}

/// Where a page begins: after the row at a place, or, going back, before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WorkPlace {
    /// The place.
    pub beyond: Place,
    /// Whether the page before it is wanted, not the one after it.
    pub backwards: bool,
}

/// How much waits at a desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskCount {
    /// Whose.
    pub desk: Desk,
    /// Leads at each of [`WORK_STAGES`].
    pub at: [u64; 4],
    /// MQLs that are overdue.
    pub overdue: u64,
}

/// A part of the list: databases do not agree where NULL stands, so leads without a due date are parts of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Due {
    /// It has passed.
    Past,
    /// It is to come.
    Ahead,
    /// There is one.
    Some,
    /// There is none.
    None,
}

/// The sections in their order.
const SECTIONS: [(Stage, Due); 9] = [
    (Stage::Mql, Due::Past),
    (Stage::Mql, Due::Ahead),
    (Stage::Mql, Due::None),
    (Stage::Sal, Due::Some),
    (Stage::Sal, Due::None),
    (Stage::Sql, Due::Some),
    (Stage::Sql, Due::None),
    (Stage::Opportunity, Due::Some),
    (Stage::Opportunity, Due::None),
];

impl Place {
    /// The place of a lead at a moment; `None` when sales has nothing to do with it.
    pub fn of(row: &LeadRow, now: Instant) -> Option<Self> {
        let fits = |(stage, due): &(Stage, Due)| {
            stage_number(*stage) == row.stage
                && match due {
                    Due::Past => row.due_at.is_some_and(|due| due < now.millis()),
                    Due::Ahead => row.due_at.is_some_and(|due| due >= now.millis()),
                    Due::Some => row.due_at.is_some(),
                    Due::None => row.due_at.is_none(),
                }
        };
        let section = SECTIONS.iter().position(fits)?;
        Some(Self { section, priority: row.priority, due_at: row.due_at, id: row.id })
    }
}

/// One page of a worklist: MQLs first, of these the overdue ones first; then by stage, priority and time left.
pub fn list_work(connection: &mut AnyConnection, filter: &WorkFilter) -> Result<Paged<LeadRow>> {
    let backwards = filter.place.is_some_and(|place| place.backwards);
    let counts = count_work(connection, &filter.desks, filter.now)?;
    let mut rows: Vec<LeadRow> = Vec::new();
    for step in 0..SECTIONS.len() {
        let section = if backwards { SECTIONS.len() - 1 - step } else { step };
        if rows.len() > filter.limit {
            break;
        }
        rows.extend(list_section(connection, filter, &counts, section)?);
    }
    let more = rows.len() > filter.limit;
    rows.truncate(filter.limit);
    if backwards {
        rows.reverse();
        return Ok(Paged { rows, more_after: true, more_before: more });
    }
    Ok(Paged { rows, more_after: more, more_before: filter.place.is_some() })
}

/// How much waits at each of these desks, in the order given.
pub fn count_work(connection: &mut AnyConnection, desks: &[Desk], now: Instant) -> Result<Vec<DeskCount>> {
    let mut counts: Vec<DeskCount> =
        desks.iter().map(|desk| DeskCount { desk: desk.clone(), at: [0; 4], overdue: 0 }).collect();
    for (number, stage) in WORK_STAGES.iter().enumerate() {
        for (owner, count) in by_owner(connection, desks, *stage, None)? {
            add(&mut counts, &owner, |found| found.at[number] = count);
        }
    }
    for (owner, count) in by_owner(connection, desks, Stage::Mql, Some(now))? {
        add(&mut counts, &owner, |found| found.overdue = count);
    }
    for found in &mut counts {
        if let Desk::Queue(team) = &found.desk {
            (found.at, found.overdue) = count_queue(connection, team, now)?;
        }
    }
    Ok(counts)
}

/// Everybody who has ever had a lead, by name: one look into an index for each.
pub fn list_owners(connection: &mut AnyConnection, most: usize) -> Result<Vec<String>> {
    let mut owners: Vec<String> = Vec::new();
    while owners.len() < most {
        let mut query = leads::table.filter(leads::owner.is_not_null()).into_boxed();
        if let Some(last) = owners.last() {
            query = query.filter(leads::owner.gt(last.clone()));
        }
        let next: Option<Option<String>> =
            query.select(leads::owner).order(leads::owner).first(connection).optional()?;
        match next.flatten() {
            Some(owner) => owners.push(owner),
            None => break,
        }
    }
    Ok(owners)
}

fn add(counts: &mut [DeskCount], owner: &str, change: impl FnOnce(&mut DeskCount)) {
    let found = counts.iter_mut().find(|found| matches!(&found.desk, Desk::Of(name) if name == owner));
    if let Some(found) = found {
        change(found);
    }
}

/// Leads at a stage by owner, of the desks that are people's; with a moment, only those that are overdue then.
fn by_owner(
    connection: &mut AnyConnection,
    desks: &[Desk],
    stage: Stage,
    overdue: Option<Instant>,
) -> Result<Vec<(String, u64)>> {
    let name = |desk: &'_ Desk| match desk {
        Desk::Of(owner) => Some(owner.clone()),
        Desk::Queue(_) => None,
    };
    let owners: Vec<String> = desks.iter().filter_map(name).collect();
    let mut query = leads::table
        .group_by(leads::owner)
        .select((leads::owner, dsl::count_star()))
        .filter(leads::owner.eq_any(owners))
        .filter(leads::stage.eq(stage_number(stage)))
        .into_boxed();
    if let Some(now) = overdue {
        query = query.filter(leads::due_at.lt(now.millis()));
    }
    let found: Vec<(Option<String>, i64)> = query.load(connection)?;
    let counted = found.into_iter().filter_map(|(owner, count)| Some((owner?, u64::try_from(count).ok()?)));
    Ok(counted.collect())
}

/// What a team has and nobody in it: by stage, and overdue.
fn count_queue(connection: &mut AnyConnection, team: &str, now: Instant) -> Result<([u64; 4], u64)> {
    let mut at = [0; 4];
    let mut overdue = 0;
    for (count, stage) in at.iter_mut().zip(WORK_STAGES) {
        let rows: Vec<Option<i64>> = leads::table
            .filter(leads::owner.is_null())
            .filter(leads::stage.eq(stage_number(stage)))
            .filter(leads::team.eq(team))
            .select(leads::due_at)
            .load(connection)?;
        *count = rows.len() as u64;
        if stage == Stage::Mql {
            overdue = rows.iter().flatten().filter(|due| **due < now.millis()).count() as u64;
        }
    }
    Ok((at, overdue))
}

/// The rows of a section that a page still needs, of all desks, in the order of the way.
fn list_section(
    connection: &mut AnyConnection,
    filter: &WorkFilter,
    counts: &[DeskCount],
    section: usize,
) -> Result<Vec<LeadRow>> {
    let Some((stage, due)) = SECTIONS.get(section).copied() else { return Ok(Vec::new()) };
    let backwards = filter.place.is_some_and(|place| place.backwards);
    let beyond = filter.place.map(|place| place.beyond);
    let left_behind = beyond
        .is_some_and(|beyond| if backwards { section > beyond.section } else { section < beyond.section });
    let unwanted = filter.stage.is_some_and(|only| only != stage)
        || (filter.due_before.is_some() && !matches!(due, Due::Past | Due::Ahead));
    if left_behind || unwanted {
        return Ok(Vec::new());
    }
    let within = beyond.filter(|beyond| beyond.section == section);
    let number = WORK_STAGES.iter().position(|known| *known == stage).unwrap_or(0);
    let mut rows: Vec<LeadRow> = Vec::new();
    for found in counts {
        let waiting = if due == Due::Past { found.overdue } else { found.at[number] };
        if waiting > 0 {
            let query = in_section(filter, &found.desk, (stage, due));
            let query = from_place(query, within, due, backwards);
            rows.extend(query.limit(rows_to_read(filter.limit)).load::<LeadRow>(connection)?);
        }
    }
    if backwards {
        rows.sort_by_key(|row| Reverse((row.priority, row.due_at, row.id)));
    } else {
        rows.sort_by_key(|row| (row.priority, row.due_at, row.id));
    }
    Ok(rows)
}

type Rows<'a> = IntoBoxed<'a, leads::table, <AnyConnection as Connection>::Backend>;

/// What a desk has in a section and a filter lets through.
fn in_section<'a>(filter: &'a WorkFilter, desk: &'a Desk, (stage, due): (Stage, Due)) -> Rows<'a> {
    let mut query = leads::table.into_boxed().filter(leads::stage.eq(stage_number(stage)));
    query = match desk {
        Desk::Of(owner) => query.filter(leads::owner.eq(owner)),
        Desk::Queue(team) => query.filter(leads::owner.is_null()).filter(leads::team.eq(team)),
    };
    query = match due {
        Due::Past => query.filter(leads::due_at.lt(filter.now.millis())),
        Due::Ahead => query.filter(leads::due_at.ge(filter.now.millis())),
        Due::Some => query.filter(leads::due_at.is_not_null()),
        // SQLite would take a plain IS NULL for a constant, and then sort by what the index has in order already.
        Due::None => query.filter(dsl::not(leads::due_at.is_not_null())),
    };
    if let Some(before) = filter.due_before {
        query = query.filter(leads::due_at.lt(before.millis()));
    }
    if !filter.ratings.is_empty() {
        query = query.filter(leads::rating.eq_any(&filter.ratings));
    }
    query
}

/// Begins beyond a place and orders as the way goes. The bound on the priority alone lets an index find the place.
fn from_place(query: Rows<'_>, beyond: Option<Place>, due: Due, backwards: bool) -> Rows<'_> {
    let Some(Place { priority, due_at, id, .. }) = beyond else {
        return ordered(query, backwards);
    };
    let query = match (backwards, due) {
        (false, Due::None) => query
            .filter(leads::priority.ge(priority))
            .filter(leads::priority.gt(priority).or(leads::id.gt(id))),
        (true, Due::None) => query
            .filter(leads::priority.le(priority))
            .filter(leads::priority.lt(priority).or(leads::id.lt(id))),
        (false, _) => query.filter(leads::priority.ge(priority)).filter(
            leads::priority.gt(priority).or(leads::due_at
                .assume_not_null()
                .gt(due_at.unwrap_or(i64::MIN))
                .or(leads::due_at.assume_not_null().eq(due_at.unwrap_or(i64::MIN)).and(leads::id.gt(id)))),
        ),
        (true, _) => query.filter(leads::priority.le(priority)).filter(
            leads::priority.lt(priority).or(leads::due_at
                .assume_not_null()
                .lt(due_at.unwrap_or(i64::MAX))
                .or(leads::due_at.assume_not_null().eq(due_at.unwrap_or(i64::MAX)).and(leads::id.lt(id)))),
        ),
    };
    ordered(query, backwards)
}

fn ordered(query: Rows<'_>, backwards: bool) -> Rows<'_> {
    if backwards {
        query.order((leads::priority.desc(), leads::due_at.desc(), leads::id.desc()))
    } else {
        query.order((leads::priority, leads::due_at, leads::id))
    }
}
