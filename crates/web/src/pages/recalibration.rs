//! Recalibration: the list of runs with the form that begins one, and the report of each.

pub mod files;
pub mod list;
pub mod show;

use actix_web::web::ServiceConfig;

use super::{get, post};
use crate::urls::pattern;

/// Adds the pages to the router.
pub(super) fn routes(config: &mut ServiceConfig) {
    config
        .route(pattern::RECALIBRATIONS, get().to(list::list))
        .route(pattern::RECALIBRATIONS, post().to(list::begin))
        .route(pattern::RECALIBRATION_CANCEL, post().to(list::cancel))
        .route(pattern::RECALIBRATION_PDF, get().to(files::pdf))
        .route(pattern::RECALIBRATION_CSV, get().to(files::csv))
        .route(pattern::RECALIBRATION, get().to(show::show));
}
