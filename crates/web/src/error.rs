//! What can go wrong with a page, and the one place that tells a person: what happened, a way back, a request id.

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::{StatusCode, header};
use actix_web::middleware::Next;
use actix_web::{Error, HttpResponse, ResponseError};
use askama::Template;

use crate::i18n::Text;
use crate::urls::{self, Link};
use crate::{Area, Shell};

/// Seconds after which to try again what may then succeed.
pub(crate) const AGAIN: &str = "5";

/// Why a page cannot be shown.
#[derive(Debug, thiserror::Error)]
pub enum PageError {
    /// There is nothing under this address.
    #[error("nothing is found under this address")]
    NotFound,
    /// The place in a list that the address names is not one that this server gave out.
    #[error("the place in the list is not readable")]
    BadCursor {
        /// The list from its beginning, with the filters kept.
        back: Link,
    },
    /// A saved view of a report was deleted, or never was.
    #[error("this saved view is not there any more")]
    ViewGone,
    /// What was asked for makes no sense.
    #[error("{0}")]
    BadRequest(String),
    /// A page of another site sent something that would change something here.
    #[error("this was not sent by a page of this site")]
    OtherSite,
    /// A form came without the token of who sends it: it was shown to somebody else, or before their password changed.
    #[error("this form was shown to somebody else, or before a password changed")]
    StaleForm,
    /// Nobody is signed in, or not for this.
    #[error("sign in first")]
    SignedOut,
    /// What was sent did not come to an end in time.
    #[error("what was sent did not come to an end in time")]
    TooSlow,
    /// What was sent is longer than any form of this site.
    #[error("what was sent is longer than any form of this site")]
    TooLarge,
    /// The database is away, busy or out of room: the same may succeed later.
    #[error("the database does not answer")]
    Unavailable(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The page could not be made.
    #[error("the page could not be made")]
    Internal(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl PageError {
    /// Wraps what went wrong inside.
    pub fn internal(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Internal(error.into())
    }
}

impl ResponseError for PageError {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::NotFound | Self::ViewGone => StatusCode::NOT_FOUND,
            Self::BadCursor { .. } | Self::BadRequest(_) => StatusCode::BAD_REQUEST,
            Self::OtherSite | Self::StaleForm => StatusCode::FORBIDDEN,
            Self::SignedOut => StatusCode::UNAUTHORIZED,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn error_response(&self) -> HttpResponse<BoxBody> {
        HttpResponse::new(self.status_code())
    }
}

/// The page that says what went wrong.
#[derive(Template)]
#[template(path = "pages/error.html")]
pub struct ErrorPage {
    /// The visitor's language.
    pub t: Text,
    /// What surrounds it.
    pub shell: Shell,
    /// The HTTP status.
    pub status: u16,
    /// Message keys begin with this: `error-not-found` has a title, a text and a way back.
    pub key: &'static str,
    /// Where the way back leads.
    pub back: Link,
    /// What the engine said about it.
    pub detail: Option<String>,
}

impl ErrorPage {
    /// The page of a status; `error` knows more where it is ours.
    pub fn new(shell: Shell, status: StatusCode, error: Option<&PageError>) -> Self {
        let (key, back) = match error {
            Some(PageError::BadCursor { back }) => ("error-bad-cursor", back.clone()),
            Some(PageError::OtherSite) => ("error-other-site", urls::home()),
            Some(PageError::StaleForm) => ("error-stale-form", urls::home()),
            Some(PageError::SignedOut) => ("error-signed-out", urls::sign_in()),
            Some(PageError::TooSlow) => ("error-too-slow", urls::home()),
            Some(PageError::TooLarge) => ("error-too-large", urls::home()),
            Some(PageError::Unavailable(_)) => ("error-unavailable", urls::home()),
            Some(PageError::ViewGone) => ("error-view-gone", urls::reports()),
            _ if status == StatusCode::NOT_FOUND => ("error-not-found", urls::home()),
            _ if status == StatusCode::METHOD_NOT_ALLOWED => ("error-not-found", urls::home()),
            _ if status.is_client_error() => ("error-bad-request", urls::home()),
            _ => ("error-internal", urls::home()),
        };
        let detail = match error {
            Some(PageError::BadRequest(sentence)) => Some(sentence.clone()),
            _ => None,
        };
        Self { t: shell.t, shell: shell.within(Area::Elsewhere), status: status.as_u16(), key, back, detail }
    }

    fn title_key(&self) -> String {
        format!("{}-title", self.key)
    }

    fn text_key(&self) -> String {
        format!("{}-text", self.key)
    }

    fn back_key(&self) -> String {
        format!("{}-back", self.key)
    }
}

/// Turns every failed answer that has no page of its own into one.
pub(crate) async fn error_pages(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    // The shell is read before the request is handed on: holding the request meanwhile would stop the router.
    let shell = request.extract::<Shell>().await;
    let response = next.call(request).await?.map_into_boxed_body();
    let status = response.status();
    let failed = status.is_client_error() || status.is_server_error();
    let has_page =
        response.headers().contains_key(header::CONTENT_TYPE) && response.response().error().is_none();
    if !failed || has_page {
        return Ok(response);
    }
    let error = response.response().error();
    if status.is_server_error() {
        log(error);
    }
    let Ok(shell) = shell;
    let page = ErrorPage::new(shell, status, error.and_then(Error::as_error::<PageError>));
    let answer = match page.render() {
        Ok(html) => {
            let mut answer = HttpResponse::build(status);
            if status == StatusCode::SERVICE_UNAVAILABLE {
                answer.insert_header((header::RETRY_AFTER, AGAIN));
            }
            answer.content_type("text/html; charset=utf-8").body(html)
        }
        Err(error) => {
            tracing::error!(error = %error, "error page could not be rendered");
            HttpResponse::new(status)
        }
    };
    Ok(response.into_response(answer))
}

/// The chain of causes, once.
fn log(error: Option<&Error>) {
    let mut chain = String::new();
    if let Some(PageError::Internal(cause) | PageError::Unavailable(cause)) =
        error.and_then(Error::as_error::<PageError>)
    {
        let mut next: Option<&dyn std::error::Error> = Some(cause.as_ref());
        while let Some(cause) = next {
            if !chain.is_empty() {
                chain.push_str(": ");
            }
            chain.push_str(&cause.to_string());
            next = cause.source();
        }
    } else if let Some(error) = error {
        chain = error.to_string();
    }
    tracing::error!(chain, "page failed");
}
