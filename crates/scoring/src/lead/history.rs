//! Imported history: the stage dates of another system become entries of the log, with their own dates.

use super::event::route;
use super::projection::cool_off_until;
use super::{Event, Lead, Reasons, Refusal, Stage, Transition, project};
use crate::{DAY_MS, Instant, LeadRecord};

/// The entries that a record adds to a lead's log, with numbers that continue it; none when the log has it all.
///
/// The stages are taken in the table's order, whatever order they are given in. A stage that the source skipped gets an
/// *implied* entry at the date of the next stage that it knows; a rejection of which nothing more is known is followed by what
/// its reason's policy says (recycled, when the reason is not on the list), implied as well. A date without a time
/// (midnight UTC) on the day of the stage before it counts as that stage's moment, because files mix the two.
/// The owner is written on the first new entry, the note on the last, the amount on opportunity, won and lost.
///
/// # Errors
///
/// Refuses an order that the table does not allow, dates that run backwards or lie after `now`, one stage with two
/// dates, and what contradicts the log; the sentence names the stages and the dates.
pub fn history(
    record: &LeadRecord,
    who: &str,
    log: &[Transition],
    reasons: &Reasons,
    now: Instant,
) -> Result<Vec<Transition>, Refusal> {
    let mut history = History { record, who, reasons, now, lead: project(log)?, new: Vec::new() };
    for (stage, at) in in_table_order(&record.stages, now)? {
        history.tell(stage, at)?;
    }
    history.follow_rejection()?;
    let mut new = history.new;
    if let Some(first) = new.first_mut() {
        first.detail.owner.clone_from(&record.owner);
    }
    if let Some(last) = new.last_mut() {
        last.detail.note.clone_from(&record.note);
    }
    Ok(new)
}

/// A log that is being extended.
struct History<'a> {
    record: &'a LeadRecord,
    who: &'a str,
    reasons: &'a Reasons,
    now: Instant,
    lead: Lead,
    new: Vec<Transition>,
}

impl History<'_> {
    /// One stage and its date: known already, or the next entries of the log.
    fn tell(&mut self, stage: Stage, at: Instant) -> Result<(), Refusal> {
        if let Some(logged) = self.lead.reached(stage) {
            return if without_time(at, logged.at) == logged.at {
                Ok(())
            } else {
                Err(Refusal::Contradiction { stage, at, logged: logged.at, implied: logged.implied })
            };
        }
        let at = self.lead.last_at.map_or(at, |last| without_time(at, last));
        if stage == Stage::Inquiry && self.lead.seq == 0 {
            return self.write(Event::Inquire, stage, at, false);
        }
        let way = route(self.lead.stage, stage).filter(|way| !way.is_empty());
        let way = way.ok_or_else(|| Refusal::ImpossibleOrder {
            stage,
            at,
            before: self.lead.stage,
            before_at: self.lead.last_at.unwrap_or(at),
        })?;
        if let Some(before_at) = self.lead.last_at.filter(|last| at < *last) {
            return Err(Refusal::Backwards { stage, at, before: self.lead.stage, before_at });
        }
        way.into_iter().try_for_each(|(event, to)| self.write(event, to, at, to != stage))
    }

    fn follow_rejection(&mut self) -> Result<(), Refusal> {
        match (self.lead.stage, self.lead.last_at) {
            (Stage::Rejected, Some(at)) => {
                let reason = self.lead.reason.as_deref().unwrap_or(Reasons::NOT_GIVEN);
                let policy = self.reasons.policy(reason).unwrap_or_default();
                self.write(policy.event(), policy.stage(), at, true)
            }
            _ => Ok(()),
        }
    }

    fn write(&mut self, event: Event, to: Stage, at: Instant, implied: bool) -> Result<(), Refusal> {
        let mut entry = self.lead.step(event, to, at, self.who);
        entry.implied = implied;
        entry.recorded_at = self.now;
        if event.needs_reason() {
            let reason = self.record.reason.as_deref().filter(|reason| !reason.trim().is_empty());
            entry.detail.reason = Some(reason.unwrap_or(Reasons::NOT_GIVEN).to_owned());
            entry.detail.cool_off_until = cool_off_until(event, &entry.detail, at, self.reasons);
        }
        if matches!(to, Stage::Opportunity | Stage::Won | Stage::Lost) {
            entry.detail.amount = self.record.amount;
            entry.detail.currency.clone_from(&self.record.currency);
        }
        self.lead.apply(&entry)?;
        self.new.push(entry);
        Ok(())
    }
}

/// The stages sorted, each once, none in the future.
fn in_table_order(stages: &[(Stage, Instant)], now: Instant) -> Result<Vec<(Stage, Instant)>, Refusal> {
    if let Some((stage, at)) = stages.iter().find(|(_, at)| *at > now) {
        return Err(Refusal::InTheFuture { stage: *stage, at: *at, now });
    }
    let mut sorted = stages.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    for pair in sorted.windows(2) {
        if let [(stage, first), (again, second)] = pair
            && stage == again
        {
            return Err(Refusal::GivenTwice { stage: *stage, first: *first, second: *second });
        }
    }
    Ok(sorted)
}

/// A bare date of the day of `known` is that moment.
pub(super) fn without_time(given: Instant, known: Instant) -> Instant {
    let is_bare = given.millis().rem_euclid(DAY_MS) == 0;
    if is_bare && given.day() == known.day() { known } else { given }
}
