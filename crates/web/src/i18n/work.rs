//! The words of a working day in sales: what can be done and was done to a lead, how much time is left, why something
//! is refused.

use bareme_engine::view::{DoneView, Evidence, LedgerLine, ReasonChoice, SlaView, WorkCount};
use bareme_scoring::{Answer, DAY_MS, Event, HOUR_MS, Instant, Refusal};

use super::{Language, Text};

const MINUTE_MS: i64 = 60_000;

/// Hours up to which time is told in hours, not in days.
const HOURS: i64 = 48;

impl Text {
    /// What a button says: "Accept".
    pub fn to_do(self, event: &Event) -> String {
        self.say(key("do", *event))
    }

    /// What a log says: "Accepted".
    pub fn what_was_done(self, event: &Event) -> String {
        self.say(key("did", *event))
    }

    /// What somebody just did, in a sentence.
    pub fn just_done(self, done: &DoneView) -> String {
        let name = &done.contact;
        match done.event {
            Event::Undo => self.with2("worked-undo", "name", name, "stage", self.stage(&done.stage)),
            Event::Assign => {
                let owner = done.owner.clone().unwrap_or_else(|| self.say("nobody"));
                self.with2("worked-assign", "name", name, "owner", owner)
            }
            event => self.with2("worked-event", "name", name, "what", self.what_was_done(&event)),
        }
    }

    /// Whole seconds in which all of this can be taken back.
    pub fn seconds_to_undo(self, done: &[DoneView]) -> i64 {
        let until = done.iter().filter_map(|one| one.undo_until).min();
        until.map_or(0, |until| (until.millis_since(self.now) / 1_000).max(0))
    }

    /// How much time is left: "3 h left", "overdue since 2 d".
    pub fn time_left(self, sla: &SlaView) -> String {
        let direction = if sla.left < 0 { "over" } else { "left" };
        let millis = sla.left.abs();
        let (unit, count) = match (sla.business, millis) {
            (true, millis) if millis < HOUR_MS => ("business-minutes", millis / MINUTE_MS),
            (true, millis) => ("business-hours", millis / HOUR_MS),
            (false, millis) if millis < HOUR_MS => ("minutes", millis / MINUTE_MS),
            (false, millis) if millis < HOURS * HOUR_MS => ("hours", millis / HOUR_MS),
            (false, millis) => ("days", millis / DAY_MS),
        };
        self.count(&format!("{direction}-{unit}"), count)
    }

    /// A reason of the agreement.
    pub fn reason_choice(self, reason: &ReasonChoice) -> String {
        reason.label.clone().unwrap_or_else(|| self.reason(&reason.code))
    }

    /// The reasons that may be chosen.
    pub fn offered(reasons: &[ReasonChoice]) -> impl Iterator<Item = &ReasonChoice> {
        reasons.iter().filter(|reason| !reason.retired)
    }

    /// A reason as it is offered: with what follows from it, where a refused lead is then out for good.
    pub fn reason_offered(self, reason: &ReasonChoice, follows: &bool) -> String {
        let name = self.reason_choice(reason);
        if reason.for_good && *follows { self.with("reason-for-good", "reason", name) } else { name }
    }

    /// A reason of a log, by the agreement's label where it has one.
    pub fn reason_among(self, reasons: &[ReasonChoice], code: &str) -> String {
        let known = reasons.iter().find(|reason| reason.code == code);
        known.map_or_else(|| self.reason(code), |reason| self.reason_choice(reason))
    }

    /// How much waits: "12 to answer, 3 overdue · 4 to qualify".
    pub fn waiting(self, count: &WorkCount) -> String {
        let mut answer = self.count("count-to-answer", count.to_answer);
        if count.overdue > 0 {
            answer = format!("{answer}, {}", self.count("count-overdue", count.overdue));
        }
        let parts = [
            (count.to_answer, answer),
            (count.to_qualify, self.count("count-to-qualify", count.to_qualify)),
            (count.to_open, self.count("count-to-open", count.to_open)),
            (count.opportunities, self.count("count-opportunities", count.opportunities)),
        ];
        let said: Vec<String> =
            parts.into_iter().filter(|(count, _)| *count > 0).map(|(_, sentence)| sentence).collect();
        said.join(" · ")
    }

    /// The fact behind a line of a score in a few words: "Director of IT", "Viewed a page /pricing, 2 more, 3 days ago".
    pub fn because(self, line: &LedgerLine) -> String {
        let values: Vec<&str> = line
            .evidence
            .iter()
            .filter_map(|fact| match fact {
                Evidence::Attribute { value, .. } => value.as_deref(),
                Evidence::Activity { .. } => None,
            })
            .collect();
        if !values.is_empty() {
            return values.join(", ");
        }
        let mut activities: Vec<(&str, &Instant)> = line
            .evidence
            .iter()
            .filter_map(|fact| match fact {
                Evidence::Activity { what, at, .. } => Some((what.as_str(), at)),
                Evidence::Attribute { .. } => None,
            })
            .collect();
        activities.sort_by_key(|(_, at)| std::cmp::Reverse(**at));
        let Some((what, at)) = activities.first() else { return String::new() };
        let what = self.deed(what);
        let arguments =
            vec![("what", what), ("more", self.int(activities.len() - 1)), ("when", self.ago(at))];
        self.with_all(if activities.len() > 1 { "because-several" } else { "because-one" }, arguments)
    }

    /// What a contact did, from the words of the activity: kind, type of the content, content. A type that the kind or the
    /// content says already is not said again: "Attended a webinar: quality-live".
    fn deed(self, what: &str) -> String {
        let (kind, about) = what.split_once(' ').unwrap_or((what, ""));
        let (content_type, content) = about.split_once(' ').unwrap_or((about, ""));
        let is_said = !content.is_empty() && (kind.contains(content_type) || content.contains(content_type));
        let about = match (content_type, is_said) {
            (_, true) => content.to_owned(),
            (content_type, false) => format!("{} {content}", self.content_type(content_type)),
        };
        let about = about.trim();
        if about.is_empty() {
            return self.activity(kind);
        }
        self.with2("because-what", "activity", self.activity(kind), "about", about)
    }

    /// Why something is refused, in the visitor's words.
    pub fn refusal(self, refusal: &Refusal, reasons: &[ReasonChoice]) -> String {
        self.with_all(&refusal_key(refusal), self.refusal_arguments(refusal, reasons))
    }

    /// What the sentence of a refusal is filled with, in the visitor's words.
    pub(crate) fn refusal_arguments(
        self,
        refusal: &Refusal,
        reasons: &[ReasonChoice],
    ) -> Vec<(&'static str, String)> {
        let said = refusal.arguments().into_iter();
        said.map(|(name, value)| (name, self.refusal_argument(name, &value, reasons))).collect()
    }

    /// What was chosen or typed into a field of an act, in words.
    pub(crate) fn typed_words(self, reasons: &[ReasonChoice], field: &str, typed: &str) -> String {
        match field {
            "reason" => self.reason_among(reasons, typed),
            "budget" | "authority" | "need" | "timeline" => match Answer::from_word(typed) {
                Some(answer) => self.answer(&answer),
                None => typed.to_owned(),
            },
            _ => typed.to_owned(),
        }
    }

    /// What is known about budget, authority, need or timeline.
    pub fn answer(self, answer: &Answer) -> String {
        self.say(format!("answer-{}", answer.word()))
    }

    fn refusal_argument(self, name: &str, value: &str, reasons: &[ReasonChoice]) -> String {
        match name {
            "stage" | "before" => self.say(format!("stage-within-{value}")),
            "event" => match Event::from_word(value) {
                Some(event) => self.say(key("participle", event)),
                None => value.to_owned(),
            },
            "reason" => self.reason_among(reasons, value),
            "known" => {
                let labels = value.split(", ").map(|code| self.reason_among(reasons, code));
                labels.collect::<Vec<_>>().join(", ")
            }
            // The scoring crate writes amounts as English does.
            "amount" => {
                let english = Self::new(Language::English, self.now).read_amount(value);
                english.map_or_else(|| value.to_owned(), |amount| self.points(&amount))
            }
            "who" | "currency" | "party" => value.to_owned(),
            _ => Instant::parse(value).map_or_else(|| value.to_owned(), |at| self.date_or_moment(at)),
        }
    }

    /// A moment, of which only the day is told where it is a midnight.
    fn date_or_moment(self, at: Instant) -> String {
        if at.millis().rem_euclid(DAY_MS) == 0 { self.date(&at) } else { self.moment(&at) }
    }
}

/// The message of a refusal.
pub(crate) fn refusal_key(refusal: &Refusal) -> String {
    let code = refusal.code();
    // What is to do follows from whether the amount, or only what stands beside it, is at fault.
    format!("refused-{}", code.replace('_', "-"))
}

fn key(family: &str, event: Event) -> String {
    format!("{family}-{}", event.word().replace('_', "-"))
}
