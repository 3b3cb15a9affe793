//! `bareme explain`: the ledger of a contact or an account, as text.

use bareme_engine::view::{AccountView, ContactView, Evidence, Ledger, MqaCondition};
use bareme_engine::{Engine, lookup, pages};

use crate::cli::{Format, Subject};
use crate::config::Settings;
use crate::output::{Failure, Outcome, print, print_json};

pub fn run(settings: &Settings, what: Subject, id: &str, model: Option<&str>) -> Outcome {
    let engine = super::engine(settings)?;
    let json = settings.format == Some(Format::Json);
    match what {
        Subject::Contact => {
            let view = contact(&engine, id, model)?;
            if json { print_json(&contact_json(&view)) } else { print(&contact_text(&view)) }
        }
        Subject::Account => {
            let id = lookup::account_id(&engine, id)?;
            let view = pages::accounts::show(&engine, id, model, None)?;
            if json { print_json(&account_json(&view)) } else { print(&account_text(&view)) }
        }
    }
}

fn contact(engine: &Engine, id: &str, model: Option<&str>) -> Result<ContactView, Failure> {
    let id = lookup::contact_id(engine, id)?;
    Ok(pages::contacts::show(engine, id, model, None)?)
}

const UNSCORED: &str = "Not scored yet: publish a model and run bareme score.\n";

fn contact_text(view: &ContactView) -> String {
    let mut text = format!("{} ({})\n", view.row.name, view.key);
    let (Some(model), Some(as_of)) = (&view.model, view.as_of) else { return text + UNSCORED };
    if !view.applies {
        return text + &format!("{} does not apply to this contact.\n", model.title);
    }
    let rating = view.row.rating.map(|rating| rating.to_string()).unwrap_or_default();
    text.push_str(&format!("{} version {} at {as_of}: {rating}\n", model.title, model.version));
    if let Some(cell) = &view.cell {
        let hours = cell.sla_hours.map(|hours| format!(" within {hours} h")).unwrap_or_default();
        text.push_str(&format!("What to do: {}{hours}\n", cell.action.replace('_', " ")));
    }
    for name in &view.knock_outs {
        text.push_str(&format!("Knocked out: {name}\n"));
    }
    text.push_str(&format!(
        "\nFit {} ({} % known)\n{}",
        view.fit.score,
        view.completeness,
        ledger(&view.fit)
    ));
    text.push_str(&format!("\nEngagement {}\n{}", view.engagement.score, ledger(&view.engagement)));
    text
}

fn ledger(ledger: &Ledger) -> String {
    let mut text = String::new();
    for line in &ledger.lines {
        let of = line.of.map(|of| format!(" of {of}")).unwrap_or_default();
        text.push_str(&format!("{:>10}{of}  {}\n", line.points.to_string(), line.rule));
        for evidence in &line.evidence {
            text.push_str(&match evidence {
                Evidence::Attribute { name, value } => {
                    format!("{:>12}{name} = {}\n", "", value.as_deref().unwrap_or("not known"))
                }
                Evidence::Activity { what, at, age_days, points } => {
                    format!("{:>12}{at}  {what}, {age_days:.1} days old: {points}\n", "")
                }
            });
        }
    }
    text
}

fn account_text(view: &AccountView) -> String {
    let mut text = format!("{} ({})\n", view.row.name, view.key);
    let (Some(model), Some(as_of), Some(rating)) = (&view.model, view.as_of, view.row.rating) else {
        return text + UNSCORED;
    };
    text.push_str(&format!("{} version {} at {as_of}: {rating}\n", model.title, model.version));
    text.push_str(&format!("\nFit {}\n{}", view.fit.score, ledger(&view.fit)));
    text.push_str(&format!("\nEngagement {} ({})\n", view.row.engagement, view.strategy));
    for line in &view.contributions {
        let role = line.role.map(|role| role.word().replace('_', " ")).unwrap_or_default();
        text.push_str(&format!(
            "{:>10}  {} ({role}): engagement {} × reach {:.2}, by {}\n",
            line.points.to_string(),
            line.name,
            line.engagement,
            line.reach,
            line.path.join(" → ")
        ));
    }
    text.push_str(&format!("\nCommittee covered: {} %\n", view.row.coverage));
    for seat in &view.seats {
        let names: Vec<&str> = seat.engaged.iter().map(|(_, name)| name.as_str()).collect();
        let missing = usize::try_from(seat.required).unwrap_or(0).saturating_sub(names.len());
        let note = if missing > 0 { format!("{missing} missing") } else { "covered".to_owned() };
        text.push_str(&format!("  {}: {} ({note})\n", seat.role.word().replace('_', " "), names.join(", ")));
    }
    text.push_str(&format!("\nMarketing-qualified: {}\n", if view.row.mqa { "yes" } else { "no" }));
    for condition in &view.mqa {
        text.push_str(&mqa(condition));
    }
    if let Some(surge) = &view.row.surge {
        let factor = surge.factor.map(|factor| format!("{factor:.1} times the usual, ")).unwrap_or_default();
        text.push_str(&format!(
            "Surge: {} activities in {} days, {factor}p = {:.2e}\n",
            surge.recent, surge.recent_days, surge.p
        ));
    }
    text
}

fn mqa(condition: &MqaCondition) -> String {
    let sign = |holds: &bool| if *holds { "yes" } else { "no " };
    match condition {
        MqaCondition::Grade { wanted, actual, holds } => {
            let wanted: Vec<String> = wanted.iter().map(ToString::to_string).collect();
            format!("  {} grade {actual}, wanted {}\n", sign(holds), wanted.join(" or "))
        }
        MqaCondition::Level { wanted, actual, holds } => {
            let wanted: Vec<String> = wanted.iter().map(ToString::to_string).collect();
            format!("  {} level {actual}, wanted {}\n", sign(holds), wanted.join(" or "))
        }
        MqaCondition::Coverage { wanted, actual, holds } => {
            format!("  {} coverage {actual} %, wanted {wanted} %\n", sign(holds))
        }
        MqaCondition::People { wanted, actual, holds } => {
            format!("  {} engaged people {actual}, wanted {wanted}\n", sign(holds))
        }
    }
}

fn ledger_json(ledger: &Ledger) -> serde_json::Value {
    let lines: Vec<_> = ledger
        .lines
        .iter()
        .map(|line| serde_json::json!({ "rule": line.rule, "points": line.points, "missing": line.missing }))
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
