//! The leads behind a figure: filtered by stage, cohort, model, source and the like.

use askama::Template;
use askama_web::WebTemplate;
use bareme_engine::pages::leads::{self, LeadField, LeadsQuery};
use bareme_engine::view::{LeadRow, LeadsPage, ModelRef};
use bareme_scoring::{Instant, Stage};

use crate::i18n::Text;
use crate::pages::form::{Choice, FilterBuilder, FilterForm, Pager};
use crate::pages::parts;
use crate::pages::query::{FieldError, Params, RatingFilter, Reader};
use crate::urls::{self, Link};
use crate::{Area, PageError, Shell, engine};

/// Leads that sales should have answered by now: a word in the address.
pub const OVERDUE: &str = "overdue";

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
    /// Only those that sales should have answered by now: `overdue`.
    pub only: Option<&'static str>,
    /// The rating at hand-over: a cell of the matrix, a grade or a level.
    pub rating: Option<RatingFilter>,
    /// Source.
    pub source: Option<String>,
    /// Campaign.
    pub campaign: Option<String>,
    /// Owner.
    pub owner: Option<String>,
    /// Reason of the last rejection, loss …
    pub reason: Option<String>,
    /// Country of the contact's account.
    pub country: Option<String>,
    /// Industry of the contact's account.
    pub industry: Option<String>,
    /// Leads that have nothing here.
    pub without: Option<LeadField>,
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
            only: reader.parsed("only", "field-error-choice", |word| (word == OVERDUE).then_some(OVERDUE)),
            rating: reader.rating("rating"),
            source: reader.text("source"),
            campaign: reader.text("campaign"),
            owner: reader.text("owner"),
            reason: reader.text("reason"),
            country: reader.text("country"),
            industry: reader.text("industry"),
            without: reader.parsed("without", "field-error-choice", LeadField::from_word),
            model: reader.text("model"),
            cursor: reader.text("cursor"),
        };
        (wish, reader.errors)
    }

    fn query(&self) -> LeadsQuery {
        LeadsQuery {
            model: self.model.clone(),
            stage: self.stage,
            reached: self.reached,
            mql_from: self.from,
            mql_before: self.until,
            overdue: self.only.is_some(),
            ratings: self.rating.as_ref().map(|rating| rating.cells.clone()).unwrap_or_default(),
            source: self.source.clone(),
            owner: self.owner.clone(),
            campaign: self.campaign.clone(),
            reason: self.reason.clone(),
            country: self.country.clone(),
            industry: self.industry.clone(),
            without: self.without,
            cursor: self.cursor.clone(),
        }
    }

    /// The address of this list, from its beginning.
    pub fn link(&self) -> Link {
        urls::leads()
            .with_some("stage", self.stage.map(Stage::word))
            .with_some("reached", self.reached.map(Stage::word))
            .with_some("from", self.from.map(Instant::date))
            .with_some("until", self.until.map(Instant::date))
            .with_some("only", self.only)
            .with_some("rating", self.rating.as_ref().map(|rating| &rating.word))
            .with_some("source", self.source.as_deref())
            .with_some("campaign", self.campaign.as_deref())
            .with_some("owner", self.owner.as_deref())
            .with_some("reason", self.reason.as_deref())
            .with_some("country", self.country.as_deref())
            .with_some("industry", self.industry.as_deref())
            .with_some("without", self.without.map(LeadField::word))
            .with_some("model", self.model.as_deref())
    }
}

/// Shows the list that an address asks for.
pub async fn list(engine: engine::Data, params: Params, shell: Shell) -> Result<LeadsList, PageError> {
    let (wish, errors) = Wish::read(&params);
    let query = wish.query();
    let view = engine::ask(&engine, wish.link(), move |engine| leads::list(engine, &query)).await?;
    Ok(LeadsList::new(shell, view, &wish, &errors))
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
    pub view: LeadsPage,
    /// Filters.
    pub form: FilterForm,
    /// The way on.
    pub pager: Pager,
}

impl LeadsList {
    /// The page of a view.
    pub fn new(shell: Shell, view: LeadsPage, wish: &Wish, errors: &[FieldError]) -> Self {
        let t = shell.t;
        let pager = Pager::new(t, "leads-shown", &wish.link(), &view.slice);
        Self { t, form: form(t, &view.models, wish, errors), pager, view, shell: shell.within(Area::Leads) }
    }

    fn is_overdue(&self, row: &LeadRow) -> bool {
        row.stage == Stage::Mql && row.due_at.is_some_and(|due| due < self.t.now)
    }
}

fn form(t: Text, models: &[ModelRef], wish: &Wish, errors: &[FieldError]) -> FilterForm {
    let stages = || Stage::ALL.into_iter().map(|stage| Choice::new(stage.word(), t.stage(&stage))).collect();
    let day = |at: Option<Instant>| at.map(|at| at.date().to_string());
    let (from, until) = (day(wish.from), day(wish.until));
    let rating = wish.rating.as_ref().map(|rating| rating.word.as_str());
    let builder = FilterBuilder::new(t, urls::leads(), wish.link(), errors)
        .select("stage", "lead-stage", stages(), wish.stage.map(Stage::word))
        .select("reached", "lead-reached", stages(), wish.reached.map(Stage::word))
        .date("from", "lead-from", from.as_deref())
        .date("until", "lead-until", until.as_deref())
        .select("only", "lead-answer", vec![Choice::new(OVERDUE, t.say("only-overdue"))], wish.only)
        .select("rating", "lead-rating-long", parts::rating_choices(t), rating)
        .hidden("source", "source", wish.source.as_deref(), None)
        .hidden("campaign", "campaign", wish.campaign.as_deref(), None)
        .hidden("owner", "owner", wish.owner.as_deref(), None)
        .hidden("reason", "reason", wish.reason.as_deref(), wish.reason.as_deref().map(|word| t.reason(word)))
        .hidden("country", "country", wish.country.as_deref(), None)
        .hidden("industry", "industry", wish.industry.as_deref(), None)
        .hidden(
            "without",
            "lead-without",
            wish.without.map(LeadField::word),
            wish.without.map(|field| t.say(format!("by-{}", field.word()))),
        );
    if models.len() > 1 {
        builder.select("model", "model", parts::model_choices(t, models), wish.model.as_deref()).build()
    } else {
        builder.hidden("model", "model", wish.model.as_deref(), None).build()
    }
}
