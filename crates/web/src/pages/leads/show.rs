//! One lead: where it stands, why it was handed over, what happened, and the forms of what may be done with it now.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;
use bareme_engine::pages::{lead, worklist};
use bareme_engine::view::{CompanyCard, DoneView, HandOverView, LeadPage, LogEntry};
use bareme_scoring::{Answer, Currency, Event, Instant, Points, Stage};

use super::act::{WHOLE, example};
use crate::i18n::Text;
use crate::pages::post::{self, PostForm};
use crate::pages::query::Params;
use crate::pages::worklist::worked;
use crate::urls::{self, Link};
use crate::{Area, PageError, Shell, engine, redirect};

/// Currencies that are offered first.
const USUAL: [&str; 4] = ["EUR", "USD", "GBP", "CHF"];

/// The way to the customer.
const WAY: [Stage; 5] = [Stage::Mql, Stage::Sal, Stage::Sql, Stage::Opportunity, Stage::Won];

/// Shows one lead.
pub async fn show(
    engine: engine::Data,
    id: web::Path<i64>,
    params: Params,
    shell: Shell,
) -> Result<HttpResponse, PageError> {
    let id = id.into_inner();
    let who = shell.who.clone();
    let worked = worked(&params);
    let (view, done) = engine::ask(&engine, urls::leads(), move |engine| {
        let view = lead::show(engine, id, who.as_deref())?;
        let done = match &who {
            Some(who) => worklist::just_done(engine, &worked, who)?,
            None => Vec::new(),
        };
        Ok((view, done))
    })
    .await?;
    let back = params.text("back").filter(|back| redirect::inside(back).is_some());
    let mut page = LeadShow::new(shell, view, back);
    page.done = done;
    page.answer(StatusCode::OK)
}

/// The page.
#[derive(Template)]
#[template(path = "pages/leads/show.html")]
pub struct LeadShow {
    /// The visitor's language.
    pub t: Text,
    /// What surrounds it.
    pub shell: Shell,
    /// What it shows.
    pub view: LeadPage,
    /// Where somebody came from, to go back there after an act.
    pub back: Option<String>,
    /// What was done a moment ago.
    pub done: Vec<DoneView>,
    /// The form that was sent and not carried out.
    pub form: PostForm,
}

/// A stage of the way.
pub struct Step {
    /// The stage.
    pub stage: Stage,
    /// When it was reached.
    pub at: Option<Instant>,
    /// Whether that date is only the next one's.
    pub implied: bool,
    /// Whether the lead stands there.
    pub here: bool,
}

impl LeadShow {
    /// The page of a view.
    pub fn new(shell: Shell, view: LeadPage, back: Option<String>) -> Self {
        let t = shell.t;
        Self { t, view, back, done: Vec::new(), form: PostForm::default(), shell: shell.within(Area::Leads) }
    }

    /// With a form that was not carried out.
    #[must_use]
    pub fn with(mut self, form: PostForm) -> Self {
        self.form = form;
        self
    }

    pub(super) fn answer(&self, status: StatusCode) -> Result<HttpResponse, PageError> {
        post::page(status, self)
    }

    /// The way to the customer as far as it went, and where it left it.
    fn steps(&self) -> Vec<Step> {
        let lead = &self.view.lead;
        let step = |stage: Stage| {
            let reached = lead.reached(stage);
            Step {
                stage,
                at: reached.map(|reached| reached.at),
                implied: reached.is_some_and(|reached| reached.implied),
                here: lead.stage == stage,
            }
        };
        let left = !WAY.contains(&lead.stage) && lead.stage != Stage::Inquiry;
        let way = WAY.into_iter().map(step).filter(|step| !left || step.at.is_some());
        way.chain(left.then(|| step(lead.stage))).collect()
    }

    /// Whether a form was sent for an act and not carried out.
    pub fn failed(&self, event: &Event) -> bool {
        self.form.value("act") == event.word()
    }

    /// Whether the form of an act stands open: the way on, and the one that was not carried out.
    pub fn is_open(&self, event: &Event) -> bool {
        let failed = self.view.may.iter().any(|event| self.failed(event));
        if failed { self.failed(event) } else { self.view.may.first() == Some(event) }
    }

    /// What is in a field of the form of an act.
    pub fn typed(&self, event: &Event, field: &str) -> String {
        if self.failed(event) {
            return self.form.value(field).to_owned();
        }
        let lead = &self.view.lead;
        match (event, field) {
            (Event::OpenOpportunity | Event::Win, "currency") => lead.currency.clone().unwrap_or_default(),
            (Event::OpenOpportunity, "amount") => {
                lead.amount.map(|amount| self.t.typed_amount(&amount)).unwrap_or_default()
            }
            (Event::OpenOpportunity, "expected_close") => {
                lead.expected_close.map(|day| day.to_string()).unwrap_or_default()
            }
            (Event::Assign, "team") => lead.team.clone().unwrap_or_default(),
            (Event::Assign, "owner") => lead.owner.clone().unwrap_or_default(),
            (Event::Qualify, "budget" | "authority" | "need" | "timeline") => {
                Answer::default().word().to_owned()
            }
            _ => String::new(),
        }
    }

    /// Whether a field of the form of an act holds a value.
    pub fn is_typed(&self, event: &Event, field: &str, value: &str) -> bool {
        self.typed(event, field) == value
    }

    /// The sentence beside a field of the form of an act.
    pub fn error(&self, event: &Event, field: &str) -> Option<String> {
        if self.failed(event) { self.form.error(&self.t, field) } else { None }
    }

    /// What is wrong with the whole: it stands above everything.
    fn whole_error(&self) -> Option<String> {
        let beside = |field: &str| {
            self.view.may.iter().any(|event| self.failed(event))
                && fields_of(self.form.value("act")).contains(&field)
        };
        let problem =
            self.form.problems.iter().find(|problem| problem.field == WHOLE || !beside(&problem.field))?;
        self.form.error(&self.t, &problem.field)
    }

    /// What was typed into the form of an act that cannot be done any more: label and text.
    fn kept(&self) -> Vec<(String, String)> {
        let word = self.form.value("act");
        if word.is_empty() || self.view.may.iter().any(|event| self.failed(event)) {
            return Vec::new();
        }
        let shown = fields_of(word).iter().filter_map(|field| {
            let typed = self.form.values.text(field)?;
            Some((self.t.say(label_of(field)), self.t.typed_words(&self.view.reasons, field, typed)))
        });
        shown.collect()
    }

    /// Currencies, the usual ones first.
    fn currencies() -> Vec<String> {
        let usual = USUAL.into_iter().map(str::to_owned);
        let others = Currency::listed().map(|currency| currency.to_string());
        usual.chain(others.filter(|code| !USUAL.contains(&code.as_str()))).collect()
    }

    /// A reason or a person that was chosen and is not offered any more.
    pub fn unoffered(&self, event: &Event, field: &str) -> Option<String> {
        let typed = self.typed(event, field);
        let offered = match field {
            "reason" => Text::offered(&self.view.reasons).any(|reason| reason.code == typed),
            "owner" => self.view.people.contains(&typed),
            "team" => self.view.teams.contains(&typed),
            _ => Self::currencies().contains(&typed),
        };
        Some(typed).filter(|typed| !offered && !typed.is_empty())
    }

    fn example(&self) -> String {
        example(self.t)
    }

    /// Whether sales answered in time; `None` while it has not, and where there was no service level.
    fn in_time(&self) -> Option<bool> {
        let lead = &self.view.lead;
        Some(lead.answered_at()? <= lead.sla_due_at?)
    }

    /// What the opportunity is worth.
    fn worth(&self) -> Option<(Points, &str)> {
        self.view.lead.amount.zip(self.view.lead.currency.as_deref())
    }

    /// The hint beside the final amount.
    fn final_hint(&self) -> String {
        match self.worth() {
            Some((amount, currency)) => {
                self.t.with("amount-final-hint", "amount", self.t.money(&amount, currency))
            }
            None => self.t.with("amount-hint", "example", self.example()),
        }
    }

    /// The page of this lead, with the way back from it.
    fn here(&self) -> Link {
        urls::lead(&self.view.id).with_some("back", self.back.as_deref())
    }

    fn why_arguments(&self, why: &HandOverView) -> Vec<(&'static str, String)> {
        vec![
            ("rating", why.rating.to_string()),
            ("version", why.version.to_string()),
            ("date", self.t.date(&why.at)),
        ]
    }

    /// Industry, country and size of a company.
    fn about(&self, company: &CompanyCard) -> String {
        let size = company.employees.map(|employees| self.t.count("employees-count", employees));
        let parts = [company.industry.clone(), company.country.clone(), size];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }

    /// What else is known of the lead: message of the label, and text.
    fn facts(&self) -> Vec<(&'static str, String)> {
        let (t, view, lead) = (self.t, &self.view, &self.view.lead);
        let facts = [
            ("lead-who-has", Some(lead.owner.clone().unwrap_or_else(|| t.say("nobody")))),
            ("lead-team", lead.team.clone()),
            ("lead-model-title", view.model.clone()),
            ("source", view.source.clone()),
            ("campaign", view.campaign.clone()),
            ("lead-amount", self.worth().map(|(amount, currency)| t.money(&amount, currency))),
            ("lead-expected", lead.expected_close.map(|day| t.date(&Instant::from_date(day)))),
            ("lead-reason", lead.reason.as_ref().map(|reason| t.reason_among(&view.reasons, reason))),
            ("lead-cool-off", lead.cool_off_until.map(|until| t.date(&until))),
            ("lead-answered", lead.answered_at().map(|at| t.moment(&at))),
            ("lead-escalated", lead.escalated_to.clone()),
            ("natural-key", view.key.clone()),
        ];
        facts.into_iter().filter_map(|(label, text)| Some((label, text?))).collect()
    }

    /// The details of an entry of the log, in words.
    fn details(&self, entry: &LogEntry) -> Vec<String> {
        let (t, said) = (self.t, &entry.entry.detail);
        let to = [said.owner.clone(), said.team.clone()].into_iter().flatten().collect::<Vec<_>>();
        let money = said.amount.as_ref().zip(said.currency.as_deref());
        let parts = [
            Some(to).filter(|to| !to.is_empty()).map(|to| t.with("lead-log-to", "who", to.join(", "))),
            said.rule.as_ref().map(|rule| t.with("lead-log-rule", "rule", rule)),
            said.escalated_to.as_ref().map(|who| t.with("lead-log-told", "who", who)),
            said.sla_due_at.map(|due| t.with("lead-log-due", "due", t.moment(&due))),
            said.reason.as_ref().map(|reason| t.reason_among(&self.view.reasons, reason)),
            money.map(|(amount, currency)| t.money(amount, currency)),
            said.expected_close.map(|day| t.with("lead-log-close", "date", t.date(&Instant::from_date(day)))),
            told_later(entry).map(|at| t.with("lead-log-written", "at", t.moment(&at))),
        ];
        parts.into_iter().flatten().collect()
    }
}

/// When an entry was written of which somebody told on another day.
fn told_later(entry: &LogEntry) -> Option<Instant> {
    let entry = &entry.entry;
    let later = entry.event.may_be_told_later() && entry.recorded_at.date() != entry.at.date();
    later.then_some(entry.recorded_at)
}

/// The fields of the form of an act, by its word.
fn fields_of(word: &str) -> &'static [&'static str] {
    match word {
        "reject" | "return" => &["reason", "note"],
        "lose" => &["reason", "at", "note"],
        "qualify" => &[
            "budget",
            "budget_note",
            "authority",
            "authority_note",
            "need",
            "need_note",
            "timeline",
            "timeline_note",
            "at",
            "note",
        ],
        "open_opportunity" => &["amount", "currency", "expected_close", "at", "note"],
        "win" => &["amount", "currency", "at", "note"],
        "assign" => &["owner", "team", "note"],
        _ => &["note"],
    }
}

/// The message that names a field.
fn label_of(field: &str) -> &'static str {
    match field {
        "reason" => "report-reason",
        "amount" => "amount",
        "currency" => "currency",
        "expected_close" => "expected-close",
        "at" => "act-day",
        "owner" => "assign-owner",
        "team" => "assign-team",
        "budget" | "budget_note" => "bant-budget",
        "authority" | "authority_note" => "bant-authority",
        "need" | "need_note" => "bant-need",
        "timeline" | "timeline_note" => "bant-timeline",
        _ => "note",
    }
}

/// Whether an entry of the log leaves the way to the customer.
pub const fn is_away(one: &LogEntry) -> bool {
    matches!(one.entry.to, Stage::Rejected | Stage::Recycled | Stage::Disqualified | Stage::Lost)
}
