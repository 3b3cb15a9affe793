//! One import: what came in, what was noticed, which rows were rejected and why.

use askama::Template;
use askama_web::WebTemplate;
use bareme_engine::view::ImportView;

use super::list::status_class;
use crate::i18n::Text;
use crate::pages::form::Pager;
use crate::{Area, Shell, urls};

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
        let pager =
            Pager::new(t, "rejects-shown", &urls::import(&view.row.id).at("rejects"), &view.rejects);
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
