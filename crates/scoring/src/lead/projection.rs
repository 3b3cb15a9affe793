//! A lead is what its log adds up to: a pure fold, so that it can be rebuilt at any time.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::slip::Slip;
use super::{Bant, Detail, Event, ReasonPolicy, Reasons, Refusal, Stage, Transition};
use crate::{Instant, Points, Rating};

/// When a stage was reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reached {
    /// The date.
    pub at: Instant,
    /// The source skipped this stage, and the date is that of the next one it knows.
    pub implied: bool,
}

/// The newest entry of a log, for whoever comes too late.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Newest {
    /// What happened.
    pub event: Event,
    /// Who did it.
    pub who: String,
    /// When it was written.
    pub at: Instant,
}

/// Where one passage of a contact through qualification stands. `Lead::default()` is the one before its first entry.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Lead {
    /// Number of entries applied.
    pub seq: u32,
    /// Where it stands.
    pub stage: Stage,
    /// When each stage was reached, in the order of [`Stage::ALL`].
    reached: [Option<Reached>; 10],
    /// When the last entry happened; what was taken back did not.
    pub last_at: Option<Instant>,
    /// The last entry.
    pub newest: Option<Newest>,
    /// When it was won, lost, recycled or disqualified.
    pub closed_at: Option<Instant>,
    /// Why it was rejected, returned or lost.
    pub reason: Option<String>,
    /// The sales person who has it.
    pub owner: Option<String>,
    /// The team that has it.
    pub team: Option<String>,
    /// The rating when it was handed over.
    pub rating: Option<Rating>,
    /// The id of the model version that handed it over.
    pub model_version: Option<i64>,
    /// Which leads to call first, 1 before 2.
    pub priority: Option<u8>,
    /// Until when sales must respond.
    pub sla_due_at: Option<Instant>,
    /// When it was marked overdue.
    pub overdue_at: Option<Instant>,
    /// Who was told that it is overdue.
    pub escalated_to: Option<String>,
    /// Nobody answered, and that counted as acceptance.
    pub accepted_by_default: bool,
    /// What sales found out when it qualified.
    pub bant: Option<Bant>,
    /// Amount of the opportunity, exact hundredths of the currency's unit.
    pub amount: Option<Points>,
    /// Currency of the amount, ISO 4217.
    pub currency: Option<String>,
    /// When the opportunity is expected to close.
    #[serde(with = "crate::day")]
    pub expected_close: Option<NaiveDate>,
    /// Until when a recycled contact is not handed over again, where the reason has days of its own.
    pub cool_off_until: Option<Instant>,
    /// What can be taken back.
    #[serde(skip)]
    pub(super) slip: Option<Box<Slip>>,
}

/// What a whole log adds up to, oldest entry first.
///
/// # Errors
///
/// The first refusal; a log that was only ever extended through [`Lead::apply`] has none.
pub fn project<'a>(log: impl IntoIterator<Item = &'a Transition>) -> Result<Lead, Refusal> {
    let mut lead = Lead::default();
    for transition in log {
        lead.apply(transition)?;
    }
    Ok(lead)
}

impl Lead {
    /// When a stage was reached, if it was.
    pub fn reached(&self, stage: Stage) -> Option<Reached> {
        self.reached[stage as usize]
    }

    /// Since when it stands at its stage; `None` before the first entry.
    pub fn stage_at(&self) -> Option<Instant> {
        self.reached(self.stage).map(|reached| reached.at)
    }

    /// When sales first responded to the hand-over, by accepting or rejecting. An implied date is no response that
    /// could be held against a service level, and acceptance by default is none.
    pub fn answered_at(&self) -> Option<Instant> {
        if self.accepted_by_default {
            return None;
        }
        [Stage::Sal, Stage::Rejected]
            .into_iter()
            .find_map(|stage| self.reached(stage))
            .filter(|reached| !reached.implied)
            .map(|reached| reached.at)
    }

    /// Whether sales let the time to respond pass and has still not responded.
    pub fn is_overdue(&self, as_of: Instant) -> bool {
        self.stage == Stage::Mql && self.sla_due_at.is_some_and(|due| due < as_of)
    }

    /// Adds one entry of the log.
    ///
    /// # Errors
    ///
    /// Says why the entry cannot follow; the lead is then as it was.
    pub fn apply(&mut self, transition: &Transition) -> Result<(), Refusal> {
        self.check(transition)?;
        if transition.event == Event::Undo {
            self.restore();
        } else {
            self.remember(transition);
            self.go_on(transition);
            self.last_at = Some(transition.at);
        }
        self.seq = transition.seq;
        self.newest =
            Some(Newest { event: transition.event, who: transition.who.clone(), at: transition.recorded_at });
        Ok(())
    }

    fn go_on(&mut self, transition: &Transition) {
        let Transition { at, from, to, event, implied, detail, .. } = transition;
        if from != to || *event == Event::Inquire {
            self.stage = *to;
            self.reached[*to as usize] = Some(Reached { at: *at, implied: *implied });
            self.closed_at = to.is_closed().then_some(*at);
        }
        match event {
            Event::PassSla => {
                self.overdue_at = Some(*at);
                self.escalated_to.clone_from(&detail.escalated_to);
            }
            Event::AcceptByDefault => self.accepted_by_default = true,
            // Who has the lead from here on, the entry says in full: another person may be of another team or of none.
            Event::Assign => {
                self.owner = None;
                self.team = None;
            }
            _ => {}
        }
        self.learn(*event, detail);
    }

    /// The entries that an event writes: one, or two for a rejection, whose reason decides what follows. They are
    /// checked and not yet applied.
    ///
    /// # Errors
    ///
    /// Refuses what the table does not allow, and a reason that is missing or not on the list.
    pub fn decide(
        &self,
        event: Event,
        at: Instant,
        who: &str,
        detail: Detail,
        reasons: &Reasons,
    ) -> Result<Vec<Transition>, Refusal> {
        let policy = policy_of(event, &detail, reasons)?;
        let mut detail = detail;
        detail.cool_off_until = cool_off_until(event, &detail, at, reasons);
        let to = match event {
            Event::Return => event.targets(self.stage).find(|target| *target == policy.stage()),
            _ => event.targets(self.stage).next(),
        };
        let to = to.ok_or(Refusal::NotAllowed { stage: self.stage, event })?;
        let mut lead = self.clone();
        let mut written = vec![lead.step(event, to, at, who)];
        written[0].detail = detail;
        lead.apply(&written[0])?;
        if to == Stage::Rejected {
            let follow_up = lead.step(policy.event(), policy.stage(), at, who);
            lead.apply(&follow_up)?;
            written.push(follow_up);
        }
        Ok(written)
    }

    /// The next entry of this lead's log, without detail, written when it happens.
    pub(super) fn step(&self, event: Event, to: Stage, at: Instant, who: &str) -> Transition {
        Transition {
            seq: self.seq + 1,
            at,
            recorded_at: at,
            from: self.stage,
            to,
            event,
            who: who.to_owned(),
            implied: false,
            detail: Detail::default(),
        }
    }

    pub(super) fn check(&self, transition: &Transition) -> Result<(), Refusal> {
        let Transition { seq, at, from, to, event, detail, .. } = transition;
        if *seq != self.seq + 1 {
            return Err(Refusal::OutOfSequence { expected: self.seq + 1, found: *seq });
        }
        if *from != self.stage {
            return Err(Refusal::Disconnected { seq: *seq, from: *from, stage: self.stage });
        }
        self.check_table(transition)?;
        if event.needs_reason() && detail.reason.is_none() {
            return Err(Refusal::ReasonMissing { event: *event });
        }
        match self.last_at {
            Some(before_at) if *at < before_at => Err(match self.stage_at() {
                Some(stage_at) if *at >= stage_at => {
                    Refusal::BeforeNewest { stage: *to, at: *at, newest_at: before_at }
                }
                _ => Refusal::Backwards { stage: *to, at: *at, before: self.stage, before_at },
            }),
            _ => Ok(()),
        }
    }

    fn check_table(&self, transition: &Transition) -> Result<(), Refusal> {
        let Transition { from, to, event, detail, .. } = transition;
        if *event == Event::Undo {
            return self.check_undo(*to, detail.undoes);
        }
        let opens_twice = *event == Event::Inquire && self.seq > 0;
        if opens_twice || event.targets(*from).next().is_none() {
            return Err(Refusal::NotAllowed { stage: *from, event: *event });
        }
        if !event.targets(*from).any(|target| target == *to) {
            return Err(Refusal::WrongTarget { from: *from, event: *event, to: *to });
        }
        Ok(())
    }

    fn learn(&mut self, event: Event, detail: &Detail) {
        if event == Event::HandOff {
            self.rating = detail.rating;
            self.model_version = detail.model_version;
            self.priority = detail.priority;
            self.sla_due_at = detail.sla_due_at;
        }
        if event.needs_reason() {
            self.reason.clone_from(&detail.reason);
            self.cool_off_until = detail.cool_off_until;
        }
        if detail.owner.is_some() {
            self.owner.clone_from(&detail.owner);
        }
        if detail.team.is_some() {
            self.team.clone_from(&detail.team);
        }
        if detail.bant.is_some() {
            self.bant.clone_from(&detail.bant);
        }
        if detail.expected_close.is_some() {
            self.expected_close = detail.expected_close;
        }
        if detail.amount.is_some() {
            self.amount = detail.amount;
            self.currency.clone_from(&detail.currency);
        }
    }
}

/// What follows from the reason of a rejection or a return; nothing depends on it for other events.
fn policy_of(event: Event, detail: &Detail, reasons: &Reasons) -> Result<ReasonPolicy, Refusal> {
    if !event.needs_reason() {
        return Ok(ReasonPolicy::default());
    }
    let reason = detail.reason.as_deref().ok_or(Refusal::ReasonMissing { event })?;
    reasons
        .policy(reason)
        .ok_or_else(|| Refusal::UnknownReason { reason: reason.to_owned(), known: reasons.codes() })
}

/// The end of a refusal's own cool-off, when its reason has one and recycles.
pub(super) fn cool_off_until(
    event: Event,
    detail: &Detail,
    at: Instant,
    reasons: &Reasons,
) -> Option<Instant> {
    if !matches!(event, Event::Reject | Event::Return) {
        return None;
    }
    let days = reasons.cool_off_days(detail.reason.as_deref()?)?;
    Some(at.plus_days(i64::from(days)))
}
