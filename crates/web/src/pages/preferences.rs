//! Language and theme: kept in cookies, switched by links that work without script.

use actix_web::body::{BoxBody, MessageBody};
use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header;
use actix_web::middleware::Next;
use actix_web::{Error, HttpResponse, web};
use serde::Deserialize;

use crate::i18n::Language;
use crate::shell::language_in_query;
use crate::{Theme, redirect, urls};

/// What a switching link asks for.
#[derive(Debug, Deserialize)]
pub struct Wish {
    lang: Option<String>,
    theme: Option<String>,
    back: Option<String>,
}

/// Keeps the choice and goes back.
pub async fn show(wish: web::Query<Wish>) -> HttpResponse {
    let mut response = redirect::begin();
    if let Some(language) = wish.lang.as_deref().and_then(Language::from_tag) {
        response.cookie(keep("lang", language.code()));
    }
    if let Some(theme) = wish.theme.as_deref().and_then(Theme::from_word) {
        response.cookie(keep("theme", theme.word()));
    }
    let back = wish.back.as_deref().map(without_language);
    redirect::finish(response, back.as_deref(), &urls::home())
}

/// Remembers a language that an address asked for with `lang=`.
pub(crate) async fn remember_language(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let asked = language_in_query(request.query_string());
    let mut response = next.call(request).await?.map_into_boxed_body();
    let is_set = response.headers().contains_key(header::SET_COOKIE);
    if let Some(language) = asked.filter(|_| !is_set) {
        response.response_mut().add_cookie(&keep("lang", language.code()))?;
    }
    Ok(response)
}

/// A cookie for a year, for this site only. The script that switches the theme sets the same one, so it is readable.
fn keep(name: &'static str, value: &'static str) -> Cookie<'static> {
    Cookie::build(name, value).path("/").same_site(SameSite::Lax).max_age(Duration::days(365)).finish()
}

/// The page would otherwise come back in the language that its own address asks for.
fn without_language(back: &str) -> String {
    let Some((path, query)) = back.split_once('?') else { return back.to_owned() };
    let kept: Vec<&str> =
        query.split('&').filter(|pair| !pair.starts_with("lang=") && !pair.is_empty()).collect();
    if kept.is_empty() { path.to_owned() } else { format!("{path}?{}", kept.join("&")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_asks_for_no_language_of_its_own() {
        assert_eq!(without_language("/accounts?lang=fr&q=a"), "/accounts?q=a");
        assert_eq!(without_language("/accounts?lang=fr"), "/accounts");
    }
}
