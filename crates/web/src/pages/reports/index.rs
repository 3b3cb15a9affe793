//! What reports there are: which question each answers, and for whom. And the views that people saved.

use askama::Template;
use askama_web::WebTemplate;
use bareme_engine::reports::ReportKind;
use bareme_engine::saved_views::{self, View};

use super::views::SavedRow;
use crate::i18n::Text;
use crate::pages::post::PostForm;
use crate::urls::{self, Link};
use crate::{Area, PageError, Shell, engine};

/// A report in the list.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its title.
    pub title: String,
    /// Which question it answers.
    pub answers: String,
    /// For whom.
    pub whom: String,
    /// Where it is.
    pub link: Link,
}

/// The page.
#[derive(Template, WebTemplate)]
#[template(path = "pages/reports/index.html")]
pub struct ReportsIndex {
    /// The visitor's language.
    pub t: Text,
    /// What surrounds it.
    pub shell: Shell,
    /// The reports.
    pub entries: Vec<Entry>,
    /// The saved views.
    pub views: Vec<SavedRow>,
    /// The view whose new name could not be used, with what was typed.
    pub renaming: Option<(i64, PostForm)>,
}

/// Shows the list.
pub async fn list(engine: engine::Data, shell: Shell) -> Result<ReportsIndex, PageError> {
    page(&engine, shell, None).await
}

/// The page; `renaming` is a name that could not be used.
pub(super) async fn page(
    engine: &engine::Data,
    shell: Shell,
    renaming: Option<(i64, PostForm)>,
) -> Result<ReportsIndex, PageError> {
    let views = engine::ask(engine, urls::reports(), saved_views::list).await?;
    Ok(ReportsIndex::new(shell, &views, renaming))
}

impl ReportsIndex {
    /// The page of the saved views.
    pub fn new(shell: Shell, views: &[View], renaming: Option<(i64, PostForm)>) -> Self {
        let t = shell.t;
        Self {
            t,
            entries: ReportKind::ALL.into_iter().map(|kind| entry(t, kind)).collect(),
            views: views.iter().map(|view| SavedRow::new(t, view)).collect(),
            renaming,
            shell: shell.within(Area::Reports),
        }
    }

    /// What stands in the field of a view's name.
    fn name(&self, view: &SavedRow) -> String {
        match self.form_of(view) {
            Some(form) => form.value("name").to_owned(),
            None => view.name.clone(),
        }
    }

    /// What is wrong with a view's new name.
    fn problem(&self, view: &SavedRow) -> Option<String> {
        self.form_of(view)?.error(&self.t, "name")
    }

    fn form_of(&self, view: &SavedRow) -> Option<&PostForm> {
        self.renaming.as_ref().filter(|(id, _)| *id == view.id).map(|(_, form)| form)
    }
}

fn entry(t: Text, kind: ReportKind) -> Entry {
    let word = kind.word();
    Entry {
        title: t.say(format!("report-title-{word}")),
        answers: t.say(format!("report-answers-{word}")),
        whom: t.say(format!("report-for-{word}")),
        link: urls::report(word),
    }
}
