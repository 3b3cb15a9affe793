//! The list of imports.

use askama::Template;
use askama_web::WebTemplate;
use bareme_engine::pages::imports;
use bareme_engine::view::{ImportRow, Slice};

use crate::i18n::Text;
use crate::pages::form::Pager;
use crate::pages::query::Params;
use crate::{Area, PageError, Shell, engine, urls};

/// Shows the list.
pub async fn list(engine: engine::Data, params: Params, shell: Shell) -> Result<ImportsList, PageError> {
    let cursor = params.text("cursor");
    let page =
        engine::ask(&engine, urls::imports(), move |engine| imports::list(engine, cursor.as_deref())).await?;
    Ok(ImportsList::new(shell, page.slice))
}

/// The page.
#[derive(Template, WebTemplate)]
#[template(path = "pages/imports/list.html")]
pub struct ImportsList {
    /// The visitor's language.
    pub t: Text,
    /// What surrounds it.
    pub shell: Shell,
    /// What it shows, newest first.
    pub slice: Slice<ImportRow>,
    /// The way on.
    pub pager: Pager,
}

impl ImportsList {
    /// The page of a view.
    pub fn new(shell: Shell, slice: Slice<ImportRow>) -> Self {
        let t = shell.t;
        let pager = Pager::new(t, "imports-shown", &urls::imports(), &slice);
        Self { t, pager, slice, shell: shell.within(Area::Imports) }
    }
}

/// The colour of a status.
pub fn status_class(status: &str) -> &'static str {
    match status {
        "finished" => "good",
        "running" => "accent",
        "failed" => "bad",
        "interrupted" => "warm",
        _ => "",
    }
}

impl Text {
    /// How an import ended.
    pub fn import_status(self, status: &str) -> String {
        self.find(&format!("import-{status}")).unwrap_or_else(|| status.to_owned())
    }

    /// What was imported: accounts, contacts …
    pub fn import_kind(self, kind: &str) -> String {
        self.find(&format!("import-kind-{kind}")).unwrap_or_else(|| kind.to_owned())
    }
}
