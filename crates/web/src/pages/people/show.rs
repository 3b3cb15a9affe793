//! Somebody who may come in: their role and team, their invitation, and the door.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;
use bareme_engine::people::Secret;
use bareme_engine::people::manage::{self, PersonView};

use super::{place as placed, roles, teams};
use crate::i18n::Text;
use crate::pages::entry::{again, note, private};
use crate::pages::form::Choice;
use crate::pages::post::{self, PostForm, Posted};
use crate::urls::Link;
use crate::{Area, PageError, Shell, engine, urls};

/// The page.
#[derive(Template)]
#[template(path = "pages/people/show.html")]
pub struct PersonPage {
    /// The visitor's language.
    pub t: Text,
    /// What surrounds it.
    pub shell: Shell,
    /// Who they are.
    pub person: PersonView,
    /// The teams of the agreement.
    pub teams: Vec<String>,
    /// The form of role and team.
    pub form: PostForm,
    /// The code of an invitation that was just made; it is shown this once.
    pub code: Option<Secret>,
}

impl PersonPage {
    fn roles(&self) -> Vec<Choice> {
        roles(self.t)
    }

    fn team_choices(&self) -> Vec<Choice> {
        teams(self.t, &self.teams)
    }

    /// Where the invited set their password.
    fn invitation(&self) -> Option<Link> {
        self.code.as_ref().map(|code| urls::invitation().with("code", code.reveal()))
    }
}

/// Shows somebody.
pub async fn show(engine: engine::Data, id: web::Path<i64>, shell: Shell) -> Result<HttpResponse, PageError> {
    let page = page(&engine, shell, id.into_inner(), None).await?;
    post::page(StatusCode::OK, &page).map(private)
}

async fn page(
    engine: &engine::Data,
    mut shell: Shell,
    id: i64,
    form: Option<PostForm>,
) -> Result<PersonPage, PageError> {
    let (person, teams) = engine::ask(engine, urls::people(), move |engine| {
        Ok((manage::find(engine, id)?, manage::teams(engine)?))
    })
    .await?;
    let filled = || {
        let values = [("role", person.role.word()), ("team", person.team.as_deref().unwrap_or_default())];
        PostForm::new(Posted::of(values.map(|(name, value)| (name.to_owned(), value.to_owned()))))
    };
    let form = form.unwrap_or_else(filled);
    shell.here = urls::person(&id).to_string();
    Ok(PersonPage { t: shell.t, shell: shell.within(Area::People), person, teams, form, code: None })
}

/// Gives somebody another role or team.
pub async fn place(
    engine: engine::Data,
    id: web::Path<i64>,
    form: Posted,
    shell: Shell,
) -> Result<HttpResponse, PageError> {
    let id = id.into_inner();
    let mut form = PostForm::new(form);
    if let Some(place) = placed(&mut form) {
        let done = engine::ask(&engine, urls::people(), move |engine| manage::place(engine, id, &place));
        match done.await? {
            Ok(()) => return Ok(post::done(&urls::person(&id), "person-placed")),
            Err(refusal) => note(&mut form, &refusal, "role"),
        }
    }
    again(&page(&engine, shell, id, Some(form)).await?, None)
}

/// Invites somebody, lets them begin anew, keeps them out or lets them in.
pub async fn act(
    engine: engine::Data,
    id: web::Path<i64>,
    form: Posted,
    shell: Shell,
) -> Result<HttpResponse, PageError> {
    let id = id.into_inner();
    let act = form.typed("act").to_owned();
    match act.as_str() {
        "invite" | "reset" => {
            let made = engine::ask(&engine, urls::people(), move |engine| {
                if act == "reset" { manage::reset(engine, id) } else { manage::invite(engine, id) }
            });
            let code = made.await?;
            let page = PersonPage { code: Some(code), ..page(&engine, shell, id, None).await? };
            post::page(StatusCode::OK, &page).map(private)
        }
        "disable" | "enable" => {
            let out = act == "disable";
            let done = engine::ask(&engine, urls::people(), move |engine| manage::disable(engine, id, out));
            match done.await? {
                Ok(()) if out => Ok(post::done(&urls::person(&id), "person-out")),
                Ok(()) => Ok(post::done(&urls::person(&id), "person-in")),
                Err(refusal) => {
                    let mut page = page(&engine, shell, id, None).await?;
                    note(&mut page.form, &refusal, "role");
                    again(&page, None)
                }
            }
        }
        _ => Err(PageError::NotFound),
    }
}
