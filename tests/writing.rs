//! Writes that are acknowledged one by one, as fast as they go, by several threads.

use std::io::Write as _;
use std::process::ExitCode;

use bareme_engine::audit::{self, Act as Noted};
use bareme_engine::jobs::manage::{self, JobDraft};
use bareme_engine::work::act;
use bareme_engine::{Engine, Result};
use bareme_scoring::{Act, Assignee};

/// Every so many writes of a thread, a job is made besides.
const JOBS: u64 = 20;

/// Writes until the process ends, or until a write fails. Each line on standard output is a word that is in the database for
/// good: `a` in the note of a lead's log, `j` as the name of a job. The number behind `a` is the lead's.
pub fn write(engine: &Engine, threads: i64, leads: i64, begin: &str) -> ExitCode {
    let failed = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..threads)
            .map(|thread| scope.spawn(move || writer(engine, thread, threads, leads, begin)))
            .collect();
        threads.into_iter().any(|thread| !matches!(thread.join(), Ok(Ok(()))))
    });
    if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// One thread: it has the leads to itself whose number leaves its own when divided by the number of threads.
fn writer(engine: &Engine, thread: i64, threads: i64, leads: i64, begin: &str) -> Result<()> {
    let mine: Vec<i64> = (1..=leads).filter(|lead| lead % threads == thread).collect();
    let mut number = 0_u64;
    for lead in mine.iter().cycle() {
        number += 1;
        let word = format!("a {lead} {begin}-{thread}-{number}");
        let to = Assignee { owner: Some("eve".to_owned()), team: None, rule: None };
        if act(engine, *lead, None, Act::Assign { to, note: Some(word.clone()) }, "test")?.is_ok() {
            say(&word);
        }
        if number.is_multiple_of(JOBS) {
            let word = format!("j {begin}-{thread}-{number}");
            let draft = JobDraft {
                name: word.clone(),
                kind: "score".to_owned(),
                expression: "0 3 * * *".to_owned(),
                ..JobDraft::default()
            };
            if let Ok(id) = manage::create(engine, &draft, "test")? {
                say(&word);
                manage::delete(engine, id, "test")?;
                audit::note_alone(engine, &Noted::new("test", "export", "report", "x"))?;
            }
        }
    }
    Ok(())
}

/// Says a word at once. Who does not listen any more has killed this process already, or will.
fn say(word: &str) {
    let mut out = std::io::stdout().lock();
    let _ = out.write_all(format!("{word}\n").as_bytes()).and_then(|()| out.flush());
}
