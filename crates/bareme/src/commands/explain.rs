//! `bareme explain`: the ledger of a contact or an account, as text.

use bareme_engine::view::{
    AccountView, ContactView, ContributionView, Ledger, MqaCondition, SeatView, SurgeView,
};
use bareme_engine::{Engine, lookup, pages};

use super::words;
use crate::cli::{Format, Subject};
use crate::config::Settings;
use crate::output::{Failure, Outcome, print_json, print_lines};

pub fn run(settings: &Settings, what: Subject, id: &str, model: Option<&str>) -> Outcome {
    let engine = super::filled_engine(settings)?;
    let json = settings.format == Some(Format::Json);
    match what {
        Subject::Contact => {
            let view = contact(&engine, id, model)?;
            if json { print_json(&contact_json(&view)) } else { print_lines(&contact_text(&view)) }
        }
        Subject::Account => {
            let id = lookup::account_id(&engine, id)?;
            let view = pages::accounts::show(&engine, id, model, None)?;
            if json { print_json(&account_json(&view)) } else { print_lines(&account_text(&view)) }
        }
    }
}

fn contact(engine: &Engine, id: &str, model: Option<&str>) -> Result<ContactView, Failure> {
    let id = lookup::contact_id(engine, id)?;
    Ok(pages::contacts::show(engine, id, model, None)?)
}

fn unscored() -> String {
    "Not scored yet: publish a model and run bareme score.".to_owned()
}

fn contact_text(view: &ContactView) -> Vec<String> {
    let mut text = vec![format!("{} ({})", view.row.name, view.key)];
    let (Some(model), Some(as_of)) = (&view.model, view.as_of) else {
        text.push(unscored());
        return text;
    };
    if !view.applies {
        text.push(format!("{} does not apply to this contact.", model.title));
        return text;
    }
    let rating = view.row.rating.map(|rating| rating.to_string()).unwrap_or_default();
    text.push(format!("{} version {} at {as_of}: {rating}", model.title, model.version));
    if let Some(cell) = &view.cell {
        text.push(words::what_to_do(cell.action, cell.sla_hours, cell.priority, view.row.rank));
        text.extend(cell.play.as_ref().map(|play| format!("Play: {play}")));
    }
    text.extend(view.knock_outs.iter().map(|name| format!("Knocked out: {name}")));
    let bands = view.bands.as_ref().zip(view.row.rating);
    let grades = bands.map(|(bands, rating)| words::grades(bands, view.fit.score, rating));
    let levels = bands.map(|(bands, rating)| words::levels(bands, view.engagement.score, rating));
    text.push(format!(
        "\nFit {} ({} % known; {})",
        view.fit.score,
        view.completeness,
        grades.unwrap_or_default()
    ));
    text.extend(words::ledger(&view.fit));
    text.push(format!("\nEngagement {} ({})", view.engagement.score, levels.unwrap_or_default()));
    text.extend(words::ledger(&view.engagement));
    text
}

fn account_text(view: &AccountView) -> Vec<String> {
    let mut text = vec![format!("{} ({})", view.row.name, view.key)];
    let (Some(model), Some(as_of), Some(rating)) = (&view.model, view.as_of, view.row.rating) else {
        text.push(unscored());
        return text;
    };
    text.push(format!("{} version {} at {as_of}: {rating}", model.title, model.version));
    let bands = view.bands.as_ref();
    let grades = bands.map(|bands| words::grades(bands, view.row.fit, rating)).unwrap_or_default();
    let levels = bands.map(|bands| words::levels(bands, view.row.engagement, rating)).unwrap_or_default();
    text.push(format!("\nFit {} ({grades})", view.row.fit));
    text.extend(words::ledger(&view.fit));
    text.push(format!("\nEngagement {} ({levels}; by {})", view.row.engagement, view.strategy));
    text.extend(view.contributions.iter().map(contribution));
    text.push(format!("\nCommittee covered: {} %", view.row.coverage));
    text.extend(view.seats.iter().map(seat));
    text.push(format!("\nMarketing-qualified: {}", if view.row.mqa { "yes" } else { "no" }));
    text.extend(view.mqa.iter().map(mqa));
    text.extend(view.row.surge.as_ref().map(surge));
    text
}

fn contribution(line: &ContributionView) -> String {
    let role = line.role.map(|role| role.word().replace('_', " ")).unwrap_or_default();
    format!(
        "{:>10}  {} ({role}): engagement {} × reach {:.2}, by {}",
        line.points.to_string(),
        line.name,
        line.engagement,
        line.reach,
        line.path.join(" → ")
    )
}

fn seat(seat: &SeatView) -> String {
    let names: Vec<&str> = seat.engaged.iter().map(|(_, name)| name.as_str()).collect();
    let missing = usize::try_from(seat.required).unwrap_or(0).saturating_sub(names.len());
    let note = if missing > 0 { format!("{missing} missing") } else { "covered".to_owned() };
    let names = if names.is_empty() { "nobody".to_owned() } else { names.join(", ") };
    format!("  {}: {names} ({note})", seat.role.word().replace('_', " "))
}

fn mqa(condition: &MqaCondition) -> String {
    let sign = |holds: &bool| if *holds { "yes" } else { "no " };
    match condition {
        MqaCondition::Grade { wanted, actual, holds } => {
            format!("  {} grade {actual}, wanted {}", sign(holds), any_of(wanted))
        }
        MqaCondition::Level { wanted, actual, holds } => {
            format!("  {} level {actual}, wanted {}", sign(holds), any_of(wanted))
        }
        MqaCondition::Coverage { wanted, actual, holds } => {
            format!("  {} coverage {actual} %, wanted {wanted} %", sign(holds))
        }
        MqaCondition::People { wanted, actual, holds } => {
            format!("  {} engaged people {actual}, wanted {wanted}", sign(holds))
        }
    }
}

fn any_of<T: ToString>(wanted: &[T]) -> String {
    wanted.iter().map(ToString::to_string).collect::<Vec<_>>().join(" or ")
}

fn surge(surge: &SurgeView) -> String {
    let factor = surge.factor.map(|factor| format!("{factor:.1} times the usual, ")).unwrap_or_default();
    format!("Surge: {} activities in {} days, {factor}p = {:.2e}", surge.recent, surge.recent_days, surge.p)
}

fn ledger_json(ledger: &Ledger) -> serde_json::Value {
    let lines: Vec<_> = ledger
        .lines
        .iter()
        .map(|line| {
            serde_json::json!({
                "rule": line.rule, "points": line.points, "missing": line.missing, "working": line.working,
            })
        })
        .collect();
    serde_json::json!({ "score": ledger.score, "lines": lines })
}

fn contact_json(view: &ContactView) -> serde_json::Value {
    serde_json::json!({
        "contact": view.key,
        "name": view.row.name,
        "model": view.model.as_ref().map(|model| &model.name),
        "as_of": view.as_of,
        "applies": view.applies,
        "rating": view.row.rating,
        "completeness": view.completeness,
        "knock_outs": view.knock_outs,
        "fit": ledger_json(&view.fit),
        "engagement": ledger_json(&view.engagement),
    })
}

fn account_json(view: &AccountView) -> serde_json::Value {
    let lines: Vec<_> = view
        .contributions
        .iter()
        .map(|line| {
            serde_json::json!({
                "contact": line.contact_id, "name": line.name, "reach": line.reach,
                "engagement": line.engagement, "points": line.points,
            })
        })
        .collect();
    serde_json::json!({
        "account": view.key,
        "name": view.row.name,
        "model": view.model.as_ref().map(|model| &model.name),
        "as_of": view.as_of,
        "rating": view.row.rating,
        "fit": ledger_json(&view.fit),
        "engagement": { "score": view.row.engagement, "lines": lines },
        "coverage": view.row.coverage,
        "mqa": view.row.mqa,
    })
}
