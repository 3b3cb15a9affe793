//! Samples of recalibration: runs of every verdict, a run that goes on, a report, and proposals at every stage of their life.

use bareme_engine::proposals::{Entry, Event, ListedProposal, ProposalView, Side, Signature, State};
use bareme_engine::recalibrate::{Listed, NoReport, Target, Verdict};
use bareme_engine::tasks::{Ended, Task};
use bareme_reporting::{
    Behind, Cell, Column, Figure, Highlight, Interval, Kind, List, Report, Section, Table,
};
use bareme_scoring::{Change, Draft, STARTER, diff};

use super::{days_ago, model_refs, now};
use crate::Shell;
use crate::i18n::Text;
use crate::pages::post::{PostForm, Posted};
use crate::pages::proposals::show::{Forms, ProposalShow, Shown as Proposed};
use crate::pages::recalibration::list::{RecalibrationList, Shown, no_report_arguments, no_report_key};
use crate::pages::recalibration::show::RecalibrationShow;

fn run(id: i64, verdict: Verdict, proposal: Option<(i64, State)>) -> Listed {
    Listed {
        id,
        model: String::from("enterprise"),
        title: String::from("Enterprise <b>fair</b>"),
        version: 3,
        target: if id == 2 { Target::Won } else { Target::Sql },
        from: days_ago(480),
        before: days_ago(100),
        verdict,
        cases: 1_240,
        events: 310,
        by: String::from("Ana <i>Hacker</i>"),
        at: days_ago(id),
        proposal,
    }
}

fn runs() -> Vec<Listed> {
    vec![
        run(4, Verdict::Adopt, Some((7, State::Open))),
        run(3, Verdict::Adopt, Some((6, State::Published))),
        run(2, Verdict::Keep, Some((5, State::Rejected))),
        run(1, Verdict::InsufficientData, None),
    ]
}

fn task(ended: Option<Ended>) -> Task {
    Task { model: String::from("enterprise"), began: now(), share: 0.425, stopping: false, ended }
}

/// With runs of every verdict, after one that is done.
pub(super) fn list(shell: Shell) -> RecalibrationList {
    let task = Some(task(Some(Ended::Done(Some(4)))));
    let shown = Shown { runs: runs(), models: model_refs(), task };
    RecalibrationList::new(shell, &shown, PostForm::default())
}

/// While a run goes on.
pub(super) fn running(shell: Shell) -> RecalibrationList {
    let shown = Shown { runs: runs(), models: model_refs(), task: Some(task(None)) };
    RecalibrationList::new(shell, &shown, PostForm::default())
}

/// With a form that asks for what cannot be.
pub(super) fn refused(shell: Shell) -> RecalibrationList {
    let t = shell.t;
    let typed = [("from", "yesterday"), ("capacity", "<Q4>"), ("days", "0"), ("target", "won")];
    let typed = typed.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let mut form = PostForm::new(Posted::of(typed));
    form.problem("from", "day-unreadable", vec![("value", String::from("yesterday"))]);
    form.problem("capacity", "recal-capacity-unreadable", vec![("value", String::from("<Q4>"))]);
    form.problem("days", "form-error-whole", vec![("value", String::from("0"))]);
    let why = NoReport::NoneInPeriod { oldest: days_ago(300), youngest: days_ago(100) };
    form.problem("period", no_report_key(&why), no_report_arguments(t, &why));
    let ended = Ended::NoReport(NoReport::NoneRipe { days: 90, first_on: days_ago(-3) });
    let shown = Shown { runs: Vec::new(), models: model_refs(), task: Some(task(Some(ended))) };
    RecalibrationList::new(shell, &shown, form)
}

/// Before the first run.
pub(super) fn empty(shell: Shell) -> RecalibrationList {
    let shown = Shown { runs: Vec::new(), models: model_refs(), task: None };
    RecalibrationList::new(shell, &shown, PostForm::default())
}

/// Before the first model.
pub(super) fn no_model(shell: Shell) -> RecalibrationList {
    RecalibrationList::new(shell, &Shown::default(), PostForm::default())
}

/// A report with sentences, figures and leads that can be opened.
pub(super) fn report(shell: Shell) -> RecalibrationShow {
    let t = shell.t;
    let listed = run(4, Verdict::Adopt, Some((7, State::Open)));
    RecalibrationShow::new(shell, &listed, made(t))
}

fn made(t: Text) -> Report {
    let say = |key: &str| t.say(key);
    let point = |key: &str, arguments: &[(&'static str, &str)]| {
        let arguments = arguments.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        t.with_all(key, arguments)
    };
    let broken = [("better", "A1"), ("worse", "B2"), ("worse_rate", "41 %"), ("better_rate", "22 %")];
    let flow = [("before", "14"), ("after", "11"), ("kept", "82 %")];
    let highlight = |key: &'static str, points: Vec<String>| Highlight {
        key,
        title: t.say(format!("recal-highlight-{key}")),
        points,
    };
    Report {
        key: "recalibration",
        title: t.with("recal-title", "model", "Enterprise <b>fair</b>"),
        lead: say("recal-verdict-adopt"),
        scope: vec![
            (say("by-model"), t.with2("report-version", "model", "<b>fair</b>", "version", 3)),
            (say("recal-capacity"), say("recal-capacity-unknown")),
        ],
        made_at: now(),
        highlights: vec![
            highlight("findings", vec![point("recal-finding-rank-order-broken", &broken)]),
            highlight("changes", vec![point("recal-changes-sales", &flow)]),
            highlight("caution", vec![say("recal-note-one-moment")]),
        ],
        figures: vec![Figure {
            key: "auc",
            label: say("recal-figure-auc"),
            value: Cell::Number(0.712),
            kind: Kind::Number { digits: 3 },
            unit: None,
            interval: Some(Interval { low: 0.68, high: 0.74 }),
            hint: say("recal-figure-auc-hint"),
            behind: None,
        }],
        sections: vec![moved(t)],
        definitions: Vec::new(),
    }
}

fn moved(t: Text) -> Section {
    let columns = vec![
        Column::new("lead", t.say("recal-lead"), Kind::Text),
        Column::new("contact", t.say("recal-contact"), Kind::Text),
        Column::new("after", t.say("recal-proposed"), Kind::Text),
    ];
    let mut table = Table::new("", columns);
    table.push(["12".into(), "<script>alert(1)</script>".into(), "A2".into()]);
    table.push(["13".into(), Cell::Empty, "D4".into()]);
    let one = |list, id: &str| Some(Behind { list, words: vec![("id", id.to_owned())] });
    let behind = vec![vec![one(List::Lead, "12"), one(List::Contact, "4")], vec![one(List::Lead, "13")]];
    Section { behind, ..Section::new("moved", t.say("recal-section-moved"), table) }
}

/// What an edit changes.
fn changes() -> Vec<Change> {
    let (before, after) =
        (Draft::parse(STARTER), Draft::parse(&STARTER.replace("weight = 30", "weight = 25")));
    match (before, after) {
        (Ok(before), Ok(after)) => diff(&before, &after),
        _ => Vec::new(),
    }
}

fn entry(event: Event, days: i64, side: Option<Side>) -> Entry {
    Entry {
        at: days_ago(days),
        who: String::from("Ana <i>Hacker</i>"),
        event,
        revision: if days > 2 { 1 } else { 2 },
        side,
        reason: None,
        version: None,
        changes: Vec::new(),
        dropped: 0,
    }
}

fn view(state: State) -> Option<ProposalView> {
    let signed = Signature { who: String::from("Ana <i>Hacker</i>"), at: days_ago(1) };
    let edit = Entry { changes: changes(), dropped: 1, ..entry(Event::Edit, 2, None) };
    Some(ProposalView {
        id: 7,
        model: model_refs().into_iter().next()?,
        recalibration: Some(4),
        restores: None,
        state,
        revision: 2,
        digest: String::from("8f14e45fceea167a5a36dedd4bea2543"),
        document: STARTER.to_owned(),
        base: 3,
        changes: changes(),
        warnings: Vec::new(),
        signatures: vec![(Side::Marketing, Some(signed)), (Side::Sales, None)],
        published: None,
        log: vec![
            entry(Event::Sign, 1, Some(Side::Marketing)),
            edit,
            entry(Event::Sign, 3, Some(Side::Sales)),
            entry(Event::Propose, 4, None),
        ],
    })
}

fn page(
    shell: Shell,
    view: Option<ProposalView>,
    forms: Forms,
    rescoring: Option<Task>,
) -> Option<ProposalShow> {
    let shown = Proposed { view: view?, verdict: Some(Verdict::Keep), rescoring, scored: Some(days_ago(9)) };
    Some(ProposalShow::new(shell, shown, forms))
}

/// Signed by one side, after an edit.
pub(super) fn proposal(shell: Shell) -> Option<ProposalShow> {
    page(shell, view(State::Open), Forms::default(), None)
}

/// With a document that does not pass, and a name that may not sign.
pub(super) fn proposal_wrong(shell: Shell) -> Option<ProposalShow> {
    let typed = |pairs: &[(&str, &str)]| {
        PostForm::new(Posted::of(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))))
    };
    let mut decision = typed(&[("who", "<none>"), ("side", "sales"), ("reason", "")]);
    decision.problem("who", "proposal-refused-not-a-leader", vec![("leaders", String::from("<b>fair"))]);
    let mut document = typed(&[("document", "name = \"<script>alert(1)</script>\""), ("who", "")]);
    document.problem("document", "proposal-refused-problems", vec![("count", String::from("1"))]);
    let said = String::from("error: line 1: fit: <b>fair</b> is missing [missing_key]");
    document.problem("problem", "proposal-problem", vec![("problem", said)]);
    document.problem("who", "proposal-refused-no-name", Vec::new());
    let changed = vec![("who", String::from("<b>fair</b>")), ("when", String::from("12:00"))];
    document.problem("proposal", "proposal-refused-changed", changed);
    page(shell, view(State::Open), Forms { decision: Some(decision), document: Some(document) }, None)
}

/// Rejected by sales.
pub(super) fn rejected(shell: Shell) -> Option<ProposalShow> {
    let mut view = view(State::Rejected);
    if let Some(view) = &mut view {
        let reason = Some(String::from("Weights of <Q4>"));
        view.log.insert(0, Entry { reason, ..entry(Event::Reject, 0, Some(Side::Sales)) });
    }
    page(shell, view, Forms::default(), None)
}

/// Overtaken by another version.
pub(super) fn overtaken(shell: Shell) -> Option<ProposalShow> {
    let mut view = view(State::Overtaken);
    if let Some(view) = &mut view {
        (view.restores, view.recalibration) = (Some(1), None);
    }
    page(shell, view, Forms::default(), None)
}

/// Published, while everything is scored anew.
pub(super) fn published(shell: Shell) -> Option<ProposalShow> {
    let mut view = view(State::Published);
    if let Some(view) = &mut view {
        view.published = Some(4);
        view.log.insert(0, Entry { version: Some(4), ..entry(Event::Publish, 0, None) });
    }
    page(shell, view, Forms::default(), Some(task(None)))
}

/// What was proposed for a model.
pub(super) fn proposals() -> Vec<ListedProposal> {
    let listed = |id, state, restores: Option<i64>, published| ListedProposal {
        id,
        recalibration: restores.map_or(Some(4), |_| None),
        restores,
        state,
        at: days_ago(id),
        by: String::from("Ana <i>Hacker</i>"),
        published,
    };
    vec![listed(7, State::Open, None, None), listed(6, State::Published, Some(1), Some(3))]
}
