//! Saved views: a filter of a report under a name, behind an address that can be sent to others.

use actix_web::{HttpResponse, web};
use bareme_engine::saved_views::{self, BadName, View};
use bareme_reporting::Preset;

use super::filter::Wish;
use super::index::{self, ReportsIndex};
use super::show;
use crate::i18n::Text;
use crate::pages::post::{self, PostForm, Posted};
use crate::pages::query::Params;
use crate::urls::{self, Link};
use crate::{PageError, Shell, engine, redirect};

/// The field of a name.
const NAME: &str = "name";

/// A saved view as lists show it.
#[derive(Clone, Debug)]
pub struct SavedRow {
    /// Its number.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// The title of its report.
    pub report: String,
    /// The address to share.
    pub link: Link,
    /// Who saved it, and when.
    pub saved: String,
    /// Whether its period moves on with time, in a sentence.
    pub moves: String,
}

impl SavedRow {
    /// A row of a view.
    pub fn new(t: Text, view: &View) -> Self {
        let day = t.date(&view.saved_at);
        let params = Params::read(&view.query);
        let preset = params.text("period").and_then(|word| Preset::from_word(&word));
        Self {
            id: view.id,
            name: view.name.clone(),
            report: t.say(format!("report-title-{}", view.report)),
            link: urls::saved_view(&view.id),
            saved: match &view.saved_by {
                Some(who) => t.with2("view-saved-by", "who", who, "day", day),
                None => t.with("view-saved", "day", day),
            },
            moves: moves(t, preset, params.text("from").or_else(|| params.text("until")).is_some()),
        }
    }
}

/// Whether a period moves on with time, in a sentence.
pub(super) fn moves(t: Text, preset: Option<Preset>, dated: bool) -> String {
    match preset {
        Some(preset) => t.with("view-moves", "period", super::filter::preset_name(t, preset)),
        None if dated => t.say("view-stays"),
        None => t.say("view-all-time"),
    }
}

/// Opens a view: the report with its filter.
pub async fn open(engine: engine::Data, id: web::Path<i64>, shell: Shell) -> Result<HttpResponse, PageError> {
    let id = id.into_inner();
    let view = found(&engine, id).await?;
    let kind = show::kind_of(&view.report).map_err(|_| PageError::ViewGone)?;
    let (wish, _) = Wish::read(kind, &Params::read(&view.query));
    let link = wish.link().with("saved", id).with_some("done", shell.done.as_deref());
    Ok(redirect::to(&link))
}

async fn found(engine: &engine::Data, id: i64) -> Result<View, PageError> {
    let answer = engine::ask(engine, urls::reports(), move |engine| saved_views::find(engine, id)).await;
    answer.map_err(gone)
}

/// Who follows the address of a deleted view reads what happened.
fn gone(error: PageError) -> PageError {
    if matches!(error, PageError::NotFound) { PageError::ViewGone } else { error }
}

/// Keeps the filter of a report under a name; a name that cannot be used comes back with the report.
pub async fn save(
    engine: engine::Data,
    kind: web::Path<String>,
    posted: Posted,
    shell: Shell,
) -> Result<HttpResponse, PageError> {
    let kind = show::kind_of(&kind)?;
    let (wish, errors) = Wish::read(kind, &Params::read(posted.typed("query")));
    let (name, query, who) = (posted.typed(NAME).to_owned(), wish.link().query(), shell.who.clone());
    let answer = engine::ask(&engine, wish.link(), move |engine| {
        saved_views::save(engine, kind.word(), &name, &query, who.as_deref())
    });
    match answer.await? {
        Ok(id) => Ok(post::done(&urls::saved_view(&id), "view-saved")),
        Err(bad) => {
            let naming = refused(posted, bad);
            let page = show::page(&engine, shell, wish, &errors, naming).await?;
            Ok(unprocessable(page))
        }
    }
}

/// Gives a view another name.
pub async fn rename(
    engine: engine::Data,
    id: web::Path<i64>,
    posted: Posted,
    shell: Shell,
) -> Result<HttpResponse, PageError> {
    let (id, name) = (id.into_inner(), posted.typed(NAME).to_owned());
    let answer =
        engine::ask(&engine, urls::reports(), move |engine| saved_views::rename(engine, id, &name)).await;
    match answer.map_err(gone)? {
        Ok(()) => Ok(post::done(&urls::reports().at("views"), "view-renamed")),
        Err(bad) => {
            let page: ReportsIndex = index::page(&engine, shell, Some((id, refused(posted, bad)))).await?;
            Ok(unprocessable(page))
        }
    }
}

/// Deletes a view.
pub async fn delete(engine: engine::Data, id: web::Path<i64>) -> Result<HttpResponse, PageError> {
    let id = id.into_inner();
    let answer = engine::ask(&engine, urls::reports(), move |engine| saved_views::delete(engine, id)).await;
    answer.map_err(gone)?;
    Ok(post::done(&urls::reports().at("views"), "view-deleted"))
}

fn refused(posted: Posted, bad: BadName) -> PostForm {
    let mut form = PostForm::new(posted);
    let most = saved_views::LONGEST_NAME.to_string();
    form.problem(NAME, format!("view-name-{}", bad.code()), vec![("most", most)]);
    form
}

/// A page with a form that could not be carried out.
fn unprocessable(page: impl askama::Template) -> HttpResponse {
    match page.render() {
        Ok(html) => HttpResponse::UnprocessableEntity().content_type("text/html; charset=utf-8").body(html),
        Err(error) => {
            tracing::error!(%error, "page could not be rendered");
            HttpResponse::InternalServerError().finish()
        }
    }
}
