//! One person: why they score as they do in plain words, all that is held on them as a file, and the way to their erasure.

use actix_web::{HttpResponse, web};
use askama::Template;
use askama_web::WebTemplate;
use bareme_engine::pages::contacts;
use bareme_engine::person::{self, Remains};
use bareme_engine::view::Message;

use crate::i18n::Text;
use crate::pages::post::{self, Posted};
use crate::{Area, PageError, Shell, download, engine, urls};

/// Shows the page.
pub async fn show(engine: engine::Data, id: web::Path<i64>, shell: Shell) -> Result<PersonShow, PageError> {
    let id = id.into_inner();
    let (name, told) = engine::ask(&engine, urls::contacts(), move |engine| {
        let name = contacts::show(engine, id, None, None)?.row.name;
        Ok((name, person::explanation(engine, id)?))
    })
    .await?;
    Ok(PersonShow::new(shell, id, name, told))
}

/// Sends all that is held on a person.
pub async fn file(engine: engine::Data, id: web::Path<i64>, shell: Shell) -> Result<HttpResponse, PageError> {
    let (id, who) = (id.into_inner(), shell.actor());
    let text =
        engine::ask(&engine, urls::held(&id), move |engine| person::whole_text(engine, id, &who)).await?;
    Ok(download::file("application/json; charset=utf-8", &format!("person-{id}.json"), text))
}

/// Asks for their erasure.
pub async fn ask(engine: engine::Data, id: web::Path<i64>, shell: Shell) -> Result<HttpResponse, PageError> {
    let (id, who) = (id.into_inner(), shell.actor());
    let asked = engine::ask(&engine, urls::held(&id), move |engine| person::ask(engine, id, &who)).await?;
    let word = if asked { "erasure-asked" } else { "erasure-asked-before" };
    Ok(post::done(&urls::held(&id), word))
}

/// Erases them, when the box that says so is ticked.
pub async fn erase(
    engine: engine::Data,
    id: web::Path<i64>,
    form: Posted,
    shell: Shell,
) -> Result<HttpResponse, PageError> {
    let (id, who) = (id.into_inner(), shell.actor());
    if !form.has("sure") {
        return Err(PageError::BadRequest(shell.t.say("erase-not-sure")));
    }
    let erased = engine::ask(&engine, urls::held(&id), move |engine| person::erase(engine, id, &who)).await?;
    let word = if erased.remains == Remains::Found { "erased-not-yet" } else { "erased" };
    Ok(post::done(&urls::erasures(), word))
}

/// The page.
#[derive(Template, WebTemplate)]
#[template(path = "pages/person/show.html")]
pub struct PersonShow {
    /// The visitor's language.
    pub t: Text,
    /// What surrounds it.
    pub shell: Shell,
    /// The contact's number.
    pub id: i64,
    /// Their name.
    pub name: String,
    /// Why they score as they do.
    pub told: Vec<Message>,
}

impl PersonShow {
    /// The page of a person.
    pub fn new(shell: Shell, id: i64, name: String, told: Vec<Message>) -> Self {
        Self { t: shell.t, shell: shell.within(Area::Contacts), id, name, told }
    }
}
