//! Every page: one file a page, its template of the same name, its sample in `sample`.

pub mod accounts;
pub mod agreement;
pub mod audit;
pub mod contacts;
pub mod entry;
pub mod form;
pub mod home;
pub mod imports;
pub mod jobs;
pub mod leads;
pub mod matrix;
pub mod me;
pub mod models;
pub mod parts;
pub mod people;
pub mod post;
pub mod preferences;
pub mod proposals;
pub mod query;
pub mod recalibration;
pub mod reports;
pub mod search;
mod working;
pub mod worklist;

use actix_web::Route;
use actix_web::guard::{Any, Get, Head, Post};
use actix_web::web::ServiceConfig;

use crate::urls::pattern;

/// A page that is read, or only asked whether it is there: monitors and link checkers do that.
pub(crate) fn get() -> Route {
    Route::new().guard(Any(Get()).or(Head()))
}

/// A form that is sent.
pub fn post() -> Route {
    Route::new().guard(Post())
}

/// Adds every page to the router.
pub fn routes(config: &mut ServiceConfig) {
    config
        .route(pattern::HOME, get().to(home::show))
        .route(pattern::ACCOUNTS, get().to(accounts::list::list))
        .route(pattern::ACCOUNT, get().to(accounts::show::show))
        .route(pattern::CONTACTS, get().to(contacts::list::list))
        .route(pattern::CONTACT, get().to(contacts::show::show))
        .route(pattern::SEARCH, get().to(search::show))
        .route(pattern::MATRIX, get().to(matrix::show))
        .route(pattern::LEADS, get().to(leads::list::list))
        .route(pattern::LEADS_FILE, get().to(leads::list::file))
        .route(pattern::LEAD, get().to(leads::show::show))
        .route(pattern::LEAD_ACTS, post().to(leads::act::act))
        .route(pattern::WORKLIST, get().to(worklist::show))
        .route(pattern::WORKLIST, post().to(worklist::act_on_all))
        .route(pattern::IMPORTS, get().to(imports::list::list))
        .route(pattern::IMPORT, get().to(imports::show::show))
        .route(pattern::REJECTS, get().to(imports::show::rejects))
        .route(pattern::AUDIT, get().to(audit::show))
        .route(pattern::MODELS, get().to(models::list::list))
        .route(pattern::MODEL, get().to(models::show::show))
        .configure(entry::routes)
        .configure(me::routes)
        .configure(people::routes)
        .configure(agreement::routes)
        .configure(jobs::routes)
        .configure(recalibration::routes)
        .configure(proposals::routes)
        .configure(reports::routes);
}
