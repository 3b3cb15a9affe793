//! All that is held on a person, as one JSON document that they can be given.

use bareme_access::Action;
use bareme_scoring::{Attributes, BuyingRole, Instant};
use bareme_store::{AnyConnection, activities, adjustments, contacts, leads, models, scores};
use serde_json::{Value, json};

use super::told;
use crate::audit::{self, Act};
use crate::{Engine, EngineError, Result, pages};

/// All that is held on a person. That it was given out is written down.
///
/// # Errors
///
/// An unknown contact, and those of the store.
pub fn whole(engine: &Engine, contact_id: i64, who: &str) -> Result<Value> {
    engine.must(Action::Export)?;
    let who = engine.doer(who);
    let view = pages::contacts::show(engine, contact_id, None, None)?;
    let document = engine.database().read(|c| {
        let found = contacts::find(c, contact_id)?;
        let contact = found.ok_or_else(|| EngineError::not_found("contact", contact_id))?;
        let history: Vec<Value> = contacts::list_history_of(c, contact_id)?
            .into_iter()
            .map(|past| json!({ "until": past.known_until, "facts": facts(&past.attributes) }))
            .collect();
        let relationships: Vec<Value> = view
            .relationships
            .iter()
            .map(|edge| {
                json!({
                    "kind": edge.kind.word(),
                    "with": edge.name,
                    "role": edge.role.map(BuyingRole::word),
                    "from": edge.valid_from,
                    "until": edge.valid_to,
                })
            })
            .collect();
        Ok::<_, EngineError>(json!({
            "made_at": engine.now(),
            "number": contact.id,
            "key": contact.key,
            "known_since": contact.created_at,
            "facts_as_of": contact.updated_at,
            "facts": facts(&contact.attributes),
            "facts_before": history,
            "company": view.row.account.as_ref().map(|(_, name)| name),
            "relationships": relationships,
            "activities": did(engine, c, contact_id)?,
            "scores": scored(engine, c, contact_id)?,
            "why": told::told(&view).into_iter().map(|sentence| sentence.text).collect::<Vec<_>>(),
            "leads": passed(c, contact_id)?,
        }))
    })?;
    audit::note_alone(engine, &Act::new(who, "export", "contact", contact_id))?;
    Ok(document)
}

/// The same, as text.
///
/// # Errors
///
/// As [`whole`].
pub fn whole_text(engine: &Engine, contact_id: i64, who: &str) -> Result<String> {
    let document = whole(engine, contact_id, who)?;
    serde_json::to_string_pretty(&document).map_err(|error| EngineError::Invalid(error.to_string()))
}

fn facts(attributes: &Attributes) -> Value {
    attributes.iter().map(|(name, value)| (name.clone(), Value::from(value.to_string()))).collect()
}

fn did(engine: &Engine, c: &mut AnyConnection, contact_id: i64) -> Result<Vec<Value>> {
    let kinds = engine.kinds(c)?;
    let all = activities::list(c, contact_id, Instant::MAX)?;
    Ok(all
        .iter()
        .map(|activity| {
            let kind = usize::try_from(activity.kind).ok().and_then(|id| kinds.get(id));
            json!({
                "at": activity.at,
                "activity": kind.map(|kind| kind.activity.as_str()),
                "content_type": kind.and_then(|kind| kind.content_type.as_deref()),
                "content": kind.and_then(|kind| kind.content.as_deref()),
                "campaign": kind.and_then(|kind| kind.campaign.as_deref()),
                "channel": kind.and_then(|kind| kind.channel.as_deref()),
            })
        })
        .collect())
}

fn scored(engine: &Engine, c: &mut AnyConnection, contact_id: i64) -> Result<Vec<Value>> {
    let mut all = Vec::new();
    for model in models::list(c)? {
        let adjusted: Vec<Value> = adjustments::list(c, model.id, Some(contact_id), engine.now())?
            .into_iter()
            .map(|one| json!({ "points": one.points, "reason": one.reason, "by": one.made_by }))
            .collect();
        let Some(score) = scores::find_contact(c, model.id, contact_id)? else { continue };
        all.push(json!({
            "model": model.title,
            "as_of": Instant::from_millis(score.as_of),
            "rating": score.rating()?.to_string(),
            "fit_hundredths": score.fit,
            "engagement_hundredths": score.engagement,
            "adjustments": adjusted,
        }));
    }
    Ok(all)
}

fn passed(c: &mut AnyConnection, contact_id: i64) -> Result<Vec<Value>> {
    let ids = leads::list_ids_of_contact(c, contact_id)?;
    Ok(leads::list_logs(c, &ids)?
        .into_iter()
        .map(|lead| {
            let log: Vec<Value> = lead
                .log
                .iter()
                .map(|entry| {
                    json!({
                        "at": entry.at,
                        "event": entry.event.word(),
                        "stage": entry.to.word(),
                        "by": entry.who,
                        "reason": entry.detail.reason,
                        "note": entry.detail.note,
                        "answers": entry.detail.bant,
                    })
                })
                .collect();
            json!({ "number": lead.id, "key": lead.opening.key, "source": lead.opening.source, "log": log })
        })
        .collect())
}
