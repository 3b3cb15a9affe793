//! Leads as the statistics take them: what the model saw at the MQL, and what sales then said and did.

use bareme_recalibration::Observation;
use bareme_recalibration::run::{Case, Outcome};
use bareme_reporting::{Passage, SlaFate};
use bareme_scoring::{DAY_MS, Instant, Stage};

use super::observe::{Moment, Seen};
use super::population::{Candidate, Horizon};
use crate::passages::Vocabulary;

/// A lead with the words that its row shares with others.
#[derive(Clone, Debug)]
pub(super) struct Subject {
    pub candidate: Candidate,
    /// Why sales said no.
    pub reason: Option<String>,
    /// Who has it.
    pub owner: Option<String>,
}

/// The leads of a sample with their words.
pub(super) fn subjects(candidates: &[Candidate], words: &Vocabulary) -> Vec<Subject> {
    let subject = |candidate: &Candidate| Subject {
        reason: words.text(candidate.row.reason).map(str::to_owned),
        owner: words.text(candidate.row.owner).map(str::to_owned),
        candidate: candidate.clone(),
    };
    candidates.iter().map(subject).collect()
}

/// Where the model is to look.
pub(super) fn moment(candidate: &Candidate) -> Moment {
    Moment { contact_id: candidate.row.contact_id, at: candidate.mql_at }
}

/// A lead as a case.
pub(super) fn case(subject: &Subject, seen: Observation, horizon: Horizon) -> Case {
    let Candidate { row, mql_at, event } = &subject.candidate;
    let passage = &row.passage;
    let until = mql_at.plus_millis(i64::from(horizon.days) * DAY_MS);
    let within = |stage| passage.reached(stage).is_some_and(|at| at <= until);
    Case {
        lead: row.id,
        contact: row.contact_id,
        at: *mql_at,
        seen,
        handed_over: passage.rating,
        outcome: Outcome {
            event: *event,
            days_to_event: passage.dated(horizon.target).filter(|_| *event).map(|at| days(*mql_at, at)),
            sql: within(Stage::Sql),
            won: passage.reached(Stage::Won).is_some(),
            ended: ended(passage),
            accepted: accepted(subject),
            reason: subject.reason.clone(),
            in_time: match passage.sla(horizon.as_of) {
                Some(SlaFate::InTime) => Some(true),
                Some(SlaFate::Late | SlaFate::Defaulted | SlaFate::Overdue) => Some(false),
                Some(SlaFate::Waiting) | None => None,
            },
        },
    }
}

/// Whether its opportunity was won or lost; nothing while it is open.
fn ended(passage: &Passage) -> Option<bool> {
    let reached = |stage| passage.reached(stage).is_some();
    (reached(Stage::Won) || reached(Stage::Lost)).then(|| reached(Stage::Won))
}

/// Whether sales accepted it, as the rate of acceptance counts: an acceptance that only follows from a later stage says
/// nothing.
fn accepted(subject: &Subject) -> Option<bool> {
    let passage = &subject.candidate.row.passage;
    if passage.dated(Stage::Sal).is_some() {
        Some(true)
    } else if passage.reached(Stage::Sal).is_none() && passage.reached(Stage::Rejected).is_some() {
        Some(false)
    } else {
        None
    }
}

fn days(from: Instant, to: Instant) -> f64 {
    to.days_since(from).max(0.0)
}

/// The leads that the model is meant for, each with what it saw; and the places of their rows.
pub(super) fn meant(subjects: &[&Subject], seen: Vec<Seen>, horizon: Horizon) -> Meant {
    let mut meant = Meant::default();
    for (subject, seen) in subjects.iter().zip(seen) {
        let Some(observation) = seen.observation.clone() else {
            meant.beside += 1;
            continue;
        };
        meant.recorded_later += u64::from(seen.recorded_later);
        meant.cases.push(case(subject, observation, horizon));
        meant.owners.push(subject.owner.clone());
        meant.seen.push(Seen { observation: None, ..seen });
    }
    meant
}

/// See [`meant`]; all lists are of one length.
#[derive(Debug, Default)]
pub(super) struct Meant {
    pub cases: Vec<Case>,
    pub owners: Vec<Option<String>>,
    /// Values of the attributes besides.
    pub seen: Vec<Seen>,
    /// How many leads the model is not meant for.
    pub beside: u64,
    /// How many leads have facts that were recorded after the MQL.
    pub recorded_later: u64,
}
