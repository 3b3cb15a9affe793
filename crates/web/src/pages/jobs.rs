//! Scheduled jobs: what runs when, what is at work, and what came of it.

pub mod edit;
pub mod list;
pub mod new;
pub mod run;
pub mod show;

use actix_web::web::ServiceConfig;

use super::{get, post};
use crate::urls::pattern;

/// Adds the pages to the router.
pub(super) fn routes(config: &mut ServiceConfig) {
    config
        .route(pattern::JOBS, get().to(list::list))
        .route(pattern::JOBS, post().to(new::create))
        .route(pattern::JOB_NEW, get().to(new::show))
        .route(pattern::JOB_RUN, get().to(run::show))
        .route(pattern::JOB_RUN_CANCEL, post().to(run::cancel))
        .route(pattern::JOB, get().to(show::show))
        .route(pattern::JOB, post().to(show::save))
        .route(pattern::JOB_ACTS, post().to(show::act));
}
