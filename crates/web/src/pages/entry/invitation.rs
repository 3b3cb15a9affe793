//! An invitation: who has the link sets a password, once.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;
use bareme_engine::people::invitation::{self, Invited};
use bareme_engine::people::{Refusal, Secret, Visitor};

use super::{CODE, PASSWORD, again, come_in, note, private, secret, typed_twice};
use crate::i18n::Text;
use crate::pages::post::{self, PostForm, Posted};
use crate::pages::query::Params;
use crate::signed_in::Visit;
use crate::{PageError, Shell, engine, urls};

/// The page.
#[derive(Template)]
#[template(path = "pages/entry/invitation.html")]
pub struct InvitationPage {
    /// The visitor's language.
    pub t: Text,
    /// What surrounds it.
    pub shell: Shell,
    /// Whom the code invites; nobody when it is not valid.
    pub invited: Option<Invited>,
    /// The code, and what is wrong with what was typed.
    pub form: PostForm,
}

/// Shows whom a code invites, or asks for a code.
pub async fn show(
    engine: engine::Data,
    params: Params,
    visit: Visit,
    mut shell: Shell,
) -> Result<HttpResponse, PageError> {
    // The address holds the code: the way back from the choice of a language must not.
    shell.here = urls::invitation().to_string();
    let Some(code) = params.text(CODE) else {
        let page = InvitationPage { t: shell.t, shell, invited: None, form: PostForm::default() };
        return post::page(StatusCode::OK, &page).map(private);
    };
    let mut form = PostForm::new(Posted::of([(CODE.to_owned(), code.clone())]));
    match find(&engine, Secret::new(code), visit.0).await? {
        Ok(invited) => {
            let page = InvitationPage { t: shell.t, shell, invited: Some(invited), form };
            post::page(StatusCode::OK, &page).map(private)
        }
        Err(refusal) => {
            note(&mut form, &refusal, CODE);
            again(&InvitationPage { t: shell.t, shell, invited: None, form }, Some(&refusal))
        }
    }
}

async fn find(
    engine: &engine::Data,
    code: Secret,
    visitor: Visitor,
) -> Result<Result<Invited, Refusal>, PageError> {
    engine::ask(engine, urls::home(), move |engine| invitation::show(engine, &code, &visitor)).await
}

/// Sets the password and signs the invited in.
pub async fn accept(
    engine: engine::Data,
    form: Posted,
    visit: Visit,
    mut shell: Shell,
) -> Result<HttpResponse, PageError> {
    shell.here = urls::invitation().to_string();
    let mut form = PostForm::new(form);
    let (code, password, visitor) = (secret(&form.values, CODE), secret(&form.values, PASSWORD), visit.0);
    let invited = match find(&engine, code.clone(), visitor.clone()).await? {
        Ok(invited) => invited,
        Err(refusal) => {
            note(&mut form, &refusal, CODE);
            return again(&InvitationPage { t: shell.t, shell, invited: None, form }, Some(&refusal));
        }
    };
    let page = |form, shell: Shell| InvitationPage { t: shell.t, shell, invited: Some(invited), form };
    if !typed_twice(&mut form) {
        return again(&page(form, shell), None);
    }
    let outcome = engine::ask(&engine, urls::home(), move |engine| {
        invitation::accept(engine, &code, &password, &visitor)
    });
    match outcome.await? {
        Ok(opened) => Ok(come_in(&opened, &urls::home().with("done", "welcome").to_string())),
        Err(refusal) => {
            note(&mut form, &refusal, CODE);
            again(&page(form, shell), Some(&refusal))
        }
    }
}
