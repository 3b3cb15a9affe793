//! The dashboard: companies that warm up, the matrix and the funnel in small, and what to do next.

use askama::Template;
use askama_web::WebTemplate;
use bareme_engine::view::{AccountRow, MatrixView};
use bareme_reporting::Funnel;
use bareme_scoring::Stage;

use crate::charts::{self, Drawing};
use crate::i18n::Text;
use crate::pages::parts::MatrixTable;
use crate::urls::{self, Link};
use crate::{Area, Shell};

/// What the dashboard is made from.
#[derive(Clone, Debug)]
pub struct HomeView {
    /// Accounts in the database.
    pub accounts: u64,
    /// The best accounts by score, best first.
    pub best: Vec<AccountRow>,
    /// Accounts whose activity surges, strongest first.
    pub surging: Vec<AccountRow>,
    /// The matrix of the primary model.
    pub matrix: MatrixView,
    /// Leads of the last twelve months.
    pub funnel: Funnel,
    /// Rejected rows of the newest import: its id, how many.
    pub rejected: Option<(i64, u64)>,
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
        let funnel = (view.funnel.total.mql > 0)
            .then(|| charts::draw(t, &view.funnel.chart(&|key| t.say(key))))
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

/// At most five things, the most urgent first.
fn next(t: Text, view: &HomeView) -> Vec<NextStep> {
    let mut steps = Vec::new();
    let mut go = |icon, sentence, link| {
        steps.push(NextStep { icon, sentence, link: Some(link), command: None });
    };
    let undecided = view.funnel.total.undecided();
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
    let incomplete = view.surging.iter().filter(|row| !row.mqa).count();
    if incomplete > 0 {
        go("flame", t.count("next-surge", incomplete), urls::accounts().with("only", "surge").with("sort", "surge"));
    }
    if let Some((id, rows)) = view.rejected.filter(|(_, rows)| *rows > 0) {
        go("circle-alert", t.count("next-rejects", rows), urls::import(&id).at("rejects"));
    }
    let mut run = |icon, sentence, command| {
        steps.push(NextStep { icon, sentence, link: None, command: Some(command) });
    };
    if view.matrix.model.is_none() {
        run("scale", t.say("next-model"), "bareme model publish model.toml");
    } else if view.matrix.scored == 0 {
        run("terminal", t.say("next-score"), "bareme score");
    }
    steps.truncate(5);
    steps
}
