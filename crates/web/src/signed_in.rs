//! Who is signed in: found once for each request, from the cookie. Whatever the table does not open to everybody is for
//! people who are in.

use std::future::{Ready, ready};

use actix_web::body::{BoxBody, MessageBody};
use actix_web::cookie::{Cookie, SameSite};
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::http::{Method, header};
use actix_web::middleware::Next;
use actix_web::{Error, FromRequest, HttpMessage, HttpRequest};
use bareme_access::Principal;
use bareme_engine::people::sessions::{self, Current};
use bareme_engine::people::{Secret, Standing, Visitor};

use actix_web::web;
use bareme_engine::Engine;

use crate::urls::{self, Link, pattern};
use crate::{PageError, engine, redirect, rights, visitor};

/// The cookie. The prefix lets a browser take it from this host only, and only over a channel that nobody listens to:
/// https, or the machine itself.
const COOKIE: &str = "__Host-session";

/// What everybody gets alike, whoever they are.
const ALIKE: [&str; 4] = [pattern::STATIC, pattern::FAVICON, pattern::HEALTH, pattern::READY];

/// Who acts. A handler that takes it is for people who are in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedIn(pub Principal);

impl FromRequest for SignedIn {
    type Error = PageError;
    type Future = Ready<Result<Self, PageError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(principal(request).map(Self).ok_or(PageError::SignedOut))
    }
}

/// Who is in, when somebody is.
pub(crate) fn principal(request: &HttpRequest) -> Option<Principal> {
    request.extensions().get::<Principal>().cloned()
}

/// The session of a request, also one whose second factor is still to come.
pub struct Came(pub Option<Current>);

impl FromRequest for Came {
    type Error = PageError;
    type Future = Ready<Result<Self, PageError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(Self(request.extensions().get::<Current>().cloned())))
    }
}

/// Where a request comes from, for those who want to come in.
#[derive(Clone, Debug)]
pub struct Visit(pub Visitor);

impl FromRequest for Visit {
    type Error = PageError;
    type Future = Ready<Result<Self, PageError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let agent = request.headers().get(header::USER_AGENT).and_then(|value| value.to_str().ok());
        ready(Ok(Self(Visitor {
            address: address(request),
            agent: agent.map(str::to_owned),
            token: token(request),
        })))
    }
}

/// The network address that attempts are counted for: whoever has one address of IPv6 has the 2^64 beside it.
fn address(request: &HttpRequest) -> String {
    let found = visitor::address(request).map(visitor::household);
    found.map_or_else(|| String::from("unknown"), |address| address.to_string())
}

/// The token of a request.
pub(crate) fn token(request: &HttpRequest) -> Option<Secret> {
    request.cookie(COOKIE).map(|cookie| Secret::new(cookie.value()))
}

/// The cookie of a session. It ends with the browser, and earlier where the server ends it.
pub(crate) fn cookie(token: &Secret) -> Cookie<'static> {
    Cookie::build(COOKIE, token.reveal().to_owned())
        .path("/")
        .secure(true)
        .http_only(true)
        .same_site(SameSite::Lax)
        .finish()
}

/// The cookie that takes the session's place when there is none any more.
pub(crate) fn no_cookie() -> Cookie<'static> {
    let mut cookie = cookie(&Secret::default());
    cookie.make_removal();
    cookie
}

/// Finds who is signed in.
pub(crate) async fn recognise(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    // What is the same for everybody needs no look into the database.
    let asked = request.match_pattern();
    let alike = asked.as_deref().is_some_and(|asked| ALIKE.contains(&asked));
    let engine = request
        .app_data::<web::Data<Engine>>()
        .filter(|_| !alike)
        .map(|engine| engine::Data::seen_by(engine, None));
    if let (Some(engine), Some(token)) = (engine, token(request.request())) {
        let found = engine::ask(&engine, urls::home(), move |engine| sessions::find(engine, &token)).await;
        match found {
            Ok(Some(current)) => {
                if current.standing == Standing::Full {
                    request.extensions_mut().insert(current.principal.clone());
                }
                request.extensions_mut().insert(current);
            }
            Ok(None) => {}
            Err(error) => return Ok(request.error_response(error)),
        }
    }
    next.call(request).await.map(ServiceResponse::map_into_boxed_body)
}

/// Sends everybody who is not in to where they sign in: a page that is asked for comes after it, and what would change
/// something is refused.
pub(crate) async fn only_people_who_are_in(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    // Without an engine this is the gallery of samples, which shows nobody's data.
    let gallery = request.app_data::<web::Data<Engine>>().is_none();
    let standing = request.extensions().get::<Current>().map(|current| current.standing);
    let asked = request.match_pattern();
    let open = asked.as_deref().is_some_and(|asked| may_ask(asked, standing));
    if gallery || open || standing == Some(Standing::Full) {
        return next.call(request).await.map(ServiceResponse::map_into_boxed_body);
    }
    if ![Method::GET, Method::HEAD].contains(request.method()) {
        return Ok(request.error_response(PageError::SignedOut));
    }
    let back = request.uri().path_and_query().map_or("/", |here| here.as_str());
    let there = way_in(standing).with("back", if back == "/" { "" } else { back });
    Ok(request.into_response(redirect::to(&there)))
}

/// Where somebody goes who is not in yet.
fn way_in(standing: Option<Standing>) -> Link {
    match standing {
        Some(Standing::SecondFactor) => urls::second_factor(),
        Some(Standing::Enrolment) => urls::my_factor(),
        Some(Standing::Full) | None => urls::sign_in(),
    }
}

/// Whether somebody who is not in may ask for what a pattern names.
fn may_ask(asked: &str, standing: Option<Standing>) -> bool {
    rights::is_public(asked)
        || match standing {
            Some(Standing::SecondFactor) => asked == pattern::SECOND_FACTOR,
            Some(Standing::Enrolment) => asked == pattern::MY_FACTOR,
            Some(Standing::Full) | None => false,
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cookie_is_for_this_host_and_no_script() {
        let cookie = cookie(&Secret::new("abc")).to_string();
        assert_eq!(cookie, "__Host-session=abc; HttpOnly; SameSite=Lax; Secure; Path=/");
        assert!(no_cookie().to_string().contains("Max-Age=0"));
    }

    #[test]
    fn a_second_factor_that_is_to_come_opens_its_own_page_only() {
        assert!(may_ask(pattern::SECOND_FACTOR, Some(Standing::SecondFactor)));
        for (asked, standing) in [
            (pattern::SECOND_FACTOR, None),
            (pattern::SECOND_FACTOR, Some(Standing::Enrolment)),
            (pattern::MY_FACTOR, Some(Standing::SecondFactor)),
            (pattern::HOME, Some(Standing::SecondFactor)),
            (pattern::HOME, Some(Standing::Enrolment)),
            (pattern::HOME, None),
        ] {
            assert!(!may_ask(asked, standing), "{asked} {standing:?}");
        }
    }
}
