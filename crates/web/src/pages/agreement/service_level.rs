//! In which time sales must respond, what follows when it does not, and when the fiscal year begins.

use actix_web::HttpResponse;
use askama::Template;
use askama_web::WebTemplate;
use bareme_engine::agreement::{self, AgreementDraft, FiscalYearPart, Part, ServiceLevelPart};

use super::{Editing, answer, people, problems, send};
use crate::i18n::Text;
use crate::pages::form::Choice;
use crate::pages::post::{PostForm, Posted};
use crate::{Area, PageError, Shell, engine, urls};

/// The page.
#[derive(Template, WebTemplate)]
#[template(path = "pages/agreement/service_level.html")]
pub struct ServiceLevelPage {
    /// The visitor's language.
    pub t: Text,
    /// What surrounds it.
    pub shell: Shell,
    /// The form.
    pub editing: Editing,
    /// Names that a field of a person offers.
    pub people: Vec<String>,
}

/// Shows the service level.
pub async fn show(engine: engine::Data, shell: Shell) -> Result<ServiceLevelPage, PageError> {
    let (draft, _) = engine::ask(&engine, urls::agreement(), agreement::draft).await?;
    Ok(ServiceLevelPage::of(shell, &draft))
}

/// Saves the service level.
pub async fn save(engine: engine::Data, form: Posted, shell: Shell) -> Result<HttpResponse, PageError> {
    let mut form = PostForm::new(form);
    let read = read(&mut form);
    let editing = Editing { form, changed: None, part: Part::ServiceLevel };
    let change = move |draft: &mut AgreementDraft| {
        if let Some((level, year)) = read {
            (draft.service_level, draft.fiscal_year) = (level, year);
        }
    };
    let note = |form: &mut PostForm, found: &[agreement::Problem], draft: &AgreementDraft| {
        problems::note(form, found, &[], draft);
    };
    let sent = send(&engine, shell.actor(), editing, change, note).await?;
    answer(&engine, sent, |editing, draft| ServiceLevelPage::new(shell, editing, &draft)).await
}

impl ServiceLevelPage {
    /// The page of a form.
    pub fn new(shell: Shell, editing: Editing, draft: &AgreementDraft) -> Self {
        Self { t: shell.t, shell: shell.within(Area::Agreement), editing, people: people(draft) }
    }

    /// The page of a draft.
    pub fn of(shell: Shell, draft: &AgreementDraft) -> Self {
        let editing = Editing::new(Part::ServiceLevel, draft, filled(draft));
        Self::new(shell, editing, draft)
    }

    fn clocks(&self) -> Vec<Choice> {
        ["plain", "business"].map(|word| Choice::new(word, self.t.say(format!("clock-{word}")))).into()
    }

    fn months(&self) -> Vec<Choice> {
        (1..=12).map(|month| Choice::new(month.to_string(), self.t.say(format!("month-{month}")))).collect()
    }
}

fn filled(draft: &AgreementDraft) -> PostForm {
    let level = &draft.service_level;
    let mut values = Posted::default();
    values.push("service_level.clock", &*level.clock);
    if level.accept_by_default {
        values.push("service_level.accept_by_default", "yes");
    }
    values.push("service_level.cool_off_days", level.cool_off_days.to_string());
    values.push("service_level.escalate_to", level.escalate_to.clone().unwrap_or_default());
    values.push("fiscal_year.starts_in", draft.fiscal_year.starts_in.to_string());
    PostForm::new(values)
}

/// What the form says; `None` when something of it cannot be read.
fn read(form: &mut PostForm) -> Option<(ServiceLevelPart, FiscalYearPart)> {
    let days = form.needed("service_level.cool_off_days").and_then(|_| {
        form.parsed("service_level.cool_off_days", "form-error-whole", |text| text.parse::<u32>().ok())
    });
    let starts_in =
        form.parsed("fiscal_year.starts_in", "form-error-choice", |text| text.parse::<u32>().ok());
    let level = ServiceLevelPart {
        clock: form.value("service_level.clock").to_owned(),
        accept_by_default: form.is_ticked("service_level.accept_by_default"),
        cool_off_days: days?,
        escalate_to: form.values.text("service_level.escalate_to").map(str::to_owned),
    };
    Some((level, FiscalYearPart { starts_in: starts_in.unwrap_or(1) }))
}
