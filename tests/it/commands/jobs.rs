//! `bareme jobs`: what runs when, and a run at once.

use super::{bareme, json};

#[test]
fn jobs_are_listed_with_when_they_run_and_can_be_run_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    bareme(path, &["jobs", "list"]).fails(1, &["there is no database yet"]);
    bareme(path, &["migrate"]).done();
    let list = bareme(path, &["jobs", "list"]).done();
    assert!(list.starts_with("nightly-scoring: every day at 02:00 (UTC); next 2"), "{list}");
    assert!(list.contains("\nservice-level-sweep: every 5 minutes (UTC); next "), "{list}");
    assert!(list.contains("\nretention: every Sunday at 03:30 (UTC); next "), "{list}");
    assert!(list.lines().all(|line| line.ends_with("; not yet run")), "{list}");
    let scored = bareme(path, &["jobs", "run", "Nightly-Scoring"]).done();
    assert_eq!(scored, "there is no model to score with yet\n");
    let swept = json(&bareme(path, &["--format", "json", "jobs", "run", "service-level-sweep"]).done());
    assert_eq!((&swept["status"], &swept["attempt"]), (&"done".into(), &1.into()));
    let jobs = json(&bareme(path, &["--format", "json", "jobs", "list"]).done());
    assert_eq!(jobs[1]["last"]["says"][0], "no lead became overdue");
    bareme(path, &["jobs", "run", "dance"]).fails(1, &["there is no job 'dance'", "bareme jobs list"]);
}
