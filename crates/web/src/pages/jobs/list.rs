//! The list of jobs.

use askama::Template;
use askama_web::WebTemplate;
use bareme_engine::pages::jobs;
use bareme_engine::view::JobRow;

use crate::i18n::Text;
use crate::{Area, PageError, Shell, engine, urls};

/// Shows the list.
pub async fn list(engine: engine::Data, shell: Shell) -> Result<JobsList, PageError> {
    let rows = engine::ask(&engine, urls::jobs(), jobs::list).await?;
    Ok(JobsList::new(shell, rows))
}

/// The page.
#[derive(Template, WebTemplate)]
#[template(path = "pages/jobs/list.html")]
pub struct JobsList {
    /// The visitor's language.
    pub t: Text,
    /// What surrounds it.
    pub shell: Shell,
    /// What it shows.
    pub rows: Vec<JobRow>,
}

impl JobsList {
    /// The page of these jobs.
    pub fn new(shell: Shell, rows: Vec<JobRow>) -> Self {
        Self { t: shell.t, rows, shell: shell.within(Area::Jobs) }
    }
}
