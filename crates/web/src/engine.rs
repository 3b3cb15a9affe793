//! How handlers ask the engine: in the eyes of whoever is signed in, on the pool for blocking work, with its errors in the
//! words of pages.

use std::future::{Ready, ready};
use std::ops::Deref;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpMessage, HttpRequest, web};
use bareme_access::Principal;
use bareme_engine::{Engine, EngineError};

use crate::PageError;
use crate::urls::Link;

/// The engine as handlers get it: it shows, counts and changes what whoever asks may see, count and change.
pub struct Data(Engine);

impl Data {
    /// The engine in the eyes of whoever asks; of nobody who is not signed in.
    pub(crate) fn seen_by(engine: &Engine, who: Option<&Principal>) -> Self {
        Self(match who {
            Some(who) => engine.seen_by(who.clone()),
            None => engine.seen_by_nobody(),
        })
    }
}

impl Deref for Data {
    type Target = Engine;

    fn deref(&self) -> &Engine {
        &self.0
    }
}

impl FromRequest for Data {
    type Error = PageError;
    type Future = Ready<Result<Self, PageError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let engine = request.app_data::<web::Data<Engine>>();
        let seen = |engine: &web::Data<Engine>| match request.extensions().get::<Principal>() {
            Some(who) => engine.seen_by(who.clone()),
            None => engine.seen_by_nobody(),
        };
        ready(
            engine.map(|engine| Self(seen(engine))).ok_or_else(|| PageError::internal("there is no engine")),
        )
    }
}

/// Runs a use case where it may block. `list` is where the way back leads when the place in a list is not readable.
pub(crate) async fn ask<T: Send + 'static>(
    engine: &Data,
    list: Link,
    question: impl FnOnce(&Engine) -> bareme_engine::Result<T> + Send + 'static,
) -> Result<T, PageError> {
    let engine = Engine::clone(engine);
    let span = tracing::Span::current();
    let answer =
        web::block(move || span.in_scope(|| question(&engine))).await.map_err(PageError::internal)?;
    answer.map_err(|error| match error {
        EngineError::NotFound { .. } => PageError::NotFound,
        EngineError::BadCursor => PageError::BadCursor { back: list },
        EngineError::Invalid(sentence) => PageError::BadRequest(sentence),
        EngineError::Store(error) if error.is_passing() => PageError::Unavailable(error.into()),
        other => PageError::internal(other),
    })
}
