//! What the database holds as the plain tables that an exported query reads (see docs/model-sql.md).

use bareme_scoring::{Attributes, Facets, Instant, Model, check};
use bareme_sqlexport::tables::{CREATE, DROP, PlainEdge, Row, Statements};
use bareme_sqlexport::{Dialect, query};
use bareme_store::{accounts, activities, contacts, models, relationships};

use crate::score::{WantedFacts, adjustments_of};
use crate::{Engine, EngineError, Result};

/// Contacts that are read together.
const BLOCK: i64 = 8_192;

/// The model of a published version.
///
/// # Errors
///
/// [`EngineError::NotFound`], or a document that this program no longer reads.
pub fn model(engine: &Engine, name: &str, version: Option<i64>) -> Result<Model> {
    let stored = crate::models::export(engine, name, version)?;
    check(&stored.document, None).model.ok_or_else(|| {
        EngineError::Invalid(format!("version {} of {name} is no longer a valid model", stored.number))
    })
}

/// One query that gives a model's scores at a moment, over the plain tables.
///
/// # Errors
///
/// [`EngineError::Invalid`] with every place of the model that the dialect cannot say.
pub fn as_query(model: &Model, as_of: Instant, dialect: Dialect) -> Result<String> {
    query(model, as_of, dialect).map_err(|refusals| EngineError::Invalid(refusals.to_string()))
}

/// Writes the plain tables, as known at a moment, as statements that make and fill them. `each` gets them part by part.
///
/// # Errors
///
/// Those of the database, and those of `each`.
pub fn write(
    engine: &Engine,
    model: &Model,
    as_of: Instant,
    each: &mut dyn FnMut(&str) -> Result<()>,
) -> Result<()> {
    each(DROP)?;
    each("BEGIN;\n")?;
    each(CREATE)?;
    write_accounts(engine, model, as_of, each)?;
    let last = engine.database().read(contacts::max_id)?;
    let mut keys = Vec::new();
    engine.database().read(|c| contacts::for_each_key(c, |id, key, _| keys.push((id, key.to_owned()))))?;
    let mut start = 0;
    while start <= last {
        write_contacts(engine, model, (start, as_of), &keys, each)?;
        start += BLOCK;
    }
    let mut statements = Statements::default();
    engine.database().read(|c| {
        relationships::for_each(c, |edge| -> Result<()> {
            statements.add(&Row::Relationship(PlainEdge {
                kind: edge.kind,
                from: edge.from_id,
                to: edge.to_id,
                role: edge.role,
                weight: edge.weight,
                share: edge.share,
                valid_from: Some(edge.valid_from),
                valid_to: Some(edge.valid_to),
            }));
            Ok(())
        })
    })?;
    let stored = engine.database().read(models::list)?;
    if let Some(stored) = stored.into_iter().find(|stored| stored.name == model.name) {
        for (contact, adjustment) in adjustments_of(engine, stored.id, as_of)? {
            statements.add(&Row::Adjustment(contact, &model.name, &adjustment));
        }
    }
    each(&statements.take())?;
    each("COMMIT;\n")
}

fn write_accounts(
    engine: &Engine,
    model: &Model,
    as_of: Instant,
    each: &mut dyn FnMut(&str) -> Result<()>,
) -> Result<()> {
    let wanted = WantedFacts::new(model.attributes_read().account);
    let mut rows = Statements::default();
    let mut facts = Statements::default();
    engine.database().read(|c| {
        let past = accounts::list_history(c, as_of)?;
        accounts::for_each(c, |account| -> Result<()> {
            rows.add(&Row::Account(account.id, &account.key));
            let known =
                past.binary_search_by_key(&account.id, |past| past.id).ok().and_then(|at| past.get(at));
            let known = known.map_or(account.attributes, |past| past.attributes.clone());
            add_facts(&mut facts, "account", account.id, &wanted.keep(known));
            Ok(())
        })
    })?;
    each(&rows.take())?;
    each(&facts.take())
}

fn write_contacts(
    engine: &Engine,
    model: &Model,
    (start, as_of): (i64, Instant),
    keys: &[(i64, String)],
    each: &mut dyn FnMut(&str) -> Result<()>,
) -> Result<()> {
    let wanted = WantedFacts::new(model.attributes_read().contact);
    let range = start..start + BLOCK;
    let mut rows = Statements::default();
    let mut facts = Statements::default();
    let mut acts = Statements::default();
    engine.database().read(|c| -> Result<()> {
        let kinds = engine.kinds(c)?;
        let past = contacts::list_history(c, range.clone(), as_of)?;
        contacts::for_each_scoring_row(c, range.clone(), |row| -> Result<()> {
            let key =
                keys.binary_search_by_key(&row.id, |(id, _)| *id).ok().and_then(|place| keys.get(place));
            rows.add(&Row::Contact(row.id, key.map_or("", |(_, key)| key), row.created_at));
            let known = match past.binary_search_by_key(&row.id, |past| past.id) {
                Ok(place) => {
                    wanted.keep(past.get(place).map(|past| past.attributes.clone()).unwrap_or_default())
                }
                Err(_) => wanted.read("contacts", row.id, &row.attributes)?,
            };
            add_facts(&mut facts, "contact", row.id, &known);
            Ok(())
        })?;
        activities::for_each(c, range.clone(), as_of, |contact, activity| -> Result<()> {
            if let Some(kind) = kinds.get(activity.kind as usize) {
                acts.add(&Row::Activity(contact, activity.at, kind));
            }
            Ok(())
        })
    })?;
    for mut statements in [rows, facts, acts] {
        each(&statements.take())?;
    }
    Ok(())
}

fn add_facts(statements: &mut Statements, about: &str, id: i64, known: &Attributes) {
    for (name, value) in known {
        if let Some(facets) = Facets::of(value) {
            statements.add(&Row::Fact(about, id, name, facets));
        }
    }
}
