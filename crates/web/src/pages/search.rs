//! The search over everything: the companies and people whose name, key, address or domain begins as somebody typed.

use askama::Template;
use askama_web::WebTemplate;
use bareme_engine::pages::search::{self, SearchPage};

use crate::i18n::Text;
use crate::pages::query::Params;
use crate::urls::{self, Link};
use crate::{PageError, Shell, engine};

/// Shows what a text finds.
pub async fn show(engine: engine::Data, params: Params, shell: Shell) -> Result<SearchShow, PageError> {
    let text = params.text("q").unwrap_or_default();
    let view = engine::ask(&engine, urls::search(), move |engine| search::search(engine, &text)).await?;
    Ok(SearchShow::new(shell, view))
}

/// The page.
#[derive(Template, WebTemplate)]
#[template(path = "pages/search.html")]
pub struct SearchShow {
    /// The visitor's language.
    pub t: Text,
    /// What surrounds it.
    pub shell: Shell,
    /// What it shows.
    pub view: SearchPage,
}

impl SearchShow {
    /// The page of what was found.
    pub fn new(mut shell: Shell, view: SearchPage) -> Self {
        shell.search.clone_from(&view.text);
        Self { t: shell.t, shell, view }
    }

    /// The list of accounts that fit.
    fn all_accounts(&self) -> Link {
        urls::accounts().with("q", &self.view.text).with("sort", "name")
    }

    /// The list of contacts that fit.
    fn all_contacts(&self) -> Link {
        urls::contacts().with("q", &self.view.text).with("sort", "name")
    }
}
