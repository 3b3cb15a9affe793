//! The second step of signing in: a code of the app, or one that stands in for it.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;
use bareme_engine::people::sign_in;

use super::{BACK, CODE, again, come_in, note, private, secret, wanted, wanted_by};
use crate::i18n::Text;
use crate::pages::post::{self, PostForm, Posted};
use crate::pages::query::Params;
use crate::signed_in::Visit;
use crate::{PageError, Shell, engine, urls};

/// The page.
#[derive(Template)]
#[template(path = "pages/entry/second_factor.html")]
pub struct SecondFactorPage {
    /// The visitor's language.
    pub t: Text,
    /// What surrounds it.
    pub shell: Shell,
    /// What is wrong with what was typed.
    pub form: PostForm,
    /// Where the way leads then.
    pub back: String,
}

/// Asks for the code.
pub async fn show(params: Params, shell: Shell) -> Result<HttpResponse, PageError> {
    let page = SecondFactorPage { t: shell.t, shell, form: PostForm::default(), back: wanted_by(&params) };
    post::page(StatusCode::OK, &page).map(private)
}

/// Lets somebody in whose code is right.
pub async fn enter(
    engine: engine::Data,
    form: Posted,
    visit: Visit,
    mut shell: Shell,
) -> Result<HttpResponse, PageError> {
    let back = wanted(form.text(BACK));
    let (code, visitor) = (secret(&form, CODE), visit.0);
    let Some(token) = visitor.token.clone() else { return Err(PageError::SignedOut) };
    let outcome =
        engine::ask(&engine, urls::home(), move |engine| sign_in::with_code(engine, &token, &code, &visitor));
    match outcome.await? {
        Ok(opened) => Ok(come_in(&opened, &back)),
        Err(refusal) => {
            let mut form = PostForm::default();
            note(&mut form, &refusal, CODE);
            shell.here = urls::second_factor().with(BACK, &back).to_string();
            again(&SecondFactorPage { t: shell.t, shell, form, back }, Some(&refusal))
        }
    }
}
