//! The runs of recalibration, what goes on now, and the form that begins a run.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;
use askama_web::WebTemplate;
use bareme_engine::proposals::State;
use bareme_engine::recalibrate::{self, Asked, Listed, NoReport, Verdict, target_from_word, target_word};
use bareme_engine::tasks::{self, Ended, Task, Work};
use bareme_engine::view::ModelRef;
use bareme_engine::{Engine, pages};
use bareme_scoring::Instant;

use crate::i18n::Text;
use crate::pages::form::Choice;
use crate::pages::parts;
use crate::pages::post::{self, PostForm, Posted};
use crate::pages::query::Params;
use crate::urls::{self, Link};
use crate::{Area, PageError, Shell, engine};

/// What is about the form as a whole.
const WHOLE: &str = "period";

/// What a page shows, as the engine gives it.
#[derive(Clone, Debug, Default)]
pub struct Shown {
    /// The runs, newest first.
    pub runs: Vec<Listed>,
    /// The models, the primary one first.
    pub models: Vec<ModelRef>,
    /// What goes on or was last done in the background.
    pub task: Option<Task>,
}

/// Shows the list.
pub async fn list(
    engine: engine::Data,
    params: Params,
    shell: Shell,
) -> Result<RecalibrationList, PageError> {
    let below = params.text("below").and_then(|below| below.parse().ok());
    page(&engine, shell, below, PostForm::default()).await
}

async fn page(
    engine: &engine::Data,
    shell: Shell,
    below: Option<i64>,
    form: PostForm,
) -> Result<RecalibrationList, PageError> {
    let shown = engine::ask(engine, urls::recalibrations(), move |engine| read(engine, below)).await?;
    Ok(RecalibrationList::new(shell, &shown, form))
}

fn read(engine: &Engine, below: Option<i64>) -> bareme_engine::Result<Shown> {
    Ok(Shown {
        runs: recalibrate::list(engine, below)?,
        models: pages::models::list(engine)?,
        task: tasks::find(engine, Work::Recalibration),
    })
}

/// Begins a run, or says why there would be no report.
pub async fn begin(engine: engine::Data, form: Posted, shell: Shell) -> Result<HttpResponse, PageError> {
    let mut form = PostForm::new(form);
    let by = shell.who.clone().unwrap_or_else(|| shell.t.say("recal-somebody"));
    let asked = read_form(shell.t, &mut form, by);
    if form.is_sound() {
        let model = asked.model.clone().unwrap_or_default();
        let begun = engine::ask(&engine, urls::recalibrations(), move |engine| {
            Ok(match recalibrate::check(engine, &asked)? {
                Some(why) => Err(why),
                None => Ok(tasks::recalibrate(engine, &model, asked)?),
            })
        });
        match begun.await? {
            Ok(true) => return Ok(post::done(&urls::recalibrations(), "recalibration-begun")),
            Ok(false) => form.problem(WHOLE, "recal-already-running", Vec::new()),
            Err(why) => form.problem(WHOLE, no_report_key(&why), no_report_arguments(shell.t, &why)),
        }
    }
    let page = page(&engine, shell, None, form).await?;
    post::page(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// Asks the run that goes on to stop.
pub async fn cancel(engine: engine::Data) -> Result<HttpResponse, PageError> {
    let asked =
        engine::ask(&engine, urls::recalibrations(), |engine| Ok(tasks::cancel(engine, Work::Recalibration)));
    let word = if asked.await? { "recalibration-stopping" } else { "recalibration-over" };
    Ok(post::done(&urls::recalibrations(), word))
}

/// What the form asks; what is wrong with it is noted.
fn read_form(t: Text, form: &mut PostForm, by: String) -> Asked {
    let model = form.values.text("model").map(str::to_owned);
    let mut day = |name: &str| form.parsed(name, "day-unreadable", parts::parse_day);
    let (from, before) = (day("from"), day("until"));
    let target = form.parsed("target", "form-error-choice", target_from_word);
    let capacity = form.parsed("capacity", "recal-capacity-unreadable", |text| {
        let number = t.read_amount(text)?.as_f64();
        (number > 0.0 && number <= 1_000_000.0).then_some(number)
    });
    let horizon = form.parsed("days", "form-error-whole", |text| {
        text.parse::<u32>().ok().filter(|days| (1..=recalibrate::LONGEST_HORIZON).contains(days))
    });
    Asked {
        from,
        before,
        target: target.unwrap_or_default(),
        horizon_days: horizon,
        capacity_per_week: capacity,
        ..Asked::new(model, by)
    }
}

/// Message key of why there is no report.
pub(crate) fn no_report_key(why: &NoReport) -> String {
    format!("recal-refused-{}", why.code())
}

pub(crate) fn no_report_arguments(t: Text, why: &NoReport) -> Vec<(&'static str, String)> {
    let date = |at: &Instant| t.date(at);
    match why {
        NoReport::NoModel | NoReport::Reversed | NoReport::Future => Vec::new(),
        NoReport::NoLeads { undated } => vec![("undated", t.count("count-leads", undated))],
        NoReport::NoneRipe { days, first_on } => {
            vec![("days", t.int(days)), ("date", date(first_on))]
        }
        NoReport::NoneInPeriod { oldest, youngest } => {
            vec![("oldest", date(oldest)), ("youngest", date(youngest))]
        }
        NoReport::NoneMeant { leads } => vec![("leads", t.count("count-leads", leads))],
    }
}

/// A run as the list shows it.
#[derive(Clone, Debug)]
pub struct RunRow {
    /// Its report.
    pub link: Link,
    /// When it was done.
    pub at: Instant,
    /// The model and its version.
    pub model: String,
    /// The period in words.
    pub period: String,
    /// What leads were to reach.
    pub target: String,
    /// Leads.
    pub cases: u64,
    /// Those that reached it.
    pub events: u64,
    /// What is recommended.
    pub verdict: VerdictView,
    /// Its proposal, and how that stands.
    pub proposal: Option<(Link, String, &'static str)>,
    /// Who asked.
    pub by: String,
}

/// A verdict as a badge.
#[derive(Clone, Debug)]
pub struct VerdictView {
    /// In a word or two.
    pub text: String,
    /// The colour.
    pub class: &'static str,
}

impl VerdictView {
    /// The badge of a verdict.
    pub fn new(t: Text, verdict: Verdict) -> Self {
        let (key, class) = match verdict {
            Verdict::Adopt => ("recal-badge-adopt", "good"),
            Verdict::Keep => ("recal-badge-keep", "accent"),
            Verdict::InsufficientData => ("recal-badge-insufficient", "warm"),
        };
        Self { text: t.say(key), class }
    }
}

/// The colour of a proposal.
pub(crate) const fn state_class(state: &State) -> &'static str {
    match state {
        State::Open => "warm",
        State::Rejected => "bad",
        State::Overtaken => "",
        State::Published => "good",
    }
}

impl RunRow {
    fn new(t: Text, run: &Listed) -> Self {
        let proposal = run.proposal.as_ref().map(|(id, state)| {
            (urls::proposal(id), t.say(format!("proposal-{}", state.word())), state_class(state))
        });
        Self {
            link: urls::recalibration(&run.id),
            at: run.at,
            model: t.with2("report-version", "model", &run.title, "version", run.version),
            period: t.with2("recal-between", "from", t.date(&run.from), "until", t.date(&run.before)),
            target: t.say(format!("stage-{}", target_word(run.target))),
            cases: run.cases,
            events: run.events,
            verdict: VerdictView::new(t, run.verdict),
            proposal,
            by: run.by.clone(),
        }
    }
}

/// What goes on, or was last done, in words.
#[derive(Clone, Debug)]
pub struct TaskView {
    /// In a sentence.
    pub sentence: String,
    /// Percent that is done, while it goes on.
    pub percent: Option<u8>,
    /// Whether it was asked to stop.
    pub stopping: bool,
    /// The colour of the notice once it has ended.
    pub class: &'static str,
    /// The report.
    pub link: Option<Link>,
}

impl TaskView {
    fn new(t: Text, task: &Task) -> Self {
        let (sentence, class, link) = match &task.ended {
            None if task.stopping => (t.say("recal-stopping"), "", None),
            None => (t.say("recal-running"), "", None),
            Some(Ended::Done(id)) => (t.say("recal-finished"), "good", id.as_ref().map(urls::recalibration)),
            Some(Ended::NoReport(why)) => {
                (t.with_all(&no_report_key(why), no_report_arguments(t, why)), "warn", None)
            }
            Some(Ended::Failed) => (t.say("recal-failed"), "bad", None),
            Some(Ended::Cancelled) => (t.say("recal-cancelled"), "warn", None),
        };
        let percent = task.ended.is_none().then(|| percent(task.share));
        Self { sentence, percent, stopping: task.stopping, class, link }
    }

    fn goes_on(&self) -> bool {
        self.percent.is_some()
    }
}

/// A share of 0 to 1 as a whole percentage.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a share of 0 to 1; `as` saturates"
)]
pub(crate) fn percent(share: f64) -> u8 {
    (share.clamp(0.0, 1.0) * 100.0).round() as u8
}

/// The page.
#[derive(Template, WebTemplate)]
#[template(path = "pages/recalibration/list.html")]
pub struct RecalibrationList {
    /// The visitor's language.
    pub t: Text,
    /// What surrounds it.
    pub shell: Shell,
    /// The form that begins a run.
    pub form: PostForm,
    /// The runs, newest first.
    pub runs: Vec<RunRow>,
    /// The models that can be chosen.
    pub models: Vec<Choice>,
    /// What goes on, or was last done.
    pub task: Option<TaskView>,
    /// Older runs.
    pub older: Option<Link>,
}

impl RecalibrationList {
    /// The page of some runs.
    pub fn new(shell: Shell, shown: &Shown, mut form: PostForm) -> Self {
        let t = shell.t;
        if form.value("target").is_empty() {
            form.values.set("target", target_word(recalibrate::Target::Sql));
        }
        let models = shown.models.iter().map(|model| Choice::new(&model.name, &model.title)).collect();
        let last = shown.runs.last().filter(|_| shown.runs.len() >= recalibrate::ROWS);
        Self {
            t,
            form,
            models,
            older: last.map(|run| urls::recalibrations().with("below", run.id)),
            runs: shown.runs.iter().map(|run| RunRow::new(t, run)).collect(),
            task: shown.task.as_ref().map(|task| TaskView::new(t, task)),
            shell: shell.within(Area::Recalibration),
        }
    }

    fn targets(&self) -> Vec<Choice> {
        ["sql", "won"].map(|word| Choice::new(word, self.t.say(format!("stage-{word}")))).into()
    }

    fn goes_on(&self) -> bool {
        self.task.as_ref().is_some_and(TaskView::goes_on)
    }
}
