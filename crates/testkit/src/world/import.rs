//! Imports as a test words them.

use std::path::PathBuf;

use bareme_engine::import::{
    ImportObserver, ImportPlan, ImportRequest, ImportSummary, MappingChoice, import,
};
use bareme_engine::{Engine, EngineError, Result};
use bareme_ingest::{Kind, Mapping, SourceOptions};

use super::World;

/// An import that is about to run.
#[must_use = "nothing is imported until it runs"]
pub struct ImportOf<'w> {
    world: &'w World,
    engine: Engine,
    request: ImportRequest,
    stop_after: usize,
}

/// What an observer of an import saw.
#[derive(Debug, Default)]
pub struct Observed {
    /// What was said before it began.
    pub plan: Option<ImportPlan>,
    /// Rows done and rows in all, batch by batch.
    pub progress: Vec<(u64, u64)>,
    stop_after: usize,
}

impl ImportObserver for Observed {
    fn begins(&mut self, plan: &ImportPlan) {
        self.plan = Some(plan.clone());
    }

    fn progress(&mut self, done: u64, total: u64) {
        self.progress.push((done, total));
    }

    fn stops(&self) -> bool {
        self.progress.len() >= self.stop_after
    }
}

impl World {
    /// An import of a text, in a file of the kind's name.
    pub fn import(&self, kind: Kind, content: impl AsRef<[u8]>) -> ImportOf<'_> {
        let path = self.write_file(&format!("{}.csv", kind.word()), content);
        self.import_file(kind, path)
    }

    /// An import of a file.
    pub fn import_file(&self, kind: Kind, path: impl Into<PathBuf>) -> ImportOf<'_> {
        let request = ImportRequest {
            kind,
            path: path.into(),
            mapping: MappingChoice::Automatic,
            source: SourceOptions::default(),
            currency: None,
            rejects: None,
            dry_run: false,
            by: "tests".to_owned(),
        };
        ImportOf { world: self, engine: self.engine().clone(), request, stop_after: usize::MAX }
    }
}

impl ImportOf<'_> {
    /// By a mapping in TOML.
    pub fn mapping(mut self, toml: &str) -> Self {
        let mapping = Mapping::parse(toml).unwrap_or_else(|problems| panic!("{problems}"));
        self.request.mapping = MappingChoice::Given(Box::new(mapping));
        self
    }

    /// By the preset of a product.
    pub fn preset(mut self, name: &str) -> Self {
        self.request.mapping = MappingChoice::Preset(name.to_owned());
        self
    }

    /// With this currency for amounts without one.
    pub fn currency(mut self, code: &str) -> Self {
        self.request.currency = Some(code.to_owned());
        self
    }

    /// In somebody's name: with the engine in their eyes.
    pub fn seen_by(mut self, engine: &Engine) -> Self {
        self.engine = engine.clone();
        self
    }

    /// With rejects written to a file of the world's folder.
    pub fn rejects_to(mut self, name: &str) -> Self {
        self.request.rejects = Some(self.world.path(name));
        self
    }

    /// Only rehearsed.
    pub fn dry_run(mut self) -> Self {
        self.request.dry_run = true;
        self
    }

    /// Stopped from outside after so many batches.
    pub fn stop_after(mut self, batches: usize) -> Self {
        self.stop_after = batches;
        self
    }

    /// Runs it.
    ///
    /// # Panics
    ///
    /// When the whole import fails; rejected rows are no failure.
    pub fn run(self) -> ImportSummary {
        self.observe().0.unwrap_or_else(|error| panic!("the import failed: {error}"))
    }

    /// Runs it, to fail.
    ///
    /// # Panics
    ///
    /// When it does not fail.
    pub fn fail(self) -> EngineError {
        self.observe().0.expect_err("the import should have failed")
    }

    /// Runs it and tells what an observer saw.
    pub fn observe(self) -> (Result<ImportSummary>, Observed) {
        let mut observed = Observed { stop_after: self.stop_after, ..Observed::default() };
        let outcome = import(&self.engine, &self.request, &mut observed);
        (outcome, observed)
    }
}
