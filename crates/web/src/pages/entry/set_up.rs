//! The first administrator: only while there is none, and only for who has the code of the server's console.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;
use bareme_engine::people::set_up::{self, Person};

use super::{CODE, PASSWORD, again, come_in, note, private, secret, typed_twice};
use crate::i18n::Text;
use crate::pages::post::{self, PostForm, Posted};
use crate::pages::query::Params;
use crate::signed_in::Visit;
use crate::{PageError, Shell, engine, urls};

/// The page.
#[derive(Template)]
#[template(path = "pages/entry/set_up.html")]
pub struct SetUpPage {
    /// The visitor's language.
    pub t: Text,
    /// What surrounds it.
    pub shell: Shell,
    /// What was typed, and what is wrong with it.
    pub form: PostForm,
}

/// Asks for the code and the first administrator. There is no such page once there is one.
pub async fn show(engine: engine::Data, params: Params, shell: Shell) -> Result<HttpResponse, PageError> {
    if !engine::ask(&engine, urls::home(), set_up::is_needed).await? {
        return Err(PageError::NotFound);
    }
    let code = params.text(CODE).unwrap_or_default();
    let form = PostForm::new(Posted::of([(CODE.to_owned(), code)]));
    post::page(StatusCode::OK, &SetUpPage { t: shell.t, shell, form }).map(private)
}

/// Makes the first administrator and signs them in.
pub async fn create(
    engine: engine::Data,
    form: Posted,
    visit: Visit,
    mut shell: Shell,
) -> Result<HttpResponse, PageError> {
    if !engine::ask(&engine, urls::home(), set_up::is_needed).await? {
        return Err(PageError::NotFound);
    }
    shell.here = urls::set_up().to_string();
    let mut form = PostForm::new(form);
    if !typed_twice(&mut form) {
        return again(&SetUpPage { t: shell.t, shell, form }, None);
    }
    let (code, password, visitor) = (secret(&form.values, CODE), secret(&form.values, PASSWORD), visit.0);
    let person = Person { email: form.value("email").to_owned(), name: form.value("name").to_owned() };
    let outcome = engine::ask(&engine, urls::home(), move |engine| {
        set_up::create_administrator(engine, &code, &person, &password, &visitor)
    });
    match outcome.await? {
        Ok(opened) => Ok(come_in(&opened, &urls::home().with("done", "set-up").to_string())),
        Err(refusal) => {
            note(&mut form, &refusal, CODE);
            again(&SetUpPage { t: shell.t, shell, form }, Some(&refusal))
        }
    }
}
