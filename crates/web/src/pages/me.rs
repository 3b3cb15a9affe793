//! One's own account: password, second factor, sessions.

pub mod codes;
pub mod factor;
pub mod show;

use actix_web::web::ServiceConfig;

use super::{get, post};
use crate::urls::pattern;

/// Adds the pages to the router.
pub(super) fn routes(config: &mut ServiceConfig) {
    config
        .route(pattern::ME, get().to(show::show))
        .route(pattern::MY_PASSWORD, post().to(show::change_password))
        .route(pattern::MY_SESSIONS, post().to(show::end_sessions))
        .route(pattern::MY_FACTOR, get().to(factor::show))
        .route(pattern::MY_FACTOR, post().to(factor::confirm))
        .route(pattern::MY_FACTOR_ACTS, post().to(factor::act));
}
