//! One job: when it runs, what can be done with it, and its runs.

use actix_web::{HttpResponse, web};
use askama::Template;
use bareme_engine::EngineError;
use bareme_engine::jobs::manage;
use bareme_engine::pages::jobs;
use bareme_engine::view::JobView;

use super::edit::Editing;
use crate::i18n::Text;
use crate::pages::post::{self, Posted};
use crate::pages::query::Params;
use crate::{Area, PageError, Shell, engine, urls};

/// The page.
#[derive(Template)]
#[template(path = "pages/jobs/show.html")]
pub struct JobShow {
    /// The visitor's language.
    pub t: Text,
    /// What surrounds it.
    pub shell: Shell,
    /// The job.
    pub view: JobView,
    /// The form.
    pub editing: Editing,
}

/// Shows a job.
pub async fn show(
    engine: engine::Data,
    id: web::Path<i64>,
    params: Params,
    shell: Shell,
) -> Result<HttpResponse, PageError> {
    let (id, before) = (id.into_inner(), params.text("before").and_then(|before| before.parse().ok()));
    let view = engine::ask(&engine, urls::jobs(), move |engine| jobs::show(engine, id, before)).await?;
    let editing = Editing::of(&view);
    post::page(editing.status(), &JobShow::new(shell, view, editing))
}

/// Saves the form of a job, or only looks at the next times of what is in it.
pub async fn save(
    engine: engine::Data,
    id: web::Path<i64>,
    form: Posted,
    shell: Shell,
) -> Result<HttpResponse, PageError> {
    let id = id.into_inner();
    let view = engine::ask(&engine, urls::jobs(), move |engine| jobs::show(engine, id, None)).await?;
    let mut editing = Editing::sent(form, Some(&view));
    let draft = editing.draft();
    if !editing.only_looks() {
        let (seen, who, wanted) = (editing.seen(), shell.actor(), draft.clone());
        let saved = engine::ask(&engine, urls::job(&id), move |engine| {
            manage::change(engine, id, seen, &wanted, &who)
        });
        match saved.await? {
            Ok(()) => return Ok(post::done(&urls::job(&id), "saved")),
            Err(problems) => editing.note(problems),
        }
        if editing.changed.is_some() {
            // Who saves again replaces what they now can see.
            editing.form.values.set("seen", view.revision.to_string());
        }
    }
    editing.look(&engine, &draft).await?;
    post::page(editing.status(), &JobShow::new(shell, view, editing))
}

/// Runs a job now, lets it wait or go on, or deletes it.
pub async fn act(
    engine: engine::Data,
    id: web::Path<i64>,
    form: Posted,
    shell: Shell,
) -> Result<HttpResponse, PageError> {
    let id = id.into_inner();
    let who = shell.actor();
    let act = form.typed("act").to_owned();
    let word = engine::ask(&engine, urls::job(&id), move |engine| match act.as_str() {
        "run" => {
            let run = manage::run_now(engine, id, &who)?;
            Ok(if run.is_some() { "job-asked" } else { "job-busy" })
        }
        "pause" => manage::pause(engine, id, true, &who).map(|()| "job-paused"),
        "resume" => manage::pause(engine, id, false, &who).map(|()| "job-resumed"),
        "delete" => {
            manage::delete(engine, id, &who).map(|gone| if gone { "job-deleted" } else { "job-kept" })
        }
        other => Err(EngineError::Invalid(format!("nothing called '{other}' can be done to a job"))),
    });
    let word = word.await?;
    let back = if word == "job-deleted" { urls::jobs() } else { urls::job(&id) };
    Ok(post::done(&back, word))
}

impl JobShow {
    /// The page of a job and a form.
    pub fn new(shell: Shell, view: JobView, editing: Editing) -> Self {
        Self { t: shell.t, shell: shell.within(Area::Jobs), view, editing }
    }

    fn older(&self) -> Option<urls::Link> {
        Some(urls::job(&self.view.row.id).with("before", self.view.older?).at("runs"))
    }
}
