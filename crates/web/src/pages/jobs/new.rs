//! A new job.

use actix_web::HttpResponse;
use askama::Template;
use askama_web::WebTemplate;
use bareme_engine::jobs::manage;

use super::edit::Editing;
use crate::i18n::Text;
use crate::pages::post::{self, Posted};
use crate::{Area, PageError, Shell, engine, urls};

/// The page.
#[derive(Template, WebTemplate)]
#[template(path = "pages/jobs/new.html")]
pub struct JobNew {
    /// The visitor's language.
    pub t: Text,
    /// What surrounds it.
    pub shell: Shell,
    /// The form.
    pub editing: Editing,
}

/// Shows the empty form.
pub async fn show(engine: engine::Data, shell: Shell) -> Result<JobNew, PageError> {
    let mut editing = Editing::fresh();
    let draft = editing.draft();
    editing.look(&engine, &draft).await?;
    Ok(JobNew::new(shell, editing))
}

/// Makes the job of a form.
pub async fn create(engine: engine::Data, form: Posted, shell: Shell) -> Result<HttpResponse, PageError> {
    let mut editing = Editing::sent(form, None);
    let draft = editing.draft();
    if !editing.only_looks() {
        let (who, wanted) = (shell.actor(), draft.clone());
        // A field of the picker that cannot be used leaves no schedule: nothing is made, and all fields are checked.
        let made = engine::ask(&engine, urls::jobs(), move |engine| manage::create(engine, &wanted, &who));
        match made.await? {
            Ok(id) => return Ok(post::done(&urls::job(&id), "job-made")),
            Err(problems) => editing.note(problems),
        }
    }
    editing.look(&engine, &draft).await?;
    post::page(editing.status(), &JobNew::new(shell, editing))
}

impl JobNew {
    /// The page of a form.
    pub fn new(shell: Shell, editing: Editing) -> Self {
        Self { t: shell.t, shell: shell.within(Area::Jobs), editing }
    }
}
