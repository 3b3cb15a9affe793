//! `bareme user`: who may come in. Nobody's password is ever an argument: they set it themselves, by a link that counts once.

use bareme_engine::people::manage::{self, Person, PersonView, Place};
use bareme_engine::people::{Refusal, Secret};
use bareme_engine::{Engine, EngineError};
use serde_json::json;

use crate::cli::{Format, PlaceArguments, UserCommand};
use crate::config::Settings;
use crate::output::{Failure, Outcome, print, print_json, print_lines};

pub fn run(settings: &Settings, command: &UserCommand) -> Outcome {
    let engine = super::engine(settings)?;
    match command {
        UserCommand::List => list(settings, &engine),
        UserCommand::Add { email, name, place } => {
            let person = Person { email: email.clone(), name: name.clone() };
            let id = done(manage::add(&engine, &person, &placed(place))?)?;
            link(settings, &engine, id, &manage::invite(&engine, id)?)
        }
        UserCommand::SetRole { who, place } => {
            let person = find(&engine, who)?;
            done(manage::place(&engine, person.id, &placed(place))?)?;
            print(&format!("{} is {} now.", person.name, in_words(&placed(place))))
        }
        UserCommand::Disable { who } => {
            let person = find(&engine, who)?;
            done(manage::disable(&engine, person.id, true)?)?;
            print(&format!("{} cannot come in any more.", person.name))
        }
        UserCommand::Enable { who } => {
            let person = find(&engine, who)?;
            done(manage::disable(&engine, person.id, false)?)?;
            print(&format!("{} can come in again.", person.name))
        }
        UserCommand::Reset { who } => {
            let person = find(&engine, who)?;
            link(settings, &engine, person.id, &manage::reset(&engine, person.id)?)
        }
    }
}

fn find(engine: &Engine, who: &str) -> Result<PersonView, Failure> {
    manage::find_named(engine, who).map_err(|error| match error {
        EngineError::NotFound { .. } => {
            Failure::failed(format!("there is nobody '{who}'; bareme user list names them"))
        }
        other => other.into(),
    })
}

fn placed(place: &PlaceArguments) -> Place {
    Place { role: place.role, team: place.team.clone() }
}

fn in_words(place: &Place) -> String {
    let team = place.team.as_ref().map(|team| format!(" of {team}")).unwrap_or_default();
    format!("{}{team}", place.role.word())
}

fn done<T>(answer: Result<T, Refusal>) -> Result<T, Failure> {
    answer.map_err(Failure::failed)
}

fn list(settings: &Settings, engine: &Engine) -> Outcome {
    let people = manage::list(engine)?;
    if settings.format == Some(Format::Json) {
        let row = |person: &PersonView| {
            json!({
                "name": person.name,
                "email": person.email,
                "role": person.role.word(),
                "team": person.team,
                "has_password": person.has_password,
                "has_second_factor": person.has_factor,
                "disabled": person.disabled.is_some(),
            })
        };
        return print_json(&people.iter().map(row).collect::<Vec<_>>());
    }
    let line = |person: &PersonView| {
        let place = Place { role: person.role, team: person.team.clone() };
        let state = match (person.disabled, person.has_password) {
            (Some(_), _) => ", kept out",
            (None, false) => ", no password yet",
            (None, true) => "",
        };
        format!("{} <{}>: {}{state}", person.name, person.email, in_words(&place))
    };
    print_lines(&people.iter().map(line).collect::<Vec<_>>())
}

/// Prints a link that counts once.
fn link(settings: &Settings, engine: &Engine, id: i64, code: &Secret) -> Outcome {
    let person = manage::find(engine, id)?;
    let site = settings.public_url.clone().unwrap_or_else(|| format!("http://{}", settings.listen));
    let link = format!("{}/invitation?code={}", site.trim_end_matches('/'), code.reveal());
    if settings.format == Some(Format::Json) {
        return print_json(&json!({ "name": person.name, "email": person.email, "link": link }));
    }
    print(&format!("{} sets a password here, once and within seven days:\n{link}", person.name))
}
