//! Who asked for whom to be erased.

use askama::Template;
use askama_web::WebTemplate;
use bareme_engine::person::{self, Asked};

use crate::i18n::Text;
use crate::{Area, PageError, Shell, engine, urls};

/// Shows the list.
pub async fn show(engine: engine::Data, shell: Shell) -> Result<Erasures, PageError> {
    let asked = engine::ask(&engine, urls::erasures(), person::requests).await?;
    Ok(Erasures::new(shell, asked))
}

/// The page.
#[derive(Template, WebTemplate)]
#[template(path = "pages/person/requests.html")]
pub struct Erasures {
    /// The visitor's language.
    pub t: Text,
    /// What surrounds it.
    pub shell: Shell,
    /// The requests, the open ones first.
    pub asked: Vec<Asked>,
}

impl Erasures {
    /// The page of these requests.
    pub fn new(shell: Shell, asked: Vec<Asked>) -> Self {
        Self { t: shell.t, asked, shell: shell.within(Area::Audit) }
    }
}
