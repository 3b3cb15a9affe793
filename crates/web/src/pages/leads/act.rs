//! What somebody does to one lead: the form read, the act carried out or refused, and nothing that was typed lost.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use bareme_engine::pages::{lead, worklist};
use bareme_engine::work::{self, Told};
use bareme_scoring::{Act, Answer, Assignee, Bant, Event, Finding, Money, MoneyError, Points, Refusal};

use chrono::NaiveDate;

use super::show::LeadShow;
use crate::i18n::{Text, refusal_key};
use crate::pages::parts;
use crate::pages::post::{PostForm, Posted};
use crate::pages::worklist::{landing, lead_on, way_back_or};
use crate::urls;
use crate::{PageError, Shell, engine};

/// What is about the lead as a whole, and stands beside no field.
pub(super) const WHOLE: &str = "lead";

/// No note is longer, in characters: what an e-mail holds, not what a book does.
const LONGEST_NOTE: usize = 4_000;

/// Carries out what a form of a lead says.
pub async fn act(
    engine: engine::Data,
    id: web::Path<i64>,
    form: Posted,
    mut shell: Shell,
) -> Result<HttpResponse, PageError> {
    let id = id.into_inner();
    engine::ask(&engine, urls::leads(), move |engine| work::hold(engine, id)).await?;
    shell.here = urls::lead(&id).to_string();
    let mut answer = PostForm::new(form);
    let seen = answer.values.text("seen").and_then(|seen| seen.parse().ok());
    let told = read(shell.t, &mut answer);
    if let Some(Told { act: Act::Assign { to, .. }, .. }) = &told {
        know(&engine, &mut answer, to.owner.as_deref()).await?;
    }
    let told = told.filter(|_| answer.is_sound());
    let Some(told) = told else { return again(&engine, shell, id, answer, None).await };
    let by = shell.actor();
    let outcome =
        engine::ask(&engine, urls::leads(), move |engine| work::tell(engine, id, seen, &told, &by)).await?;
    match outcome {
        Ok(_) => {
            let back = way_back_or(&answer.values, &urls::lead(&id));
            let next = answer.values.text("next").and_then(|next| next.parse().ok());
            Ok(lead_on(&landing(&back, &[id], next)))
        }
        Err(refusal) => again(&engine, shell, id, answer, Some(refusal)).await,
    }
}

/// The lead as it stands now, with what is wrong beside its field and everything that was typed.
async fn again(
    engine: &engine::Data,
    shell: Shell,
    id: i64,
    mut answer: PostForm,
    refusal: Option<Refusal>,
) -> Result<HttpResponse, PageError> {
    let who = shell.who.clone();
    let view =
        engine::ask(engine, urls::leads(), move |engine| lead::show(engine, id, who.as_deref())).await?;
    let mut status = StatusCode::UNPROCESSABLE_ENTITY;
    if let Some(refusal) = refusal {
        if refusal.field().is_none() {
            status = StatusCode::CONFLICT;
        }
        let said = shell.t.refusal_arguments(&refusal, &view.reasons);
        let key = match &refusal {
            Refusal::Overtaken { who, .. } if Some(who) == shell.who.as_ref() => {
                "refused-done-already".to_owned()
            }
            other => refusal_key(other),
        };
        answer.problem(refusal.field().unwrap_or(WHOLE), key, said);
    }
    let back = way_back_or(&answer.values, &urls::leads());
    LeadShow::new(shell, view, Some(back)).with(answer).answer(status)
}

/// Notes, beside the field, that nobody of a name could have a lead.
pub(crate) async fn know(
    engine: &engine::Data,
    answer: &mut PostForm,
    owner: Option<&str>,
) -> Result<(), PageError> {
    let Some(owner) = owner else { return Ok(()) };
    let people = engine::ask(engine, urls::worklist(), worklist::people).await?;
    if !people.iter().any(|person| person == owner) {
        answer.problem("owner", "owner-unknown", vec![("value", owner.to_owned())]);
    }
    Ok(())
}

/// A note of a form; one that is too long is noted.
pub(crate) fn note(form: &mut PostForm) -> Option<String> {
    let note = form.values.text("note").map(str::to_owned)?;
    if note.chars().count() > LONGEST_NOTE {
        form.problem("note", "note-too-long", vec![("most", LONGEST_NOTE.to_string())]);
    }
    Some(note)
}

/// What the form of an act says, and of which day it tells; what is wrong with it is noted. `None` when it is the form of
/// no act.
fn read(t: Text, form: &mut PostForm) -> Option<Told> {
    let act = read_act(t, form)?;
    let on = if act.event().may_be_told_later() { form.parsed("at", "day-unreadable", day) } else { None };
    Some(Told { act, on })
}

fn day(typed: &str) -> Option<NaiveDate> {
    parts::parse_day(typed).map(bareme_scoring::Instant::date)
}

fn read_act(t: Text, form: &mut PostForm) -> Option<Act> {
    let text = |form: &PostForm, name: &str| form.values.text(name).map(str::to_owned);
    let note = note(form);
    let reason = text(form, "reason");
    Some(match Event::from_word(form.values.typed("act")) {
        Some(Event::Accept) => Act::Accept { note },
        Some(Event::Reject) => Act::Reject { reason, note },
        Some(Event::Return) => Act::Return { reason, note },
        Some(Event::Lose) => Act::Lose { reason, note },
        Some(Event::Undo) => Act::Undo,
        Some(Event::Qualify) => Act::Qualify { bant: bant(form), note },
        Some(Event::Assign) => {
            let to = Assignee { owner: text(form, "owner"), team: text(form, "team"), rule: None };
            Act::Assign { to, note }
        }
        Some(Event::Win) => Act::Win { money: money(t, form), note },
        Some(Event::OpenOpportunity) => {
            let expected_close = form.parsed("expected_close", "day-unreadable", day);
            Act::OpenOpportunity { money: money(t, form), expected_close, note }
        }
        _ => {
            form.problem(WHOLE, "act-unreadable", Vec::new());
            return None;
        }
    })
}

/// What was found out; each of the four with its note.
fn bant(form: &mut PostForm) -> Bant {
    let mut finding = |word: &'static str| {
        let answer = form.parsed(word, "answer-unreadable", Answer::from_word).unwrap_or_default();
        let note = form.values.text(&format!("{word}_note")).map(str::to_owned);
        Finding { answer, note }
    };
    Bant {
        budget: finding("budget"),
        authority: finding("authority"),
        need: finding("need"),
        timeline: finding("timeline"),
    }
}

/// Amount and currency, as the visitor's language writes amounts.
fn money(t: Text, form: &mut PostForm) -> Option<Money> {
    let typed = form.values.text("amount")?.to_owned();
    let Some(amount) = t.read_amount(&typed) else {
        let arguments = vec![("value", typed), ("example", example(t))];
        form.problem("amount", "amount-unreadable", arguments);
        return None;
    };
    match Money::read(Some(amount), form.values.text("currency")) {
        Ok(money) => money,
        Err(error) => {
            note_money(t, form, error);
            None
        }
    }
}

fn note_money(t: Text, form: &mut PostForm, error: MoneyError) {
    let refusal = Refusal::Money(error);
    let said = t.refusal_arguments(&refusal, &[]);
    form.problem(refusal.field().unwrap_or(WHOLE), refusal_key(&refusal), said);
}

/// An amount as the language writes it.
pub(super) fn example(t: Text) -> String {
    t.points(&Points::from_hundredths(1_250_050))
}

#[cfg(test)]
mod tests {
    use bareme_scoring::{Currency, Instant};

    use super::*;
    use crate::i18n::Language;

    fn posted(pairs: &[(&str, &str)]) -> PostForm {
        let owned = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        PostForm::new(Posted::of(owned))
    }

    fn problems(language: Language, pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        let t = Text::new(language, Instant::from_millis(0));
        let mut form = posted(pairs);
        read(t, &mut form);
        let fields: Vec<String> = form.problems.iter().map(|problem| problem.field.clone()).collect();
        fields
            .into_iter()
            .map(|field| (form.error(&t, &field).unwrap(), field))
            .map(|(s, f)| (f, s))
            .collect()
    }

    #[test]
    fn an_amount_is_read_with_its_currency_or_told_what_is_wrong_beside_its_field() {
        let t = Text::new(Language::English, Instant::from_millis(0));
        let mut form = posted(&[("act", "win"), ("amount", "1,234.50"), ("currency", "EUR")]);
        let currency = Currency::from_code("EUR").unwrap();
        let money = Money { amount: Points::from_hundredths(123_450), currency };
        assert_eq!(read_act(t, &mut form), Some(Act::Win { money: Some(money), note: None }));
        assert!(form.is_sound());
        let open = [("act", "open_opportunity"), ("amount", "1.234,50"), ("currency", "EUR")];
        let found = problems(Language::English, &open);
        assert_eq!(found.len(), 1);
        assert!(found[0].0 == "amount" && found[0].1.contains("1.234,50"), "{found:?}");
        assert_eq!(problems(Language::French, &open), []);
        let without = problems(Language::English, &[("act", "win"), ("amount", "5"), ("currency", "")]);
        assert!(without[0].0 == "currency" && without[0].1.contains("no currency"), "{without:?}");
        let below = problems(Language::French, &[("act", "win"), ("amount", "-5"), ("currency", "EUR")]);
        assert!(below[0].0 == "amount" && below[0].1.contains("négatif"), "{below:?}");
    }

    #[test]
    fn what_was_found_out_keeps_answers_and_notes() {
        let t = Text::new(Language::English, Instant::from_millis(0));
        let mut form =
            posted(&[("act", "qualify"), ("budget", "yes"), ("budget_note", " 40k "), ("need", "no")]);
        let Some(Act::Qualify { bant, note: None }) = read_act(t, &mut form) else { panic!("{form:?}") };
        assert_eq!(bant.budget, Finding { answer: Answer::Yes, note: Some("40k".to_owned()) });
        assert_eq!((bant.need.answer, bant.timeline.answer), (Answer::No, Answer::Unknown));
        let wrong = problems(Language::English, &[("act", "qualify"), ("budget", "perhaps")]);
        assert_eq!(wrong[0].0, "budget");
    }

    #[test]
    fn only_what_may_be_told_later_has_a_day_of_its_own() {
        let t = Text::new(Language::English, Instant::from_millis(0));
        let on = |act: &str, at: &str| read(t, &mut posted(&[("act", act), ("at", at)])).unwrap().on;
        assert_eq!(on("win", "2026-05-30").map(|day| day.to_string()).as_deref(), Some("2026-05-30"));
        assert_eq!(on("win", " "), None);
        assert_eq!(on("accept", "2026-05-30"), None, "how soon sales answers is measured");
        let wrong = problems(Language::English, &[("act", "qualify"), ("at", "30.5.")]);
        assert!(wrong[0].0 == "at" && wrong[0].1.contains("“30.5.”"), "{wrong:?}");
    }

    #[test]
    fn the_form_of_no_act_is_told_apart() {
        for word in ["", "hand_off", "pass_sla", "drop table"] {
            assert_eq!(problems(Language::English, &[("act", word)])[0].0, WHOLE, "{word}");
        }
    }
}
