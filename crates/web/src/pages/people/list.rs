//! The list of people, who is added to it, and which roles need a second factor.

use std::collections::BTreeSet;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;
use bareme_access::Role;
use bareme_engine::people::manage::{self, Person, PersonView};
use bareme_engine::people::{second_factor_roles, set_second_factor_roles};

use super::{place, roles, teams};
use crate::i18n::Text;
use crate::pages::entry::{again, note, private};
use crate::pages::form::Choice;
use crate::pages::post::{self, PostForm, Posted};
use crate::{Area, PageError, Shell, engine, urls};

/// The page.
#[derive(Template)]
#[template(path = "pages/people/list.html")]
pub struct PeoplePage {
    /// The visitor's language.
    pub t: Text,
    /// What surrounds it.
    pub shell: Shell,
    /// Everybody.
    pub people: Vec<PersonView>,
    /// The teams of the agreement.
    pub teams: Vec<String>,
    /// The roles that need a second factor.
    pub needing: BTreeSet<Role>,
    /// The form of somebody new.
    pub form: PostForm,
}

impl PeoplePage {
    fn roles(&self) -> Vec<Choice> {
        roles(self.t)
    }

    fn team_choices(&self) -> Vec<Choice> {
        teams(self.t, &self.teams)
    }

    /// The boxes of the rule: word, name, whether it is ticked.
    fn needs(&self) -> Vec<(&'static str, String, bool)> {
        let needs = |role: Role| {
            let name = self.t.say(format!("access-role-{}", role.word()));
            (role.word(), name, self.needing.contains(&role))
        };
        Role::ALL.into_iter().map(needs).collect()
    }
}

/// Shows who may come in.
pub async fn list(engine: engine::Data, shell: Shell) -> Result<HttpResponse, PageError> {
    let page = page(&engine, shell, PostForm::default()).await?;
    post::page(StatusCode::OK, &page).map(private)
}

async fn page(engine: &engine::Data, mut shell: Shell, form: PostForm) -> Result<PeoplePage, PageError> {
    let (people, teams, needing) = engine::ask(engine, urls::home(), |engine| {
        Ok((manage::list(engine)?, manage::teams(engine)?, second_factor_roles(engine)?))
    })
    .await?;
    shell.here = urls::people().to_string();
    Ok(PeoplePage { t: shell.t, shell: shell.within(Area::People), people, teams, needing, form })
}

/// Adds somebody, and leads to where they are invited.
pub async fn add(engine: engine::Data, form: Posted, shell: Shell) -> Result<HttpResponse, PageError> {
    let mut form = PostForm::new(form);
    let person = Person { email: form.value("email").to_owned(), name: form.value("name").to_owned() };
    if let Some(place) = place(&mut form) {
        let added = engine::ask(&engine, urls::people(), move |engine| manage::add(engine, &person, &place));
        match added.await? {
            Ok(id) => return Ok(post::done(&urls::person(&id), "person-added")),
            Err(refusal) => note(&mut form, &refusal, "name"),
        }
    }
    again(&page(&engine, shell, form).await?, None)
}

/// Says which roles need a second factor.
pub async fn rules(engine: engine::Data, form: Posted) -> Result<HttpResponse, PageError> {
    let roles: BTreeSet<Role> = form.all("role").filter_map(Role::from_word).collect();
    engine::ask(&engine, urls::people(), move |engine| set_second_factor_roles(engine, &roles)).await?;
    Ok(post::done(&urls::people(), "saved"))
}
