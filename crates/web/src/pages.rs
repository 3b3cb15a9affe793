//! Every page: one file a page, its template of the same name, its sample in `sample`.

pub mod accounts;
pub mod contacts;
pub mod form;
pub mod home;
pub mod imports;
pub mod leads;
pub mod matrix;
pub mod models;
pub mod parts;
pub mod preferences;
pub mod query;
pub mod reports;

use actix_web::web::ServiceConfig;

/// Adds every page to the router.
pub fn routes(config: &mut ServiceConfig) {
    let _ = config;
}
