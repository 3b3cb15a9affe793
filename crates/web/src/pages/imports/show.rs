//! One import: what came in, what was noticed, which rows were rejected and why.

use actix_web::{HttpResponse, web};
use askama::Template;
use askama_web::WebTemplate;
use bareme_engine::audit::{self, Act};
use bareme_engine::pages::imports;
use bareme_engine::view::ImportView;

use super::list;
use crate::i18n::Text;
use crate::pages::form::Pager;
use crate::pages::query::Params;
use crate::{Area, PageError, Shell, download, engine, urls};

/// Shows one import.
pub async fn show(
    engine: engine::Data,
    id: web::Path<i64>,
    params: Params,
    shell: Shell,
) -> Result<ImportShow, PageError> {
    let (id, cursor) = (id.into_inner(), params.text("cursor"));
    let back = urls::import(&id).at("rejects");
    let view = engine::ask(&engine, back, move |engine| imports::show(engine, id, cursor.as_deref())).await?;
    Ok(ImportShow::new(shell, view))
}

/// Sends the rejects of one import as a file that can be mended and imported again.
pub async fn rejects(
    engine: engine::Data,
    id: web::Path<i64>,
    shell: Shell,
) -> Result<HttpResponse, PageError> {
    let (id, who) = (id.into_inner(), shell.actor());
    let text = engine::ask(&engine, urls::import(&id), move |engine| {
        let text = imports::rejects_file(engine, id)?;
        audit::note_alone(engine, &Act::new(&who, "export", "import", id))?;
        Ok(text)
    })
    .await?;
    Ok(download::file(download::CSV, &format!("rejects-{id}.csv"), text))
}

/// The page.
#[derive(Template, WebTemplate)]
#[template(path = "pages/imports/show.html")]
pub struct ImportShow {
    /// The visitor's language.
    pub t: Text,
    /// What surrounds it.
    pub shell: Shell,
    /// What it shows.
    pub view: ImportView,
    /// The way on in the rejects.
    pub pager: Pager,
}

impl ImportShow {
    /// The page of a view.
    pub fn new(shell: Shell, view: ImportView) -> Self {
        let t = shell.t;
        let pager = Pager::new(t, "rejects-shown", &urls::import(&view.row.id).at("rejects"), &view.rejects);
        Self { t, pager, view, shell: shell.within(Area::Imports) }
    }

    /// Message key and figure of each count.
    fn counts(&self) -> [(&'static str, u64); 6] {
        let row = &self.view.row;
        [
            ("import-read", row.read),
            ("import-created", row.created),
            ("import-updated", row.updated),
            ("import-unchanged", row.unchanged),
            ("import-skipped", row.skipped),
            ("import-rejected", row.rejected),
        ]
    }
}
