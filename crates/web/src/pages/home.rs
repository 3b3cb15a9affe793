//! The dashboard: companies that warm up, the matrix and the funnel in small, and what to do next.

use askama::Template;
use askama_web::WebTemplate;
use bareme_engine::pages::home;
use bareme_engine::view::HomeView;
use bareme_scoring::Stage;

use crate::charts::{self, Drawing};
use crate::i18n::Text;
use crate::pages::parts::MatrixTable;
use crate::urls::{self, Link};
use crate::{Area, PageError, Shell, engine};

/// Shows the dashboard.
pub async fn show(engine: engine::Data, shell: Shell) -> Result<Home, PageError> {
    let view = engine::ask(&engine, urls::home(), home::show).await?;
    Ok(Home::new(shell, view))
}

/// Something to do.
#[derive(Clone, Debug)]
pub struct NextStep {
    /// Icon.
    pub icon: &'static str,
    /// The sentence.
    pub sentence: String,
    /// Where it is done, or the command that does it.
    pub link: Option<Link>,
    /// The command.
    pub command: Option<&'static str>,
}

/// The page.
#[derive(Template, WebTemplate)]
#[template(path = "pages/home.html")]
pub struct Home {
    /// The visitor's language.
    pub t: Text,
    /// What surrounds it.
    pub shell: Shell,
    /// What it shows.
    pub view: HomeView,
    /// The matrix, unless there is no model.
    pub matrix: Option<MatrixTable>,
    /// The funnel, unless nothing was handed over.
    pub funnel: Option<Drawing>,
    /// What to do next.
    pub next: Vec<NextStep>,
}

impl Home {
    /// The page of a view.
    pub fn new(shell: Shell, view: HomeView) -> Self {
        let t = shell.t;
        let funnel = (view.funnel.funnel.total.mql > 0)
            .then(|| charts::draw(t, &view.funnel.funnel.chart(&|key| t.say(key))))
            .flatten();
        Self {
            t,
            matrix: MatrixTable::new(t, &view.matrix),
            funnel,
            next: next(t, &view),
            view,
            shell: shell.within(Area::Home),
        }
    }
}

/// The most urgent first.
fn next(t: Text, view: &HomeView) -> Vec<NextStep> {
    let mut steps = Vec::new();
    let mut go = |icon, sentence, link| {
        steps.push(NextStep { icon, sentence, link: Some(link), command: None });
    };
    let undecided = view.funnel.funnel.total.undecided();
    if undecided > 0 {
        let link = urls::leads().with("stage", Stage::Mql.word());
        go("clock", t.count("next-undecided", undecided), link);
    }
    let best = view.matrix.cells.iter().find(|cell| cell.contacts > 0 && cell.cell.action == "hand_off");
    if let Some(cell) = best {
        let model = view.matrix.model.as_ref().map(|model| model.name.as_str());
        let sentence = t.count_with("next-cell", cell.contacts, "rating", cell.cell.rating);
        go("phone", sentence, urls::contacts_in(&cell.cell.rating, model));
    }
    let incomplete = view.accounts.slice.rows.iter().filter(|row| row.surge.is_some() && !row.mqa).count();
    if incomplete > 0 {
        go(
            "flame",
            t.count("next-surge", incomplete),
            urls::accounts().with("only", "surge").with("sort", "surge"),
        );
    }
    let mut run = |icon, sentence, command| {
        steps.push(NextStep { icon, sentence, link: None, command: Some(command) });
    };
    if view.matrix.model.is_none() {
        run("scale", t.say("next-model"), "bareme model publish model.toml");
    } else if view.matrix.scored == 0 && view.contacts > 0 {
        run("terminal", t.say("next-score"), "bareme score");
    }
    steps
}
