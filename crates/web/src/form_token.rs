//! The second line against forms of other sites: every form of a page for somebody carries a token that only their own
//! pages show, and what changes something is taken only with it.

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::http::{Method, header};
use actix_web::middleware::Next;
use actix_web::rt::time::timeout;
use actix_web::{Error, HttpMessage, HttpRequest, web};
use bareme_engine::people::Secret;
use bareme_engine::people::sessions::Current;

use crate::PageError;
use crate::pages::post::{MOST_BYTES, MOST_TIME};

/// The field of every form that is sent.
pub const FIELD: &str = "form_token";

/// The token of whoever asks; nobody without a session has one.
pub(crate) fn of(request: &HttpRequest) -> Option<Secret> {
    request.extensions().get::<Current>().map(|current| current.form_token.clone())
}

/// Takes what is sent in a session only with the token of its owner. Without a session there is nobody in whose name
/// another site could act, and [`crate::guard::own_site_only`] stands alone.
pub(crate) async fn needed(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let reads = [Method::GET, Method::HEAD, Method::OPTIONS, Method::TRACE].contains(request.method());
    let Some(token) = of(request.request()).filter(|_| !reads) else {
        return next.call(request).await.map(ServiceResponse::map_into_boxed_body);
    };
    let body = match read(&mut request).await {
        Ok(body) => body,
        Err(error) => return Ok(request.error_response(error)),
    };
    if !has(&body, &token) {
        return Ok(request.error_response(PageError::StaleForm));
    }
    request.set_payload(Payload::from(body));
    next.call(request).await.map(ServiceResponse::map_into_boxed_body)
}

/// The body of a form, to its end.
async fn read(request: &mut ServiceRequest) -> Result<web::Bytes, PageError> {
    let said =
        request.headers().get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse().ok());
    if said.is_some_and(|bytes: u64| bytes > MOST_BYTES as u64) {
        return Err(PageError::TooLarge);
    }
    let unreadable = |error: Error| PageError::BadRequest(error.to_string());
    let body = request.extract::<web::Payload>().await.map_err(unreadable)?;
    match timeout(MOST_TIME, body.to_bytes_limited(MOST_BYTES)).await {
        Ok(Ok(body)) => body.map_err(unreadable),
        Ok(Err(_)) => Err(PageError::TooLarge),
        Err(_) => Err(PageError::TooSlow),
    }
}

/// Whether a form carries the token. What is compared are digests, in a time that says nothing of where they differ.
fn has(body: &[u8], token: &Secret) -> bool {
    form_urlencoded::parse(body).any(|(name, value)| name == FIELD && token.is(&value))
}
