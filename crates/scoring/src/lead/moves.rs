//! What may be done to a lead: each move says which entries it writes, or refuses with a sentence for a person.
//!
//! A move changes nothing by itself: who appends the entries to the log also applies them.

use chrono::{Days, NaiveDate};

use super::history::without_time;
use super::{Bant, By, Detail, Event, Lead, Refusal, Stage, Transition};
use crate::{Instant, Money, Rating};

/// Who is to have a lead.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assignee {
    /// The sales person; nobody in particular when absent.
    pub owner: Option<String>,
    /// Their team; none when absent.
    pub team: Option<String>,
    /// Name of the routing rule that chose them; absent when a person did.
    pub rule: Option<String>,
}

/// What is known when a lead is handed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandOver {
    /// The contact's rating.
    pub rating: Rating,
    /// The id of the model version that gave it.
    pub model_version: i64,
    /// The priority of the rating's cell, 1 first.
    pub priority: u8,
    /// Until when sales must respond; no service level when absent.
    pub sla_due_at: Option<Instant>,
    /// Who gets it. Who has the inquiry already keeps it where this says nothing.
    pub to: Assignee,
}

/// The entries that a move writes.
type Written = Result<Vec<Transition>, Refusal>;

impl Lead {
    /// The rating entered a hand-off cell: sales has the lead, and its clock runs. Whether the contact may be handed
    /// over at all is asked of [`may_hand_off`](super::may_hand_off).
    pub fn hand_off(&self, by: &By<'_>, over: HandOver) -> Written {
        let detail = Detail {
            owner: over.to.owner,
            team: over.to.team,
            rule: over.to.rule,
            rating: Some(over.rating),
            model_version: Some(over.model_version),
            priority: Some(over.priority),
            sla_due_at: over.sla_due_at,
            ..Detail::default()
        };
        self.written(Event::HandOff, by, detail)
    }

    /// Sales takes the lead.
    pub fn accept(&self, by: &By<'_>, note: Option<String>) -> Written {
        self.written(Event::Accept, by, noted(note))
    }

    /// The time to respond is over and the settings count silence as acceptance. It is no response: the service level
    /// stays missed.
    pub fn accept_by_default(&self, by: &By<'_>) -> Written {
        self.permit(Event::AcceptByDefault, by, Stage::Sal)?;
        self.must_be_due(Event::AcceptByDefault, by.at)?;
        self.written(Event::AcceptByDefault, by, Detail::default())
    }

    /// The time to respond is over: marked overdue, once, and told to the leader.
    pub fn pass_sla(&self, by: &By<'_>, escalated_to: Option<String>) -> Written {
        self.permit(Event::PassSla, by, Stage::Mql)?;
        self.must_be_due(Event::PassSla, by.at)?;
        if let Some(since) = self.overdue_at {
            return Err(Refusal::OverdueAlready { since });
        }
        self.written(Event::PassSla, by, Detail { escalated_to: filled(escalated_to), ..Detail::default() })
    }

    /// Sales refuses an MQL; the reason's policy decides whether it is recycled or disqualified.
    pub fn reject(&self, by: &By<'_>, reason: Option<String>, note: Option<String>) -> Written {
        self.written(Event::Reject, by, because(reason, note))
    }

    /// Sales gives an accepted lead back; the reason's policy decides as for a rejection.
    pub fn give_back(&self, by: &By<'_>, reason: Option<String>, note: Option<String>) -> Written {
        self.written(Event::Return, by, because(reason, note))
    }

    /// Sales qualifies an accepted lead; nothing of BANT is compulsory.
    pub fn qualify(&self, by: &By<'_>, bant: Bant, note: Option<String>) -> Written {
        self.written(Event::Qualify, by, Detail { bant: Some(bant), ..noted(note) })
    }

    /// An opportunity is opened; its amount and the day on which it should close may be unknown yet.
    pub fn open_opportunity(
        &self,
        by: &By<'_>,
        money: Option<Money>,
        expected_close: Option<NaiveDate>,
        note: Option<String>,
    ) -> Written {
        // The opener's day may differ by one from the UTC day.
        let opened = by.at.date();
        let earliest = opened.checked_sub_days(Days::new(1)).unwrap_or(opened);
        if let Some(expected) = expected_close.filter(|day| *day < earliest) {
            return Err(Refusal::ClosesBefore { expected, opened });
        }
        let detail = Detail { expected_close, ..worth(money, note) };
        self.written(Event::OpenOpportunity, by, detail)
    }

    /// The opportunity is won; an amount given here is the final one.
    pub fn win(&self, by: &By<'_>, money: Option<Money>, note: Option<String>) -> Written {
        self.written(Event::Win, by, worth(money, note))
    }

    /// The opportunity is lost.
    pub fn lose(&self, by: &By<'_>, reason: Option<String>, note: Option<String>) -> Written {
        self.written(Event::Lose, by, because(reason, note))
    }

    /// The lead is routed, or changes hands. Owner and team are both as given: what is absent is nobody. The clock goes
    /// on as it was.
    pub fn assign(&self, by: &By<'_>, to: Assignee, note: Option<String>) -> Written {
        self.permit(Event::Assign, by, self.stage)?;
        let detail =
            Detail { owner: filled(to.owner), team: filled(to.team), rule: filled(to.rule), ..noted(note) };
        if detail.owner.is_none() && detail.team.is_none() {
            return Err(Refusal::NobodyToAssign);
        }
        self.written(Event::Assign, by, detail)
    }

    /// The moment that a person means who gives the day of an act and no time: the present moment for the present day, on
    /// the day of the newest entry that entry's moment, and else midnight UTC, as in files. `today` is the day on the wall.
    pub fn moment_on(&self, day: NaiveDate, today: NaiveDate, now: Instant) -> Instant {
        if day == today || day == now.date() {
            return now;
        }
        let given = Instant::from_date(day);
        self.last_at.map_or(given, |last| without_time(given, last))
    }

    /// Whether the lead is still as it was shown to somebody, with `seq` entries.
    ///
    /// # Errors
    ///
    /// Says who was quicker, and what they did.
    pub fn still_at(&self, seq: u32) -> Result<(), Refusal> {
        match &self.newest {
            Some(newest) if self.seq != seq => {
                Err(Refusal::Overtaken { event: newest.event, who: newest.who.clone(), at: newest.at })
            }
            _ => Ok(()),
        }
    }

    /// That the table lets this party do it at this stage, and that it is not in the future.
    pub(super) fn permit(&self, event: Event, by: &By<'_>, to: Stage) -> Result<(), Refusal> {
        if !by.party.may(event) {
            return Err(Refusal::NotTheirs { event, party: by.party });
        }
        if event != Event::Undo && event.targets(self.stage).next().is_none() {
            return Err(Refusal::NotAllowed { stage: self.stage, event });
        }
        if by.at > by.now {
            return Err(Refusal::InTheFuture { stage: to, at: by.at, now: by.now });
        }
        Ok(())
    }

    fn must_be_due(&self, event: Event, at: Instant) -> Result<(), Refusal> {
        match self.sla_due_at {
            None => Err(Refusal::NoSla { event }),
            Some(due) if at <= due => Err(Refusal::NotDue { event, due }),
            Some(_) => Ok(()),
        }
    }

    fn written(&self, event: Event, by: &By<'_>, detail: Detail) -> Written {
        self.permit(event, by, event.targets(self.stage).next().unwrap_or(self.stage))?;
        let mut entries = self.decide(event, by.at, by.who, detail, by.reasons)?;
        for entry in &mut entries {
            entry.recorded_at = by.now;
        }
        Ok(entries)
    }
}

/// A text that says something.
fn filled(text: Option<String>) -> Option<String> {
    text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

fn noted(note: Option<String>) -> Detail {
    Detail { note: filled(note), ..Detail::default() }
}

fn because(reason: Option<String>, note: Option<String>) -> Detail {
    Detail { reason: filled(reason), ..noted(note) }
}

fn worth(money: Option<Money>, note: Option<String>) -> Detail {
    let amount = money.map(|money| money.amount);
    let currency = money.map(|money| money.currency.to_string());
    Detail { amount, currency, ..noted(note) }
}
