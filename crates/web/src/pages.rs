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
pub mod person;
pub mod post;
pub mod preferences;
pub mod proposals;
pub mod query;
pub mod recalibration;
pub mod reports;
pub mod search;
mod working;
pub mod worklist;

use actix_web::guard::{Any, Get, Head, Post};
use actix_web::{HttpResponse, Route};
use bareme_access::Action;

use crate::rights::Access::{Public, SignedIn, To};
use crate::rights::Routes;
use crate::urls::pattern;
use crate::{assets, ready};

/// A page that is read, or only asked whether it is there: monitors and link checkers do that.
pub(crate) fn get() -> Route {
    Route::new().guard(Any(Get()).or(Head()))
}

/// A form that is sent.
pub fn post() -> Route {
    Route::new().guard(Post())
}

/// Every address of the site.
pub fn table() -> Routes {
    let mut all = Routes::default();
    all.with(frame).with(routes);
    all
}

/// What the frame of the site has, whatever pages are in it.
pub(crate) fn frame(routes: &mut Routes) {
    routes
        .get(pattern::STATIC, Public, assets::show)
        .get(pattern::FAVICON, Public, assets::favicon)
        .get(pattern::HEALTH, Public, HttpResponse::Ok)
        .get(pattern::PREFERENCES, Public, preferences::show);
}

fn routes(routes: &mut Routes) {
    routes
        .get(pattern::READY, Public, ready::show)
        .get(pattern::HOME, SignedIn, home::show)
        .get(pattern::ACCOUNTS, To(Action::SeePeople), accounts::list::list)
        .get(pattern::ACCOUNT, To(Action::SeePeople), accounts::show::show)
        .get(pattern::CONTACTS, To(Action::SeePeople), contacts::list::list)
        .get(pattern::CONTACT, To(Action::SeePeople), contacts::show::show)
        .get(pattern::SEARCH, To(Action::SeePeople), search::show)
        .get(pattern::MATRIX, To(Action::SeePeople), matrix::show)
        .get(pattern::LEADS, To(Action::SeeLeads), leads::list::list)
        .get(pattern::LEADS_FILE, To(Action::Export), leads::list::file)
        .get(pattern::LEAD, To(Action::SeeLeads), leads::show::show)
        .post(pattern::LEAD_ACTS, To(Action::WorkLeads), leads::act::act)
        .get(pattern::WORKLIST, To(Action::WorkLeads), worklist::show)
        .post(pattern::WORKLIST, To(Action::WorkLeads), worklist::act_on_all)
        .get(pattern::IMPORTS, To(Action::Import), imports::list::list)
        .get(pattern::IMPORT, To(Action::Import), imports::show::show)
        .get(pattern::REJECTS, To(Action::Export), imports::show::rejects)
        .get(pattern::MODELS, To(Action::SeeModels), models::list::list)
        .get(pattern::MODEL, To(Action::SeeModels), models::show::show)
        .get(pattern::AUDIT, To(Action::SeeAudit), audit::show)
        .with(entry::routes)
        .with(me::routes)
        .with(people::routes)
        .with(person::routes)
        .with(agreement::routes)
        .with(jobs::routes)
        .with(recalibration::routes)
        .with(proposals::routes)
        .with(reports::routes);
}
