//! How handlers ask the engine: on the pool for blocking work, with its errors in the words of pages.

use actix_web::web;
use bareme_engine::{Engine, EngineError};

use crate::PageError;
use crate::urls::Link;

/// The engine as handlers get it.
pub(crate) type Data = web::Data<Engine>;

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
        other => PageError::internal(other),
    })
}
