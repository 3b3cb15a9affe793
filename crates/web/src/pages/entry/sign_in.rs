//! Signing in with address and password, and signing out.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;
use bareme_engine::people::{Standing, sessions, set_up, sign_in};

use super::{BACK, PASSWORD, again, come_in, note, private, secret, wanted, wanted_by};
use crate::i18n::Text;
use crate::pages::post::{self, PostForm, Posted};
use crate::pages::query::Params;
use crate::signed_in::{Came, Visit, no_cookie};
use crate::{PageError, Shell, engine, redirect, urls};

/// The page.
#[derive(Template)]
#[template(path = "pages/entry/sign_in.html")]
pub struct SignInPage {
    /// The visitor's language.
    pub t: Text,
    /// What surrounds it.
    pub shell: Shell,
    /// What was typed, and what is wrong with it.
    pub form: PostForm,
    /// Where the way leads then.
    pub back: String,
    /// Whether nobody can sign in yet.
    pub unset: bool,
}

/// Shows the form; who is in already goes on.
pub async fn show(
    engine: engine::Data,
    params: Params,
    came: Came,
    shell: Shell,
) -> Result<HttpResponse, PageError> {
    let back = wanted_by(&params);
    if came.0.is_some_and(|current| current.standing == Standing::Full) {
        return Ok(redirect::finish(redirect::begin(), Some(&back), &urls::home()));
    }
    let unset = engine::ask(&engine, urls::home(), set_up::is_needed).await?;
    let page = SignInPage { t: shell.t, shell, form: PostForm::default(), back, unset };
    post::page(StatusCode::OK, &page).map(private)
}

/// Signs somebody in.
pub async fn enter(
    engine: engine::Data,
    form: Posted,
    visit: Visit,
    mut shell: Shell,
) -> Result<HttpResponse, PageError> {
    let back = wanted(form.text(BACK));
    let (email, typed, visitor) = (form.typed("email").to_owned(), secret(&form, PASSWORD), visit.0);
    let outcome = engine::ask(&engine, urls::home(), move |engine| {
        sign_in::with_password(engine, &email, &typed, &visitor)
    });
    match outcome.await? {
        Ok(opened) => Ok(come_in(&opened, &back)),
        Err(refusal) => {
            let mut form = PostForm::new(form);
            note(&mut form, &refusal, PASSWORD);
            shell.here = urls::sign_in().with(BACK, &back).to_string();
            let page = SignInPage { t: shell.t, shell, form, back, unset: false };
            again(&page, Some(&refusal))
        }
    }
}

/// Signs somebody out.
pub async fn leave(engine: engine::Data, visit: Visit) -> Result<HttpResponse, PageError> {
    if let Some(token) = visit.0.token {
        engine::ask(&engine, urls::home(), move |engine| sessions::end(engine, &token)).await?;
    }
    let mut answer = redirect::begin();
    answer.cookie(no_cookie());
    Ok(redirect::finish(answer, None, &urls::sign_in().with("done", "signed-out")))
}
