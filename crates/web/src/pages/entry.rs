//! Coming in: the first administrator, invitations, signing in with a password and with a second factor, signing out.

pub mod invitation;
pub mod second_factor;
pub mod set_up;
pub mod sign_in;

use actix_web::HttpResponse;
use actix_web::http::{StatusCode, header};
use askama::Template;
use bareme_engine::people::{Opened, Refusal, Secret, Standing};

use super::post::{self, PostForm, Posted};
use super::query::Params;
use crate::rights::Access::{Public, SignedIn};
use crate::rights::Routes;
use crate::signed_in::cookie;
use crate::urls::{self, pattern};
use crate::{PageError, redirect};

/// Adds the pages to the router.
pub(super) fn routes(routes: &mut Routes) {
    routes
        .get(pattern::SIGN_IN, Public, sign_in::show)
        .post(pattern::SIGN_IN, Public, sign_in::enter)
        .get(pattern::SECOND_FACTOR, SignedIn, second_factor::show)
        .post(pattern::SECOND_FACTOR, SignedIn, second_factor::enter)
        .post(pattern::SIGN_OUT, Public, sign_in::leave)
        .get(pattern::SET_UP, Public, set_up::show)
        .post(pattern::SET_UP, Public, set_up::create)
        .get(pattern::INVITATION, Public, invitation::show)
        .post(pattern::INVITATION, Public, invitation::accept);
}

/// Fields of these forms.
pub(super) const PASSWORD: &str = "password";
pub(super) const AGAIN: &str = "again";
pub(super) const CODE: &str = "code";
const BACK: &str = "back";

/// A field that holds a secret.
pub(super) fn secret(form: &Posted, name: &str) -> Secret {
    Secret::new(form.typed(name))
}

/// Where somebody wanted to go, when it is within this site.
pub(super) fn wanted(back: Option<&str>) -> String {
    back.and_then(redirect::inside).map_or_else(|| urls::home().to_string(), str::to_owned)
}

pub(super) fn wanted_by(params: &Params) -> String {
    wanted(params.text(BACK).as_deref())
}

/// Leads somebody who came in to where they wanted to go, over the second factor when it is still to come.
pub(super) fn come_in(opened: &Opened, back: &str) -> HttpResponse {
    let there = match opened.standing {
        Standing::Full => back.to_owned(),
        Standing::SecondFactor => urls::second_factor().with(BACK, back).to_string(),
        Standing::Enrolment => urls::my_factor().with(BACK, back).to_string(),
    };
    let mut answer = redirect::begin();
    answer.cookie(cookie(&opened.token));
    redirect::finish(answer, Some(&there), &urls::home())
}

/// Puts a refusal beside the field that it is about.
pub(crate) fn note(form: &mut PostForm, refusal: &Refusal, otherwise: &str) {
    let field = match refusal {
        Refusal::WrongCode | Refusal::CodeGone => CODE,
        Refusal::Password(_) => PASSWORD,
        Refusal::NotTheSame => AGAIN,
        Refusal::Email | Refusal::EmailTaken => "email",
        Refusal::Name | Refusal::NameTaken => "name",
        Refusal::Role | Refusal::LastAdmin => "role",
        Refusal::Team => "team",
        _ => otherwise,
    };
    let arguments = match refusal {
        Refusal::Wait { seconds } => vec![("seconds", seconds.to_string())],
        _ => Vec::new(),
    };
    form.problem(field, format!("refused-{}", refusal.code()), arguments);
}

/// Whether the second time the same was typed; it is noted otherwise.
pub(super) fn typed_twice(form: &mut PostForm) -> bool {
    let same = form.value(PASSWORD) == form.value(AGAIN);
    if !same {
        note(form, &Refusal::NotTheSame, AGAIN);
    }
    same
}

/// The page of a form that was not carried out. Nobody keeps it: it may show a code, and what was typed is not in it.
pub(super) fn again(page: &impl Template, refusal: Option<&Refusal>) -> Result<HttpResponse, PageError> {
    let status = match refusal {
        Some(Refusal::Wait { .. }) => StatusCode::TOO_MANY_REQUESTS,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let mut answer = private(post::page(status, page)?);
    if let Some(Refusal::Wait { seconds }) = refusal {
        answer.headers_mut().insert(header::RETRY_AFTER, header::HeaderValue::from(*seconds));
    }
    Ok(answer)
}

/// A page that no cache keeps.
pub(super) fn private(mut answer: HttpResponse) -> HttpResponse {
    answer.headers_mut().insert(header::CACHE_CONTROL, header::HeaderValue::from_static("no-store"));
    answer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_led_to_another_site() {
        assert_eq!(wanted(Some("/leads?x=1")), "/leads?x=1");
        for elsewhere in ["//evil.example", "https://evil.example", "/\\evil.example", ""] {
            assert_eq!(wanted(Some(elsewhere)), "/", "{elsewhere}");
        }
    }
}
