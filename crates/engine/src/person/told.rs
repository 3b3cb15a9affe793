//! Why somebody scores as they do, in plain words for the one who is scored.

use bareme_scoring::{Instant, Points};

use crate::view::{ContactView, Evidence, Ledger, LedgerLine, Message};
use crate::{Engine, Result, pages};

/// What is told, sentence by sentence: each with a code, so that pages can say it in the reader's language.
pub type Told = Vec<Message>;

/// Why a contact scores as they do under the primary model.
///
/// # Errors
///
/// An unknown contact, and those of the store.
pub fn explanation(engine: &Engine, contact_id: i64) -> Result<Told> {
    Ok(told(&pages::contacts::show(engine, contact_id, None, None)?))
}

pub(super) fn told(view: &ContactView) -> Told {
    let Some(as_of) = view.as_of.filter(|_| view.applies) else {
        return vec![Message::new("person_not_scored", "You are not scored.")];
    };
    let (fit, engagement) = (view.fit.score, view.engagement.score);
    let mut told = vec![
        Message::new(
            "person_scores",
            format!(
                "On {} you had {fit} of 100 points for how well you and your company match whom we make our offers \
                 for, and {engagement} of 100 for what you did with us.",
                as_of.date()
            ),
        )
        .with("day", as_of.date())
        .with("fit", fit)
        .with("engagement", engagement),
    ];
    told.extend(lines(&view.fit));
    told.extend(lines(&view.engagement));
    let contacted = view.cell.as_ref().is_some_and(|cell| cell.action == "hand_off");
    told.push(if contacted {
        Message::new("person_contacted", "With this result, somebody of our sales team may contact you.")
    } else {
        Message::new(
            "person_not_contacted",
            "With this result, nobody of our sales team contacts you of their own accord.",
        )
    });
    told.push(Message::new(
        "person_rights",
        "The points only decide in which order people look at inquiries. You may ask us to correct what is wrong, to give \
         you all that we hold on you, or to erase you.",
    ));
    told
}

/// The lines that gave or took points.
fn lines(ledger: &Ledger) -> impl Iterator<Item = Message> {
    ledger.lines.iter().filter(|line| line.points != Points::ZERO).map(line_told)
}

fn line_told(line: &LedgerLine) -> Message {
    let (points, rule) = (line.points, &line.rule);
    let days = line.evidence.iter().filter_map(|evidence| match evidence {
        Evidence::Activity { at, .. } => Some(*at),
        Evidence::Attribute { .. } => None,
    });
    let (times, last) =
        days.fold((0_u64, None), |(times, last): (u64, Option<Instant>), at| (times + 1, last.max(Some(at))));
    if let Some(last) = last {
        let did = if times == 1 {
            let text = format!("{points} points for “{rule}”: 1 thing that you did, on {}.", last.date());
            Message::new("person_did_once", text)
        } else {
            let text = format!(
                "{points} points for “{rule}”: {times} things that you did, the last on {}.",
                last.date()
            );
            Message::new("person_did", text).with("count", times)
        };
        return did.with("points", points).with("rule", rule).with("day", last.date());
    }
    let facts: Vec<String> = line
        .evidence
        .iter()
        .filter_map(|evidence| match evidence {
            Evidence::Attribute { name, value } => {
                let plain = name.split_once('.').map_or(name.as_str(), |(_, plain)| plain);
                Some(format!("{plain}: {}", value.as_deref().unwrap_or("unknown")))
            }
            Evidence::Activity { .. } => None,
        })
        .collect();
    if let Some(category) = rule.strip_suffix(" / cap") {
        let text = format!("{points} points, since “{category}” alone gives no more than its most.");
        return Message::new("person_cap", text).with("points", points).with("category", category);
    }
    if facts.is_empty() {
        return Message::new("person_rule", format!("{points} points for “{rule}”."))
            .with("points", points)
            .with("rule", rule);
    }
    let facts = facts.join(", ");
    Message::new("person_is", format!("{points} points for “{rule}” ({facts})."))
        .with("points", points)
        .with("rule", rule)
        .with("facts", facts)
}
