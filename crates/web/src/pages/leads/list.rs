//! The leads behind a figure: filtered by stage, cohort, model, source and the like.

use askama::Template;
use askama_web::WebTemplate;
use bareme_engine::view::{LeadRow, ModelRef, Slice};
use bareme_scoring::{Instant, Rating, Stage};

use crate::i18n::Text;
use crate::pages::form::{Choice, FilterBuilder, FilterForm, Pager};
use crate::pages::parts;
use crate::pages::query::{FieldError, Params, Reader};
use crate::urls::{self, Link};
use crate::{Area, Shell};

/// What the address asks for.
#[derive(Clone, Debug, Default)]
pub struct Wish {
    /// Leads that stand in this stage now.
    pub stage: Option<Stage>,
    /// Leads that ever reached this stage.
    pub reached: Option<Stage>,
    /// Became MQL on this day or later.
    pub from: Option<Instant>,
    /// Became MQL before this day.
    pub until: Option<Instant>,
    /// Rating at hand-over.
    pub rating: Option<Rating>,
    /// Source.
    pub source: Option<String>,
    /// Campaign.
    pub campaign: Option<String>,
    /// Owner.
    pub owner: Option<String>,
    /// Country of the account.
    pub country: Option<String>,
    /// Industry of the account.
    pub industry: Option<String>,
    /// Model.
    pub model: Option<String>,
    /// The place in the list.
    pub cursor: Option<String>,
}

impl Wish {
    /// Reads an address, with everything that is wrong with it.
    pub fn read(params: &Params) -> (Self, Vec<FieldError>) {
        let mut reader = Reader::new(params);
        let wish = Self {
            stage: reader.parsed("stage", "field-error-choice", Stage::from_word),
            reached: reader.parsed("reached", "field-error-choice", Stage::from_word),
            from: reader.parsed("from", "field-error-date", parts::parse_day),
            until: reader.parsed("until", "field-error-date", parts::parse_day),
            rating: reader.rating("rating"),
            source: reader.text("source"),
            campaign: reader.text("campaign"),
            owner: reader.text("owner"),
            country: reader.text("country"),
            industry: reader.text("industry"),
            model: reader.text("model"),
            cursor: reader.text("cursor"),
        };
        (wish, reader.errors)
    }

    /// The address of this list, from its beginning.
    pub fn link(&self) -> Link {
        urls::leads()
            .with_some("stage", self.stage.map(Stage::word))
            .with_some("reached", self.reached.map(Stage::word))
            .with_some("from", self.from.map(|at| at.date()))
            .with_some("until", self.until.map(|at| at.date()))
            .with_some("rating", self.rating)
            .with_some("source", self.source.as_deref())
            .with_some("campaign", self.campaign.as_deref())
            .with_some("owner", self.owner.as_deref())
            .with_some("country", self.country.as_deref())
            .with_some("industry", self.industry.as_deref())
            .with_some("model", self.model.as_deref())
    }
}

/// The page.
#[derive(Template, WebTemplate)]
#[template(path = "pages/leads/list.html")]
pub struct LeadsList {
    /// The visitor's language.
    pub t: Text,
    /// What surrounds it.
    pub shell: Shell,
    /// What it shows.
    pub slice: Slice<LeadRow>,
    /// How many leads the filters leave.
    pub total: u64,
    /// Filters.
    pub form: FilterForm,
    /// The way on.
    pub pager: Pager,
}

impl LeadsList {
    /// The page of a view.
    pub fn new(
        shell: Shell,
        (slice, total): (Slice<LeadRow>, u64),
        models: &[ModelRef],
        wish: &Wish,
        errors: &[FieldError],
    ) -> Self {
        let t = shell.t;
        let pager = Pager::new(t, "leads-shown", &wish.link(), &slice);
        Self { t, form: form(t, models, wish, errors), pager, slice, total, shell: shell.within(Area::Leads) }
    }

    fn is_overdue(&self, row: &LeadRow) -> bool {
        row.stage == Stage::Mql && row.due_at.is_some_and(|due| due < self.t.now)
    }
}

fn form(t: Text, models: &[ModelRef], wish: &Wish, errors: &[FieldError]) -> FilterForm {
    let stages = || Stage::ALL.into_iter().map(|stage| Choice::new(stage.word(), t.stage(&stage))).collect();
    let day = |at: Option<Instant>| at.map(|at| at.date().to_string());
    let (from, until) = (day(wish.from), day(wish.until));
    let rating = wish.rating.map(|rating| rating.to_string());
    let builder = FilterBuilder::new(t, urls::leads(), wish.link(), errors)
        .select("stage", "lead-stage", stages(), wish.stage.map(Stage::word))
        .select("reached", "lead-reached", stages(), wish.reached.map(Stage::word))
        .date("from", "lead-from", from.as_deref())
        .date("until", "lead-until", until.as_deref())
        .select("rating", "rating", parts::rating_choices(), rating.as_deref())
        .hidden("source", "source", wish.source.as_deref(), None)
        .hidden("campaign", "campaign", wish.campaign.as_deref(), None)
        .hidden("owner", "owner", wish.owner.as_deref(), None)
        .hidden("country", "country", wish.country.as_deref(), None)
        .hidden("industry", "industry", wish.industry.as_deref(), None);
    if models.len() > 1 {
        builder.select("model", "model", parts::model_choices(t, models), wish.model.as_deref()).build()
    } else {
        builder.hidden("model", "model", wish.model.as_deref(), None).build()
    }
}
