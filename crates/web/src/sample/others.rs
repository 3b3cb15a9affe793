//! Samples of the dashboard, the matrix, imports and models.

use bareme_engine::pages::search::SearchPage;
use bareme_engine::view::{
    CellView, FailedJob, FittingView, HomeView, ImportRow, ImportView, MatrixCell, MatrixView, Mention,
    Message, ModelView, Notice, RejectView, VersionView,
};
use bareme_reporting::Funnel;
use bareme_scoring::{Model, Points, Rating, STARTER, check};

use super::{accounts, contacts, days_ago, leads, model_refs, now, paged, whole};
use crate::Shell;
use crate::pages::home::Home;
use crate::pages::imports::list::ImportsList;
use crate::pages::imports::show::ImportShow;
use crate::pages::matrix::MatrixShow;
use crate::pages::models::list::ModelsList;
use crate::pages::models::show::ModelShow;
use crate::pages::post::PostForm;
use crate::pages::search::SearchShow;

fn matrix() -> MatrixView {
    let counts = [41, 120, 388, 912, 77, 260, 1_034, 3_870, 22, 310, 2_205, 11_480, 3, 41, 690, 19_204];
    let cells: Vec<MatrixCell> = Rating::all()
        .zip(counts)
        .map(|(rating, contacts)| {
            let model = model();
            let cell = model.as_ref().map(|model| model.matrix.cell(rating));
            MatrixCell {
                cell: CellView {
                    rating,
                    action: cell.map_or("watch", |cell| cell.action.word()),
                    priority: cell.map_or(9, |cell| u32::from(cell.priority)),
                    sla_hours: cell.and_then(|cell| cell.sla_hours),
                    play: None,
                },
                contacts,
            }
        })
        .collect();
    let thresholds = [75, 50, 25].map(Points::from_whole);
    MatrixView {
        model: model_refs().into_iter().next(),
        models: model_refs(),
        scored: cells.iter().map(|cell| cell.contacts).sum(),
        cells,
        unscored: 1_873,
        grades: thresholds,
        levels: thresholds,
        as_of: Some(days_ago(0)),
    }
}

fn no_matrix() -> MatrixView {
    MatrixView {
        model: None,
        models: Vec::new(),
        cells: Vec::new(),
        scored: 0,
        unscored: 0,
        as_of: None,
        ..matrix()
    }
}

fn model() -> Option<Model> {
    check(STARTER, None).model
}

pub(super) fn home(shell: Shell) -> Home {
    let view = HomeView {
        warming: accounts::page(),
        surging: FittingView { count: 17, more: false },
        accounts: accounts::page(),
        qualified: FittingView { count: 1_000, more: true },
        matrix: matrix(),
        funnel: leads::view(leads::funnel()),
        since: days_ago(365),
        undecided: 61,
        overdue: 4,
        import: Some(import_row(2, "contacts", "<img src=x>.csv", "finished", 338)),
        failed_jobs: vec![FailedJob { name: "nightly-scoring".to_owned(), built_in: true, run_id: 6 }],
        contacts: 42_530,
    };
    Home::new(shell, view, None)
}

pub(super) fn home_empty(shell: Shell) -> Home {
    let none = FittingView { count: 0, more: false };
    let view = HomeView {
        warming: accounts::empty_page(),
        surging: none,
        accounts: accounts::empty_page(),
        qualified: none,
        matrix: no_matrix(),
        funnel: leads::view(Funnel::new(Vec::new(), now(), None)),
        since: days_ago(365),
        undecided: 0,
        overdue: 0,
        import: None,
        failed_jobs: Vec::new(),
        contacts: 0,
    };
    Home::new(shell, view, None)
}

pub(super) fn search(shell: Shell) -> SearchShow {
    SearchShow::new(
        shell,
        SearchPage {
            text: String::from("al"),
            model: model_refs().into_iter().next(),
            accounts: accounts::page().slice.rows,
            more_accounts: true,
            contacts: contacts::rows(),
            more_contacts: false,
        },
    )
}

pub(super) fn search_one_kind(shell: Shell) -> SearchShow {
    let found = search(shell);
    SearchShow::new(found.shell, SearchPage { accounts: Vec::new(), more_contacts: true, ..found.view })
}

pub(super) fn search_none(shell: Shell, text: &str) -> SearchShow {
    let found = search(shell);
    let nothing = SearchPage {
        text: text.to_owned(),
        accounts: Vec::new(),
        contacts: Vec::new(),
        more_accounts: false,
        ..found.view
    };
    SearchShow::new(found.shell, nothing)
}

pub(super) fn matrix_page(shell: Shell) -> MatrixShow {
    MatrixShow::new(shell, matrix())
}

pub(super) fn matrix_empty(shell: Shell) -> MatrixShow {
    MatrixShow::new(shell, no_matrix())
}

fn import_row(id: i64, kind: &str, file: &str, status: &str, rejected: u64) -> ImportRow {
    ImportRow {
        id,
        kind: kind.to_owned(),
        file: file.to_owned(),
        status: status.to_owned(),
        started_at: days_ago(id),
        finished_at: (status != "running").then(|| days_ago(id).plus_millis(12_345)),
        read: 9_240,
        created: 8_902 - rejected,
        updated: 120,
        unchanged: 300,
        skipped: 4,
        rejected,
    }
}

pub(super) fn imports(shell: Shell) -> ImportsList {
    let rows = vec![
        import_row(5, "activities", "activities-2026-06.csv", "running", 0),
        import_row(4, "accounts", "accounts.csv", "finished", 0),
        import_row(3, "contacts", "<img src=x>.csv", "failed", 12),
        import_row(2, "contacts", "xeducation-malformed.csv", "finished", 338),
        import_row(1, "leads", "olist.csv", "interrupted", 1),
    ];
    ImportsList::new(shell, whole(rows))
}

pub(super) fn imports_empty(shell: Shell) -> ImportsList {
    ImportsList::new(shell, whole(Vec::new()))
}

pub(super) fn import(shell: Shell) -> ImportShow {
    let reject = |line, column: Option<&str>, value: Option<&str>, reason: Message| RejectView {
        line,
        column: column.map(str::to_owned),
        value: value.map(str::to_owned),
        reason,
    };
    let long = "x".repeat(500);
    let view = ImportView {
        row: import_row(2, "contacts", "xeducation-malformed.csv", "finished", 338),
        detected: [("encoding", "windows-1252"), ("delimiter", "semicolon"), ("byte_order_mark", "absent")]
            .into_iter()
            .map(|(label, value)| (label.to_owned(), value.to_owned()))
            .collect(),
        notices: vec![
            Notice {
                about: Message::new("missing_employers", ""),
                names: vec![
                    Mention { further_lines: 11, ..Mention::on(4, "Holding <A>") },
                    Mention::on(9, "Beta & Fils"),
                ],
                further_names: 1_204,
            },
            Notice { about: Message::new("no_rows", ""), names: Vec::new(), further_names: 0 },
        ],
        rejects: paged(vec![
            reject(
                17,
                Some("created_at"),
                Some("2026-02-30"),
                Message::new("impossible_date", "").with("value", "2026-02-30"),
            ),
            reject(1_204, None, None, Message::new("quote_never_closed", "").with("column", 3)),
            reject(
                3_310,
                Some("notes"),
                Some(&long),
                Message::new("key_too_long", "").with("field", "key").with("bytes", 900).with("limit", 512),
            ),
            reject(
                3_311,
                Some("name"),
                Some("<script>alert(1)</script>"),
                Message::new("empty_keys", "").with("field", "key").with("other", "e-mail"),
            ),
        ]),
    };
    ImportShow::new(shell, view)
}

pub(super) fn models(shell: Shell) -> ModelsList {
    ModelsList::new(shell, model_refs())
}

pub(super) fn models_empty(shell: Shell) -> ModelsList {
    ModelsList::new(shell, Vec::new())
}

pub(super) fn show_model(shell: Shell) -> Option<ModelShow> {
    let version = |number, days| VersionView {
        number,
        published_at: days_ago(days),
        published_by: String::from("Marketing & Sales"),
    };
    let view = ModelView {
        model: model_refs().into_iter().next()?,
        versions: vec![version(3, 40), version(2, 130), version(1, 400)],
        fit: Vec::new(),
        engagement: Vec::new(),
        penalties: Vec::new(),
        knock_outs: Vec::new(),
        cells: Vec::new(),
        grades: [75, 50, 25].map(Points::from_whole),
        levels: [75, 50, 25].map(Points::from_whole),
        document: STARTER.to_owned(),
    };
    ModelShow::new(shell, view, super::recalibration::proposals(), PostForm::default())
}
