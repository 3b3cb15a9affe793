//! Proposals: what would change, who signs, and what became of it.

pub mod act;
pub mod show;

use actix_web::web::ServiceConfig;

use super::{get, post};
use crate::urls::pattern;

/// Adds the pages to the router.
pub(super) fn routes(config: &mut ServiceConfig) {
    config
        .route(pattern::PROPOSAL, get().to(show::show))
        .route(pattern::PROPOSAL_DECISION, post().to(act::decide))
        .route(pattern::PROPOSAL_DOCUMENT, post().to(act::edit))
        .route(pattern::PROPOSAL_RESCORE, post().to(act::rescore))
        .route(pattern::MODEL_RESTORE, post().to(act::restore));
}
