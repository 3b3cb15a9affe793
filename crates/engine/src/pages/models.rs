//! The models pages: the grid in words, and its versions.

use bareme_scoring::{EngagementRules, FitRules, Instant, Points};
use bareme_store::models;

use crate::pages::ledger::cell_view;
use crate::pages::matrix;
use crate::view::{CategoryView, ModelRef, ModelView, RuleView, RuleWorth, VersionView};
use crate::{Engine, EngineError, LoadedModel, Result};

/// All models, the primary one first.
///
/// # Errors
///
/// Those of the store.
pub fn list(engine: &Engine) -> Result<Vec<ModelRef>> {
    engine.database().read(|c| Ok(engine.models(c)?.iter().map(LoadedModel::reference).collect()))
}

/// When everything was last scored with a model.
///
/// # Errors
///
/// An unknown model, and those of the store.
pub fn scored_as_of(engine: &Engine, name: &str) -> Result<Option<Instant>> {
    let all = engine.database().read(models::list)?;
    let found = all.into_iter().find(|model| model.name == name);
    Ok(found.ok_or_else(|| EngineError::not_found("model", name))?.scored_as_of)
}

/// One model.
///
/// # Errors
///
/// An unknown model, and those of the store.
pub fn show(engine: &Engine, name: &str) -> Result<ModelView> {
    engine.database().read(|c| {
        let (model, _) = engine.pick_model(c, Some(name))?;
        let model = model.ok_or_else(|| EngineError::not_found("model", name))?;
        let versions = models::list_versions(c, model.stored.id)?;
        let rules = &model.model;
        let when = |written: &Option<String>| written.clone().unwrap_or_default();
        let fit_penalties = rules
            .fit
            .penalties
            .iter()
            .map(|penalty| (penalty.name.clone(), penalty.written.clone(), penalty.points));
        let engagement_penalties = rules
            .engagement
            .iter()
            .flat_map(|engagement| &engagement.penalties)
            .map(|penalty| (penalty.name.clone(), when(&penalty.written), penalty.points));
        Ok(ModelView {
            model: model.reference(),
            versions: versions
                .into_iter()
                .map(|version| VersionView {
                    number: u32::try_from(version.number).unwrap_or(u32::MAX),
                    published_at: Instant::from_millis(version.published_at),
                    published_by: version.published_by,
                })
                .collect(),
            fit: fit_categories(&rules.fit),
            engagement: rules.engagement.as_ref().map(engagement_categories).unwrap_or_default(),
            penalties: fit_penalties.chain(engagement_penalties).collect(),
            knock_outs: rules
                .fit
                .knock_outs
                .iter()
                .map(|rule| (rule.name.clone(), rule.written.clone()))
                .collect(),
            cells: rules.matrix.cells().map(|(rating, cell)| cell_view(rating, cell)).collect(),
            grades: rules.fit.grades.0,
            levels: matrix::levels(&model),
            document: model.stored.version.document.clone(),
        })
    })
}

fn fit_categories(rules: &FitRules) -> Vec<CategoryView> {
    rules
        .categories
        .iter()
        .map(|category| CategoryView {
            name: category.name.clone(),
            weight: category.weight,
            cap: None,
            missing: Some(category.missing),
            rules: category
                .criteria
                .iter()
                .map(|criterion| RuleView {
                    when: criterion.written.clone(),
                    worth: RuleWorth::Percent(criterion.percent),
                })
                .collect(),
        })
        .collect()
}

fn engagement_categories(rules: &EngagementRules) -> Vec<CategoryView> {
    use bareme_scoring::CategoryRules;
    rules
        .categories
        .iter()
        .map(|category| {
            let (cap, list) = match &category.rules {
                CategoryRules::Accumulate { cap, signals } => {
                    let signals = rules.signals.get(signals.clone()).unwrap_or_default();
                    let shown = signals.iter().map(|signal| RuleView {
                        when: signal.label.clone(),
                        worth: RuleWorth::Points(signal.points),
                    });
                    (Some(*cap), shown.collect())
                }
                CategoryRules::Tiers { rows } => {
                    let tiers = rules.tiers.get(rows.clone()).unwrap_or_default();
                    let shown = tiers.iter().map(|tier| RuleView {
                        when: tier_words(tier),
                        worth: RuleWorth::Percent(tier.percent),
                    });
                    (None, shown.collect())
                }
            };
            let weight = Points::from_whole(i64::from(category.weight));
            CategoryView { name: category.name.clone(), weight, cap, missing: None, rules: list }
        })
        .collect()
}

fn tier_words(tier: &bareme_scoring::Tier) -> String {
    let days =
        tier.within_ms.map(|ms| format!(", within {} d", ms / bareme_scoring::DAY_MS)).unwrap_or_default();
    let filter = &tier.filter;
    let content = filter.content.as_ref().map(|pattern| pattern.glob().to_owned());
    let parts = [filter.content_type.clone(), content, filter.campaign.clone(), filter.channel.clone()];
    let parts: Vec<String> =
        std::iter::once(filter.activity.clone()).chain(parts.into_iter().flatten()).collect();
    format!("{} × {}{days}", tier.at_least, parts.join(" "))
}
