//! The engine: a database, a clock, and the models in the form in which they score.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError, RwLockReadGuard};

use bareme_scoring::{ActivityKind, Instant, Matcher, Model, check};
use bareme_store::models::{StoredModel, StoredVersion};
use bareme_store::{AnyConnection, Database, activities, models, recalibrations};

use crate::agreement::{self, Agreement, Kept};
use crate::mailing::Post;
use crate::passages::{Passages, SharedPassages};
use crate::prediction::{self, Learnt};
use crate::sight::Sight;
use crate::tasks::Tasks;
use crate::view::ModelRef;
use crate::{EngineError, Result};

/// Tells the time. The program has the only one that looks at a real clock.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> Instant;
}

/// Every use case starts from here. Cheap to clone.
#[derive(Clone)]
pub struct Engine {
    database: Database,
    clock: Arc<dyn Clock>,
    cache: Arc<Mutex<Cache>>,
    passages: Arc<SharedPassages>,
    tasks: Arc<Tasks>,
    post: Post,
    sight: Sight,
}

/// What would otherwise be parsed again for each request. Versions and kinds never change once written, and the agreement
/// is kept with its text, so that several servers agree.
#[derive(Default)]
struct Cache {
    models: BTreeMap<i64, Arc<Model>>,
    kinds: Arc<Vec<ActivityKind>>,
    matchers: BTreeMap<i64, Arc<Matcher>>,
    agreement: Option<Kept>,
    /// By version: the newest report of recalibration that was looked at, and what the reports up to it have learnt.
    learnt: BTreeMap<i64, (i64, Option<Arc<Learnt>>)>,
}

/// A model as stored, and in the form in which it scores.
#[derive(Clone, Debug)]
pub struct LoadedModel {
    /// As stored.
    pub stored: StoredModel,
    /// As it scores.
    pub model: Arc<Model>,
}

impl LoadedModel {
    /// For pickers.
    pub fn reference(&self) -> ModelRef {
        ModelRef {
            name: self.stored.name.clone(),
            title: self.stored.title.clone(),
            primary: self.stored.is_primary,
            version: u32::try_from(self.stored.version.number).unwrap_or(u32::MAX),
        }
    }
}

impl Engine {
    /// An engine on a migrated database.
    pub fn new(database: Database, clock: Arc<dyn Clock>) -> Self {
        Self {
            database,
            clock,
            cache: Arc::default(),
            passages: Arc::default(),
            tasks: Arc::default(),
            post: Post::default(),
            sight: Sight::default(),
        }
    }

    /// The same engine with somebody who writes letters, and somebody who carries them.
    #[must_use]
    pub fn with_post(mut self, post: Post) -> Self {
        self.post = post;
        self
    }

    pub(crate) const fn sight(&self) -> &Sight {
        &self.sight
    }

    pub(crate) fn with_sight(&self, sight: Sight) -> Self {
        Self { sight, ..self.clone() }
    }

    pub(crate) const fn post(&self) -> &Post {
        &self.post
    }

    /// The database.
    pub const fn database(&self) -> &Database {
        &self.database
    }

    /// Now, by the engine's clock.
    pub fn now(&self) -> Instant {
        self.clock.now()
    }

    /// All models, the primary one first, then by name.
    ///
    /// # Errors
    ///
    /// When a stored version no longer passes the check, or the database cannot be read.
    pub fn models(&self, connection: &mut AnyConnection) -> Result<Vec<LoadedModel>> {
        models::list(connection)?
            .into_iter()
            .map(|stored| {
                let model = self.model_of(&stored.name, &stored.version)?;
                Ok(LoadedModel { stored, model })
            })
            .collect()
    }

    /// The model of a name, or the first one (see [`Engine::models`]) when no name is given. `None` when there is
    /// no model at all.
    ///
    /// # Errors
    ///
    /// [`EngineError::NotFound`] when a name is given and no model has it.
    pub fn pick_model(
        &self,
        connection: &mut AnyConnection,
        name: Option<&str>,
    ) -> Result<(Option<LoadedModel>, Vec<ModelRef>)> {
        let all = self.models(connection)?;
        let references = all.iter().map(LoadedModel::reference).collect();
        let picked = match name {
            None => all.into_iter().next(),
            Some(name) => Some(
                all.into_iter()
                    .find(|model| model.stored.name == name)
                    .ok_or_else(|| EngineError::not_found("model", name))?,
            ),
        };
        Ok((picked, references))
    }

    /// A version in the form in which it scores.
    ///
    /// # Errors
    ///
    /// When its document no longer passes the check.
    pub fn model_of(&self, name: &str, version: &StoredVersion) -> Result<Arc<Model>> {
        if let Some(model) = self.cache().models.get(&version.id) {
            return Ok(Arc::clone(model));
        }
        let report = check(&version.document, None);
        let Some(model) = report.model else {
            let problem = report.problems.first().map_or_else(String::new, ToString::to_string);
            return Err(EngineError::BrokenModel { name: name.to_owned(), version: version.number, problem });
        };
        let model = Arc::new(model);
        self.cache().models.insert(version.id, Arc::clone(&model));
        Ok(model)
    }

    /// The kinds of activity, at the index of their id (index 0 is no kind).
    ///
    /// # Errors
    ///
    /// When the database cannot be read.
    pub fn kinds(&self, connection: &mut AnyConnection) -> Result<Arc<Vec<ActivityKind>>> {
        let kinds = Arc::clone(&self.cache().kinds);
        let after = i64::try_from(kinds.len().max(1) - 1).unwrap_or(i64::MAX);
        let new = activities::list_kinds(connection, after)?;
        if new.is_empty() && !kinds.is_empty() {
            return Ok(kinds);
        }
        let mut all = if kinds.is_empty() { vec![ActivityKind::default()] } else { kinds.to_vec() };
        all.extend(new);
        let all = Arc::new(all);
        let mut cache = self.cache();
        if cache.kinds.len() < all.len() {
            cache.kinds = Arc::clone(&all);
        }
        Ok(all)
    }

    /// A version's rules matched against the kinds of activity.
    pub fn matcher(&self, version_id: i64, model: &Model, kinds: &[ActivityKind]) -> Arc<Matcher> {
        let known = self.cache().matchers.get(&version_id).cloned();
        match known {
            Some(matcher) if matcher.len() >= kinds.len() => matcher,
            known => {
                let mut matcher = known.map(|known| Matcher::clone(&known)).unwrap_or_default();
                matcher.extend(model, kinds.get(matcher.len()..).unwrap_or_default());
                let matcher = Arc::new(matcher);
                self.cache().matchers.insert(version_id, Arc::clone(&matcher));
                matcher
            }
        }
    }

    /// What marketing and sales agreed on, as it is now; what is shipped when nothing was set.
    ///
    /// # Errors
    ///
    /// When the stored document no longer passes the check, or the database cannot be read.
    pub fn agreement(&self, connection: &mut AnyConnection) -> Result<Arc<Agreement>> {
        let text = agreement::text(connection)?;
        if let Some(kept) = self.cache().agreement.as_ref().filter(|kept| kept.text == text) {
            return Ok(Arc::clone(&kept.agreement));
        }
        let agreement = Arc::new(agreement::checked(&text)?);
        self.cache().agreement = Some(Kept { text, agreement: Arc::clone(&agreement) });
        Ok(agreement)
    }

    /// What recalibration has learnt about the version of a model that is in force.
    ///
    /// # Errors
    ///
    /// When the database cannot be read.
    pub(crate) fn learnt(&self, c: &mut AnyConnection, model: &LoadedModel) -> Result<Option<Arc<Learnt>>> {
        let ids = recalibrations::list_ids(c, model.stored.id)?;
        let Some(newest) = ids.first().copied() else { return Ok(None) };
        let version = model.stored.version.id;
        let known = self.cache().learnt.get(&version).filter(|known| known.0 == newest).cloned();
        if let Some((_, learnt)) = known {
            return Ok(learnt);
        }
        let learnt = prediction::newest(self, c, model, &ids)?;
        self.cache().learnt.insert(version, (newest, learnt.clone()));
        Ok(learnt)
    }

    /// All leads, as reports count them: at least what the transaction of this connection sees.
    ///
    /// # Errors
    ///
    /// When the database cannot be read.
    pub(crate) fn passages(&self, connection: &mut AnyConnection) -> Result<RwLockReadGuard<'_, Passages>> {
        self.passages.up_to_date(connection)
    }

    /// What goes on in the background of this process.
    pub(crate) fn tasks(&self) -> &Tasks {
        &self.tasks
    }

    fn cache(&self) -> std::sync::MutexGuard<'_, Cache> {
        self.cache.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
