//! One run of a job: how far it is or how it ended, and its log.

use actix_web::{HttpResponse, web};
use askama::Template;
use askama_web::WebTemplate;
use bareme_engine::jobs::manage;
use bareme_engine::pages::jobs;
use bareme_engine::view::RunView;

use crate::i18n::Text;
use crate::pages::post;
use crate::{Area, PageError, Shell, engine, urls};

/// The page.
#[derive(Template, WebTemplate)]
#[template(path = "pages/jobs/run.html")]
pub struct RunShow {
    /// The visitor's language.
    pub t: Text,
    /// What surrounds it.
    pub shell: Shell,
    /// What it shows.
    pub view: RunView,
}

/// Shows a run.
pub async fn show(engine: engine::Data, id: web::Path<i64>, shell: Shell) -> Result<RunShow, PageError> {
    let id = id.into_inner();
    let view = engine::ask(&engine, urls::jobs(), move |engine| jobs::run(engine, id)).await?;
    Ok(RunShow::new(shell, view))
}

/// Asks that a run ends.
pub async fn cancel(
    engine: engine::Data,
    id: web::Path<i64>,
    shell: Shell,
) -> Result<HttpResponse, PageError> {
    let id = id.into_inner();
    let who = shell.actor();
    let asked = engine::ask(&engine, urls::jobs(), move |engine| manage::cancel(engine, id, &who)).await?;
    Ok(post::done(&urls::job_run(&id), if asked { "run-cancelled" } else { "run-over" }))
}

impl RunShow {
    /// The page of a view.
    pub fn new(shell: Shell, view: RunView) -> Self {
        Self { t: shell.t, shell: shell.within(Area::Jobs), view }
    }
}
