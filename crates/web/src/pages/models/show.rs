//! One model in words: the grid, the matrix, what it says about companies, its versions.

use actix_web::web;
use askama::Template;
use askama_web::WebTemplate;
use bareme_engine::pages::models;
use bareme_engine::proposals::{self, ListedProposal};
use bareme_engine::view::{ModelRef, ModelView, VersionView};
use bareme_scoring::model::{
    ActivityFilter, CategoryRules, Cell, Curve, Decay, EngagementCategory, EngagementPenalty,
    EngagementRules, Signal, Thresholds, Tier,
};
use bareme_scoring::{AttributeRef, Grade, Level, Model, Rating, Strategy, check};

use crate::i18n::Text;
use crate::pages::form::Choice;
use crate::pages::post::PostForm;
use crate::pages::recalibration::list::state_class;
use crate::{Area, PageError, Shell, engine, urls};

/// Shows one model.
pub async fn show(
    engine: engine::Data,
    name: web::Path<String>,
    shell: Shell,
) -> Result<ModelShow, PageError> {
    page(&engine, shell, name.into_inner(), PostForm::default()).await
}

/// The page of a model; `restoring` is the form that brings a version back, with what was wrong with it.
pub(crate) async fn page(
    engine: &engine::Data,
    shell: Shell,
    name: String,
    restoring: PostForm,
) -> Result<ModelShow, PageError> {
    let (view, proposals) = engine::ask(engine, urls::models(), move |engine| {
        Ok((models::show(engine, &name)?, proposals::list(engine, &name)?))
    })
    .await?;
    ModelShow::new(shell, view, proposals, restoring)
        .ok_or_else(|| PageError::internal("a published model no longer passes the check"))
}

/// The page.
#[derive(Template, WebTemplate)]
#[template(path = "pages/models/show.html")]
pub struct ModelShow {
    /// The visitor's language.
    pub t: Text,
    /// What surrounds it.
    pub shell: Shell,
    /// Name and version.
    pub reference: ModelRef,
    /// The model.
    pub model: Model,
    /// Its versions, newest first.
    pub versions: Vec<VersionView>,
    /// The version in force as a document.
    pub document: String,
    /// What was proposed for it, newest first.
    pub proposals: Vec<ListedProposal>,
    /// The form that brings a version back.
    pub restoring: PostForm,
}

impl ModelShow {
    /// The page of a view; `None` when its document does not pass the check, which a published one does.
    pub fn new(
        shell: Shell,
        view: ModelView,
        proposals: Vec<ListedProposal>,
        restoring: PostForm,
    ) -> Option<Self> {
        let model = check(&view.document, None).model?;
        Some(Self {
            proposals,
            restoring,
            t: shell.t,
            reference: view.model,
            model,
            versions: view.versions,
            document: view.document,
            shell: shell.within(Area::Models),
        })
    }

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "templates hand over references to constants")]
    fn cell(&self, grade: &Grade, level: &Level) -> &Cell {
        self.model.matrix.cell(Rating::new(*grade, *level))
    }

    /// The versions that can be brought back.
    fn earlier(&self) -> Vec<Choice> {
        let earlier = self.versions.iter().filter(|version| version.number != self.reference.version);
        earlier
            .map(|version| {
                let label = self.t.with("version-number", "version", version.number);
                Choice::new(version.number.to_string(), label)
            })
            .collect()
    }

    /// How a proposal came about.
    fn origin(&self, proposal: &ListedProposal) -> String {
        match (proposal.restores, proposal.recalibration) {
            (Some(version), _) => self.t.with("model-proposal-restores", "version", version),
            (None, Some(run)) => self.t.with("model-proposal-of-run", "run", run),
            (None, None) => self.t.with("model-proposal-by", "who", &proposal.by),
        }
    }

    fn strategy(&self) -> &'static str {
        match self.model.account.strategy {
            Strategy::NoisyOr => "noisy_or",
            Strategy::Champion { .. } => "champion",
            Strategy::WeightedMean => "weighted_mean",
            Strategy::Max => "max",
            Strategy::Median => "median",
            Strategy::Sum { .. } => "sum",
        }
    }

    fn grades_that_qualify(&self) -> String {
        self.model.account.mqa.grades.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
    }

    fn levels_that_qualify(&self) -> String {
        self.model.account.mqa.levels.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
    }
}

/// The signals of a category.
pub fn signals<'a>(rules: &'a EngagementRules, category: &EngagementCategory) -> &'a [Signal] {
    match &category.rules {
        CategoryRules::Accumulate { signals, .. } => rules.signals.get(signals.clone()).unwrap_or_default(),
        CategoryRules::Tiers { .. } => &[],
    }
}

/// The rows of a category of tiers.
pub fn tiers<'a>(rules: &'a EngagementRules, category: &EngagementCategory) -> &'a [Tier] {
    match &category.rules {
        CategoryRules::Tiers { rows } => rules.tiers.get(rows.clone()).unwrap_or_default(),
        CategoryRules::Accumulate { .. } => &[],
    }
}

impl Text {
    /// Thresholds in words: "A from 75, B from 50, C from 25".
    pub fn thresholds(self, names: &[&str; 3], thresholds: &Thresholds) -> String {
        names
            .iter()
            .zip(&thresholds.0)
            .map(|(name, at)| self.with2("threshold", "name", name, "at", self.short_points(at)))
            .collect::<Vec<_>>()
            .join(", ")
    }

    /// Points without digits that are zero.
    pub fn short_points(self, points: &bareme_scoring::Points) -> String {
        if points.hundredths() % 100 == 0 { self.int(points.hundredths() / 100) } else { self.points(points) }
    }

    /// What an activity must be, in words.
    pub fn filter(self, filter: &ActivityFilter) -> String {
        let parts = [
            Some(self.activity(&filter.activity)),
            filter.content_type.as_deref().map(|word| self.content_type(word)),
            filter.content.as_ref().map(ToString::to_string),
            filter.campaign.as_deref().map(|name| self.with("about-campaign", "name", name)),
            filter.channel.as_deref().map(|word| self.content_type(word)),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }

    /// How a signal fades, in words; empty when it does not.
    pub fn decay(self, decay: &Decay) -> String {
        let curve = match decay.curve {
            Curve::Full => None,
            Curve::HalfLife(length) => Some(self.with("decay-half-life", "days", self.days(length))),
            Curve::Linear(length) => Some(self.with("decay-linear", "days", self.days(length))),
            Curve::Step { percent, every_ms } => {
                Some(self.with2("decay-step", "percent", self.percent(&percent), "days", self.days(every_ms)))
            }
        };
        let window = decay.window_ms.map(|length| self.with("decay-window", "days", self.days(length)));
        [curve, window].into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    /// A row of tiers in words: "at least 2 × Submitted a form within 30 days".
    pub fn tier(self, tier: &Tier) -> String {
        let what = self.with2("tier", "count", self.int(tier.at_least), "what", self.filter(&tier.filter));
        match tier.within_ms {
            Some(length) => format!("{what} {}", self.with("tier-within", "days", self.days(length))),
            None => what,
        }
    }

    /// When a penalty of engagement holds.
    pub fn penalty(self, penalty: &EngagementPenalty, attributes: &[AttributeRef]) -> String {
        let silent = penalty.inactive_ms.map(|length| self.with("penalty-silent", "days", self.days(length)));
        let when = penalty.when.as_ref().map(|condition| self.condition(condition, attributes));
        [silent, when].into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }

    /// Milliseconds as days.
    #[expect(clippy::cast_precision_loss, reason = "spans of a model are far below 2^53 milliseconds")]
    fn days(self, millis: i64) -> String {
        let days = millis as f64 / bareme_scoring::DAY_MS as f64;
        self.decimal(&days, usize::from(millis % bareme_scoring::DAY_MS != 0))
    }
}
