//! The dashboard: companies that warm up, the matrix and the funnel in small, and what to do next.

use askama::Template;
use askama_web::WebTemplate;
use bareme_engine::pages::{home, worklist};
use bareme_engine::view::{AccountRow, HomeView, OwnWork};
use bareme_scoring::{Grade, Stage};

use crate::charts::{self, Drawing};
use crate::i18n::Text;
use crate::pages::leads::list::OVERDUE;
use crate::pages::parts::MatrixTable;
use crate::urls::{self, Link};
use crate::{Area, PageError, Shell, engine};

/// Shows the dashboard.
pub async fn show(engine: engine::Data, shell: Shell) -> Result<Home, PageError> {
    let who = shell.who.clone();
    let (view, own) = engine::ask(&engine, urls::home(), move |engine| {
        let own = who.map(|who| worklist::own(engine, &who)).transpose()?;
        Ok((home::show(engine)?, own))
    })
    .await?;
    Ok(Home::new(shell, view, own.as_ref()))
}

/// Surging accounts that are named among what to do.
const SURGES: usize = 3;

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
    pub fn new(shell: Shell, view: HomeView, own: Option<&OwnWork>) -> Self {
        let t = shell.t;
        let funnel = (view.funnel.funnel.total.mql > 0)
            .then(|| charts::draw(t, &view.funnel.funnel.chart(&|key| t.say(key))))
            .flatten();
        Self {
            t,
            matrix: MatrixTable::new(t, &view.matrix),
            funnel,
            next: next(t, &view, own)
                .into_iter()
                .filter(|step| step.link.as_ref().is_none_or(|link| shell.opens(link)))
                .collect(),
            view,
            shell: shell.within(Area::Home),
        }
    }
}

impl Home {
    fn surging(&self) -> Link {
        self.of_model(urls::accounts().with("only", "surge").with("sort", "surge"))
    }

    fn qualified(&self) -> Link {
        self.of_model(urls::accounts().with("only", "mqa"))
    }

    fn of_model(&self, link: Link) -> Link {
        link.with_some("model", self.view.matrix.model.as_ref().map(|model| &model.name))
    }

    fn handed_over(&self) -> Link {
        urls::leads().with("reached", Stage::Mql.word()).with("from", self.view.since.date())
    }

    fn report(&self) -> Link {
        urls::funnel().with("from", self.view.since.date())
    }

    fn acceptance(&self) -> Link {
        urls::report("acceptance").with("from", self.view.since.date())
    }

    fn sla(&self) -> Link {
        urls::report("sla").with("from", self.view.since.date())
    }
}

/// Leads on which sales has not decided.
pub fn waiting() -> Link {
    urls::leads().with("stage", Stage::Mql.word())
}

/// Those that sales should have answered by now.
pub fn overdue() -> Link {
    urls::leads().with("only", OVERDUE)
}

/// The most urgent first.
fn next(t: Text, view: &HomeView, own: Option<&OwnWork>) -> Vec<NextStep> {
    let mut steps = Vec::new();
    let mut go = |icon, sentence, link| {
        steps.push(NextStep { icon, sentence, link: Some(link), command: None });
    };
    if let Some(own) = own.filter(|own| own.count.all() > 0) {
        go("list-checks", t.with("next-worklist", "waiting", t.waiting(&own.count)), urls::worklist());
    }
    for job in &view.failed_jobs {
        let sentence = t.with("next-job-failed", "name", t.job_name(&job.name, &job.built_in));
        go("triangle-alert", sentence, urls::job_run(&job.run_id));
    }
    if view.overdue > 0 {
        go("clock", t.count("next-overdue", view.overdue), overdue());
    } else if view.undecided > 0 {
        go("clock", t.count("next-undecided", view.undecided), waiting());
    }
    let best = view.matrix.cells.iter().find(|cell| cell.contacts > 0 && cell.cell.action == "hand_off");
    let model = view.matrix.model.as_ref().map(|model| model.name.as_str());
    if let Some(cell) = best {
        let sentence = t.count_with("next-cell", cell.contacts, "rating", cell.cell.rating);
        go("phone", sentence, urls::contacts_in(&cell.cell.rating, model));
    }
    // A surge where the fit is poor is no work for anybody.
    let fits = |row: &&AccountRow| row.rating.is_some_and(|rating| rating.grade <= Grade::B);
    let surging = view.warming.slice.rows.iter().filter(|row| row.surge.is_some()).filter(fits);
    for row in surging.take(SURGES) {
        let (key, place) =
            if row.mqa { ("next-surge-qualified", "surge") } else { ("next-surge", "committee") };
        go("flame", t.with(key, "name", &row.name), urls::account(&row.id).at(place));
    }
    if let Some(import) = view.import.as_ref().filter(|import| import.rejected > 0) {
        let sentence = t.count_with("next-rejects", import.rejected, "file", &import.file);
        go("upload", sentence, urls::import(&import.id).at("rejects"));
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
