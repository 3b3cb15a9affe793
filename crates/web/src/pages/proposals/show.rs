//! One proposal: the differences, the signatures, the document, and its log.

use actix_web::web;
use askama::Template;
use askama_web::WebTemplate;
use bareme_engine::Engine;
use bareme_engine::proposals::{self, Entry, Event, ProposalView, Side, Signature, State};
use bareme_engine::recalibrate::{self, Verdict};
use bareme_engine::tasks::{self, Task, Work};
use bareme_scoring::{Change, Instant, Node, Problem};

use super::act::{DOCUMENT, SEEN, WHOLE};
use crate::i18n::Text;
use crate::pages::form::Choice;
use crate::pages::post::{PostForm, Posted};
use crate::pages::recalibration::list::{percent, state_class};
use crate::{Area, PageError, Shell, engine, urls};

/// What a page shows, as the engine gives it.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The proposal.
    pub view: ProposalView,
    /// What its recalibration recommended.
    pub verdict: Option<Verdict>,
    /// The rescoring of this process.
    pub rescoring: Option<Task>,
    /// When everything was last scored with the model.
    pub scored: Option<Instant>,
}

/// The forms of the page, where one is shown again.
#[derive(Clone, Debug, Default)]
pub struct Forms {
    /// That of the decision.
    pub decision: Option<PostForm>,
    /// That of the document.
    pub document: Option<PostForm>,
}

/// Shows a proposal.
pub async fn show(engine: engine::Data, id: web::Path<i64>, shell: Shell) -> Result<ProposalShow, PageError> {
    page(&engine, shell, id.into_inner(), Forms::default()).await
}

pub(super) async fn page(
    engine: &engine::Data,
    shell: Shell,
    id: i64,
    forms: Forms,
) -> Result<ProposalShow, PageError> {
    let shown = engine::ask(engine, urls::models(), move |engine| read(engine, id)).await?;
    Ok(ProposalShow::new(shell, shown, forms))
}

fn read(engine: &Engine, id: i64) -> bareme_engine::Result<Shown> {
    let view = proposals::find(engine, id)?;
    let verdict = match view.recalibration {
        Some(run) => Some(recalibrate::find(engine, run)?.listed.verdict),
        None => None,
    };
    Ok(Shown {
        verdict,
        rescoring: tasks::find(engine, Work::Rescoring).filter(|task| task.model == view.model.name),
        scored: bareme_engine::pages::models::scored_as_of(engine, &view.model.name)?,
        view,
    })
}

/// A difference as it is shown.
#[derive(Clone, Debug)]
pub struct Difference {
    /// Where.
    pub path: String,
    /// Before; a dash where there was nothing.
    pub before: String,
    /// After; a dash where there is nothing any more.
    pub after: String,
}

impl Difference {
    fn new(change: &Change) -> Self {
        let text = |node: &Option<Node>| node.as_ref().map_or_else(|| "–".to_owned(), ToString::to_string);
        Self { path: change.path.clone(), before: text(&change.before), after: text(&change.after) }
    }

    fn all(changes: &[Change]) -> Vec<Self> {
        changes.iter().map(Self::new).collect()
    }
}

/// An entry of the log as it is shown.
#[derive(Clone, Debug)]
pub struct LogRow {
    /// When.
    pub at: Instant,
    /// What happened, in a sentence.
    pub sentence: String,
    /// Why, and what follows.
    pub more: String,
    /// What an edit changed.
    pub changes: Vec<Difference>,
}

/// A side with its signature.
#[derive(Clone, Debug)]
pub struct SideRow {
    /// Its name.
    pub name: String,
    /// Who signed, and when.
    pub signed: Option<Signature>,
}

/// What is known of the rescoring after a publication.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rescoring {
    /// Scores are those of the version in force, or the proposal is no version.
    Done,
    /// It goes on: percent that is done.
    GoesOn(u8),
    /// It has yet to begin.
    Due,
}

/// The page.
#[derive(Template, WebTemplate)]
#[template(path = "pages/proposals/show.html")]
pub struct ProposalShow {
    /// The visitor's language.
    pub t: Text,
    /// What surrounds it.
    pub shell: Shell,
    /// The proposal.
    pub view: ProposalView,
    /// What its recalibration recommended, where that is not to adopt it.
    pub against: Option<String>,
    /// Differences to the version that it would replace.
    pub changes: Vec<Difference>,
    /// The sides.
    pub sides: Vec<SideRow>,
    /// The log, newest first.
    pub log: Vec<LogRow>,
    /// The form of a decision.
    pub decision: PostForm,
    /// The form of the document.
    pub document: PostForm,
    /// Whether the form of the document is shown again.
    pub editing: bool,
    /// What is known of the rescoring.
    pub rescoring: Rescoring,
}

impl ProposalShow {
    /// The page of a proposal.
    pub fn new(shell: Shell, shown: Shown, forms: Forms) -> Self {
        let t = shell.t;
        let Shown { view, verdict, rescoring, scored } = shown;
        let against = verdict.filter(|verdict| *verdict != Verdict::Adopt);
        let mut fresh = Posted::default();
        fresh.set(SEEN, view.digest.clone());
        let mut decision = forms.decision.unwrap_or_else(|| PostForm::new(fresh.clone()));
        let editing = forms.document.is_some();
        let mut document = forms.document.unwrap_or_else(|| {
            let mut values = fresh;
            values.set(DOCUMENT, view.document.clone());
            PostForm::new(values)
        });
        // Who sends it again has seen what the page shows now.
        decision.values.set(SEEN, view.digest.clone());
        document.values.set(SEEN, view.digest.clone());
        Self {
            t,
            against: against.map(|_| t.say("proposal-not-recommended")),
            changes: Difference::all(&view.changes),
            sides: view.signatures.iter().map(|(side, signed)| side_row(t, *side, signed.as_ref())).collect(),
            log: view.log.iter().map(|entry| log_row(t, entry)).collect(),
            rescoring: rescoring_of(&view, rescoring.as_ref(), scored),
            decision,
            document,
            editing,
            view,
            shell: shell.within(Area::Models),
        }
    }

    fn state(&self) -> (String, &'static str) {
        (self.t.say(format!("proposal-{}", self.view.state.word())), state_class(&self.view.state))
    }

    fn is_open(&self) -> bool {
        self.view.state == State::Open
    }

    fn can_change(&self) -> bool {
        self.view.state != State::Published
    }

    /// What it is, in a sentence.
    fn lead(&self) -> String {
        let t = self.t;
        match (self.view.restores, self.view.recalibration) {
            (Some(version), _) => t.with2("proposal-restores", "version", version, "base", self.view.base),
            (None, Some(run)) => t.with2("proposal-of-run", "run", run, "base", self.view.base),
            (None, None) => t.with("proposal-of-somebody", "base", self.view.base),
        }
    }

    /// What the state means, in a sentence; nothing while it waits.
    fn notice(&self) -> Option<String> {
        let t = self.t;
        match &self.view.state {
            State::Open => None,
            State::Rejected => Some(t.say("proposal-rejected-text")),
            State::Overtaken => Some(t.with2(
                "proposal-overtaken-text",
                "now",
                self.view.model.version,
                "base",
                self.view.base,
            )),
            State::Published => {
                self.view.published.map(|version| t.with("proposal-published-text", "version", version))
            }
        }
    }

    fn choices(&self) -> Vec<Choice> {
        let open = Side::ALL.into_iter().zip(&self.sides).filter(|(_, row)| row.signed.is_none());
        let mut choices = vec![Choice::new("", self.t.say("proposal-side-choose"))];
        choices.extend(open.map(|(side, row)| Choice::new(side.word(), &row.name)));
        choices
    }

    /// What is wrong with the proposal as a whole.
    fn whole(&self) -> Vec<String> {
        let forms = [&self.decision, &self.document];
        forms.into_iter().filter_map(|form| form.error(&self.t, WHOLE)).collect()
    }

    /// What the check says of the document that was typed.
    fn problems(&self) -> Vec<String> {
        let problems = self.document.problems.iter().filter(|problem| problem.field == "problem");
        problems.map(|problem| self.t.with_all(&problem.key, problem.arguments.clone())).collect()
    }

    fn warnings(&self) -> Vec<String> {
        self.view.warnings.iter().map(Problem::to_string).collect()
    }
}

fn side_row(t: Text, side: Side, signed: Option<&Signature>) -> SideRow {
    SideRow { name: t.say(format!("side-{}", side.word())), signed: signed.cloned() }
}

fn log_row(t: Text, entry: &Entry) -> LogRow {
    let side = entry.side.map(|side| t.say(format!("side-{}", side.word()))).unwrap_or_default();
    let arguments = vec![
        ("who", entry.who.clone()),
        ("side", side),
        ("revision", entry.revision.to_string()),
        ("version", entry.version.map(|number| number.to_string()).unwrap_or_default()),
    ];
    let more = match entry.event {
        Event::Edit if entry.dropped > 0 => t.count("proposal-log-dropped", entry.dropped),
        _ => entry.reason.clone().unwrap_or_default(),
    };
    LogRow {
        at: entry.at,
        sentence: t.with_all(&format!("proposal-log-{}", entry.event.word()), arguments),
        more,
        changes: Difference::all(&entry.changes),
    }
}

fn rescoring_of(view: &ProposalView, task: Option<&Task>, scored: Option<Instant>) -> Rescoring {
    if view.state != State::Published {
        return Rescoring::Done;
    }
    if let Some(task) = task.filter(|task| task.ended.is_none()) {
        return Rescoring::GoesOn(percent(task.share));
    }
    let published = view.log.iter().find(|entry| entry.event == Event::Publish).map(|entry| entry.at);
    if published.is_some_and(|at| scored.is_none_or(|scored| scored < at)) {
        Rescoring::Due
    } else {
        Rescoring::Done
    }
}
