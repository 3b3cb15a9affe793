//! Samples of the audit log.

use bareme_engine::audit::AuditRow;

use super::{days_ago, paged, whole};
use crate::Shell;
use crate::pages::audit::{AuditShow, Wish};
use crate::pages::query::Params;

fn row(seq: i64, actor: &str, action: &str, (kind, id): (&str, &str)) -> AuditRow {
    AuditRow {
        seq,
        at: days_ago(0).plus_millis(seq * 60_000 - 4_000_000),
        actor: actor.to_owned(),
        action: action.to_owned(),
        object_kind: kind.to_owned(),
        object_id: id.to_owned(),
        detail: Vec::new(),
        hash: "9f3c".repeat(16),
    }
}

fn rows() -> Vec<AuditRow> {
    let mut export = row(1_204, "Inès <b>Müller</b>", "export", ("leads", ""));
    export.detail = vec![
        ("filter".to_owned(), "stage=mql&owner=<script>".to_owned()),
        ("rows".to_owned(), "412".to_owned()),
    ];
    vec![
        export,
        row(1_203, "Ana Silva", "proposal-sign", ("proposal", "17")),
        row(1_202, "system", "job-run", ("job", "3")),
        row(1_201, "somebody", "agreement-change", ("agreement", "")),
        row(1_200, "Ana Silva", "an-action-of-tomorrow", ("thing", "x\"y")),
    ]
}

pub(super) fn show(shell: Shell) -> AuditShow {
    AuditShow::new(shell, paged(rows()), &Wish::default())
}

pub(super) fn filtered(shell: Shell) -> AuditShow {
    AuditShow::new(shell, whole(Vec::new()), &Wish::read(&Params::read("action=export&actor=<i>Bo</i>&id=7")))
}

pub(super) fn empty(shell: Shell) -> AuditShow {
    AuditShow::new(shell, whole(Vec::new()), &Wish::default())
}
