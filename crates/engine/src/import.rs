//! An import: a file becomes records, batch by batch, each batch one transaction that also says how far it got.
//!
//! Killed at any moment, the same command goes on behind the last batch that was committed; the same file again
//! changes nothing.

mod batch;
mod late;
mod rejects;
mod start;

pub(crate) use rejects::stored_message;

use std::path::PathBuf;

use bareme_ingest::{
    Kind, MappedColumn, Mapping, Plan, PlanOptions, Position, Records, Source, SourceOptions, Survey,
};
use bareme_scoring::Instant;
use bareme_store::imports::{self, Import};
use bareme_store::{AnyConnection, StoreError, attributes, relationships, turns};
use serde::{Deserialize, Serialize};

use late::Late;

use crate::audit::{self, Act};
use crate::intake::{Intake, Notices, Waiting};
use crate::person::Known;
use crate::{Engine, EngineError, Result};

/// How the columns are found.
#[derive(Clone, Debug)]
pub enum MappingChoice {
    /// By the words of the header.
    Automatic,
    /// The preset of a product.
    Preset(String),
    /// A mapping file.
    Given(Box<Mapping>),
}

/// What to import.
#[derive(Clone, Debug)]
pub struct ImportRequest {
    /// What the rows are.
    pub kind: Kind,
    /// The file.
    pub path: PathBuf,
    /// How the columns are found.
    pub mapping: MappingChoice,
    /// Encoding and delimiter, where they should not be detected.
    pub source: SourceOptions,
    /// Currency of amounts without one.
    pub currency: Option<String>,
    /// Where rejected rows go, as a file that can be mended and sent again.
    pub rejects: Option<PathBuf>,
    /// Does everything and takes it back.
    pub dry_run: bool,
    /// Who imports it.
    pub by: String,
}

/// What an import will do, before it does it.
#[derive(Clone, Debug)]
pub struct ImportPlan {
    /// How the file is read.
    pub detected: String,
    /// What becomes of each column.
    pub columns: Vec<MappedColumn>,
    /// Rows in the file.
    pub rows: u64,
    /// The row behind which an interrupted import of the same file goes on.
    pub resumes_after: Option<u64>,
}

/// What an import did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportSummary {
    /// Its id; 0 for a dry run.
    pub id: i64,
    /// Rows read.
    pub read: u64,
    /// Rows that made something new.
    pub created: u64,
    /// Rows that changed something.
    pub updated: u64,
    /// Rows that were there already.
    pub unchanged: u64,
    /// Rows that the mapping leaves out, and empty ones.
    pub skipped: u64,
    /// Rows that were rejected.
    pub rejected: u64,
    /// Things to know, as sentences.
    pub notices: Vec<String>,
    /// The rejects file, when one was asked for and there was something to write.
    pub rejects: Option<PathBuf>,
}

/// Tells the caller what happens.
pub trait ImportObserver {
    /// The import is about to begin.
    fn begins(&mut self, plan: &ImportPlan);
    /// So many rows of all are done.
    fn progress(&mut self, done: u64, total: u64);
    /// Whether to stop after the batch that was just committed.
    fn stops(&self) -> bool {
        false
    }
}

/// The status of an import that has not come to its end.
const RUNNING: &str = "running";

/// How far an import got.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Checkpoint {
    byte: u64,
    line: u64,
    row: u64,
    /// Rejects stored.
    rejects: i64,
    /// The id from which on edges came with this import.
    first_edge: i64,
    /// Links that wait since an earlier import and that this one names.
    #[serde(default, skip_serializing_if = "Waiting::is_empty")]
    waiting: Waiting,
}

/// Imports a file.
///
/// # Errors
///
/// What keeps the whole file from being read (every problem of the mapping at once), [`EngineError::Cancelled`] when
/// the observer stops it, and those of the store. Rows that cannot be taken in are no error.
pub fn import(
    engine: &Engine,
    request: &ImportRequest,
    observer: &mut dyn ImportObserver,
) -> Result<ImportSummary> {
    let source = Source::open_with(&request.path, &request.source)?;
    let mapping = match &request.mapping {
        MappingChoice::Automatic => Mapping::automatic(request.kind, source.header()),
        MappingChoice::Preset(name) => Mapping::from_preset(name, request.kind, source.header())?,
        MappingChoice::Given(mapping) => Mapping::clone(mapping),
    };
    if mapping.kind != request.kind {
        return Err(EngineError::Invalid(format!(
            "the mapping is for {}, and the command says {}; use import {}",
            mapping.kind.word(),
            request.kind.word(),
            mapping.kind.word()
        )));
    }
    let survey = source.survey(&mapping)?;
    let plan = Plan::resolve(&source, &survey, &mapping, &plan_options(engine, request)?)?;
    let job = Job::prepare(engine, request, &source, &plan, &survey)?;
    observer.begins(&ImportPlan {
        detected: source.detected().to_string(),
        columns: plan.columns().to_vec(),
        rows: survey.rows,
        resumes_after: job.checkpoint.as_ref().map(|checkpoint| checkpoint.row).filter(|row| *row > 0),
    });
    if request.dry_run { job.rehearse(observer) } else { job.run(observer) }
}

fn plan_options(engine: &Engine, request: &ImportRequest) -> Result<PlanOptions> {
    let known = match subject(request.kind) {
        Some(subject) => engine.database().read(|c| attributes::list(c, subject))?,
        None => Vec::new(),
    };
    Ok(PlanOptions { known: known.into_iter().collect(), currency: request.currency.clone() })
}

/// Whose attributes the rows carry.
const fn subject(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Accounts => Some("account"),
        Kind::Contacts => Some("contact"),
        _ => None,
    }
}

/// One import at work.
struct Job<'a> {
    engine: &'a Engine,
    request: &'a ImportRequest,
    source: &'a Source,
    plan: &'a Plan,
    total: u64,
    import: Import,
    checkpoint: Option<Checkpoint>,
    intake: Intake,
    rejects: i64,
    first_edge: i64,
    late: Late,
    erased: Known,
}

impl<'a> Job<'a> {
    fn prepare(
        engine: &'a Engine,
        request: &'a ImportRequest,
        source: &'a Source,
        plan: &'a Plan,
        survey: &Survey,
    ) -> Result<Self> {
        let digest = start::digest(source, plan, request);
        let kind = request.kind.word();
        let interrupted = engine
            .database()
            .write(|c| -> Result<_> {
                turns::take_import(c, &digest)?;
                Ok(imports::find_same(c, &digest, kind)?)
            })?
            .filter(|import| import.status == RUNNING && !request.dry_run);
        let checkpoint: Option<Checkpoint> = interrupted
            .as_ref()
            .and_then(|import| import.checkpoint.as_deref())
            .and_then(|text| serde_json::from_str(text).ok());
        let import = match interrupted {
            Some(import) => import,
            None => start::new_import(engine, request, source, plan, digest),
        };
        let mut intake = Intake::new(Instant::from_millis(import.started_at), import.id, "import");
        intake.notices = Notices::from_text(&import.notices);
        intake.counts = crate::intake::Counts {
            created: count(import.created),
            updated: count(import.updated),
            unchanged: count(import.unchanged),
        };
        let rejects = checkpoint.as_ref().map_or(0, |checkpoint| checkpoint.rejects);
        let first_edge = match &checkpoint {
            Some(checkpoint) => checkpoint.first_edge,
            None => engine.database().read(relationships::next_id)?,
        };
        if let Some(checkpoint) = &checkpoint {
            intake.set_waiting(checkpoint.waiting.clone());
        }
        intake.set_first_edge(first_edge);
        let total = survey.rows;
        let late = Late::find(plan, source, total)?;
        Ok(Self {
            engine,
            request,
            source,
            plan,
            total,
            import,
            checkpoint,
            intake,
            rejects,
            first_edge,
            late,
            erased: engine.database().read(Known::load)?,
        })
    }

    /// Batch after batch, each committed.
    fn run(mut self, observer: &mut dyn ImportObserver) -> Result<ImportSummary> {
        let engine = self.engine;
        if self.import.id == 0 {
            engine.database().write(|c| self.begin(c))?;
        }
        let (plan, source) = (self.plan, self.source);
        let mut records = self.records(plan, source)?;
        loop {
            let more = engine.database().write(|c| self.batch(c, &mut records))?;
            observer.progress(count(self.import.rows_read), self.total);
            if !more {
                break;
            }
            if observer.stops() {
                return Err(EngineError::Cancelled);
            }
        }
        engine.database().write(|c| self.finish(c))?;
        let rejects = engine.database().read(|c| self.write_rejects(c))?;
        engine.database().analyze()?;
        Ok(self.summary(rejects))
    }

    /// Everything in one transaction, which is then taken back.
    fn rehearse(mut self, observer: &mut dyn ImportObserver) -> Result<ImportSummary> {
        let engine = self.engine;
        let (plan, source) = (self.plan, self.source);
        let mut summary = None;
        let outcome = engine.database().write(|c| -> Result<()> {
            self.begin(c)?;
            let mut records = self.records(plan, source)?;
            while self.batch(c, &mut records)? {
                observer.progress(count(self.import.rows_read), self.total);
            }
            self.finish(c)?;
            let rejects = self.write_rejects(c)?;
            summary = Some(self.summary(rejects));
            Err(EngineError::Store(StoreError::Aborted("rehearsed".to_owned())))
        });
        match (summary, outcome) {
            (Some(summary), _) => Ok(ImportSummary { id: 0, ..summary }),
            (None, Err(error)) => Err(error),
            (None, Ok(())) => Ok(ImportSummary::default()),
        }
    }

    fn records<'r>(&self, plan: &'r Plan, source: &'r Source) -> Result<Records<'r>> {
        Ok(match &self.checkpoint {
            None => plan.records(source)?,
            Some(Checkpoint { byte, line, row, .. }) => {
                plan.records_from(source, Position { byte: *byte, line: *line, row: *row })?
            }
        })
    }

    fn begin(&mut self, c: &mut AnyConnection) -> Result<()> {
        turns::take_import(c, &self.import.digest)?;
        let same = imports::find_same(c, &self.import.digest, &self.import.kind)?;
        if !self.request.dry_run && same.is_some_and(|same| same.status == RUNNING) {
            return Err(already_at_work());
        }
        if let Some(subject) = subject(self.request.kind) {
            let types: Vec<_> =
                self.plan.attribute_types().iter().map(|(name, of)| (name.clone(), *of)).collect();
            attributes::insert_new(c, subject, &types)?;
        }
        self.import.id = imports::insert(c, &self.import)?;
        self.intake.set_import(self.import.id);
        self.store_rejects_header(c)
    }

    /// Two processes that import the same file take turns, and the one that finds the other ahead of it stops.
    fn take_turn(&self, c: &mut AnyConnection) -> Result<()> {
        turns::take_import(c, &self.import.digest)?;
        let ahead = imports::find(c, self.import.id)?
            .is_none_or(|stored| stored.status != RUNNING || stored.checkpoint != self.import.checkpoint);
        if ahead { Err(already_at_work()) } else { Ok(()) }
    }

    fn finish(&mut self, c: &mut AnyConnection) -> Result<()> {
        self.take_turn(c)?;
        self.late_rows(c)?;
        let tree = matches!(self.request.kind, Kind::Accounts | Kind::Relationships);
        self.intake.finish(self.engine, c, tree)?;
        "finished".clone_into(&mut self.import.status);
        self.import.checkpoint = None;
        self.import.finished_at = Some(self.engine.now().millis());
        self.note_progress();
        imports::update(c, &self.import)?;
        audit::note(c, self.engine.now(), &self.act())
    }

    /// What was done, for the audit log.
    fn act(&self) -> Act<'_> {
        let import = &self.import;
        Act::new(&self.request.by, "import", "import", import.id)
            .noting("kind", import.kind.as_str())
            .noting("file", import.file.as_str())
            .noting("read", import.rows_read)
            .noting("created", import.created)
            .noting("updated", import.updated)
            .noting("rejected", import.rejected)
    }

    fn note_progress(&mut self) {
        let stored = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        self.import.created = stored(self.intake.counts.created);
        self.import.updated = stored(self.intake.counts.updated);
        self.import.unchanged = stored(self.intake.counts.unchanged);
        self.import.rejected = self.rejects;
        self.import.notices = self.intake.notices.to_text();
    }

    fn summary(&self, rejects: Option<PathBuf>) -> ImportSummary {
        let notices = self.intake.notices.sentences();
        ImportSummary {
            id: self.import.id,
            read: count(self.import.rows_read),
            created: count(self.import.created),
            updated: count(self.import.updated),
            unchanged: count(self.import.unchanged),
            skipped: count(self.import.skipped),
            rejected: count(self.import.rejected),
            notices,
            rejects,
        }
    }
}

fn already_at_work() -> EngineError {
    EngineError::Invalid(
        "another process imports this file just now; wait until it has finished, or, if it was stopped, run the command \
         again to go on behind it"
            .to_owned(),
    )
}

fn count(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}
