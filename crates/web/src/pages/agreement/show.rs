//! The agreement as a whole: what each part says, who changed it last, and the document itself.

use askama::Template;
use askama_web::WebTemplate;
use bareme_engine::agreement::{self, Agreement, AgreementDraft, Document};
use bareme_scoring::{Hours, ReasonPolicy, Rule, SlaClock, Target, check_agreement};

use super::hours::DAYS;
use crate::i18n::Text;
use crate::{Area, PageError, Shell, engine, urls};

/// The page.
#[derive(Template, WebTemplate)]
#[template(path = "pages/agreement/show.html")]
pub struct AgreementPage {
    /// The visitor's language.
    pub t: Text,
    /// What surrounds it.
    pub shell: Shell,
    /// What is agreed.
    pub agreement: Agreement,
    /// The document.
    pub document: Document,
}

/// Shows the agreement.
pub async fn show(engine: engine::Data, shell: Shell) -> Result<AgreementPage, PageError> {
    let document = engine::ask(&engine, urls::home(), agreement::document).await?;
    AgreementPage::new(shell, document)
        .ok_or_else(|| PageError::internal("the stored agreement no longer passes the check"))
}

impl AgreementPage {
    /// The page of a document; `None` when it does not pass the check, which a stored one does.
    pub fn new(shell: Shell, document: Document) -> Option<Self> {
        let agreement = check_agreement(&document.text, None).agreement?;
        Some(Self { t: shell.t, shell: shell.within(Area::Agreement), agreement, document })
    }

    /// The page of a draft, for samples.
    pub fn of(shell: Shell, draft: &AgreementDraft, saved: Option<agreement::Saved>) -> Option<Self> {
        Self::new(shell, Document { text: draft.to_toml(), digest: String::new(), saved })
    }

    /// What follows from a reason, in words.
    fn policy(&self, reason: &bareme_scoring::Reason) -> String {
        match (reason.policy, reason.cool_off_days) {
            (ReasonPolicy::Disqualify, _) => self.t.say("policy-disqualify"),
            (ReasonPolicy::Recycle, None) => self.t.say("policy-recycle"),
            (ReasonPolicy::Recycle, Some(days)) => self.t.count("policy-recycle-days", days),
        }
    }

    /// What a reason is called.
    fn called(&self, reason: &bareme_scoring::Reason) -> String {
        reason.label.clone().unwrap_or_else(|| self.t.reason(&reason.code))
    }

    /// For which leads a rule is.
    fn when(&self, rule: &Rule) -> String {
        match &rule.when {
            Some(condition) => self.t.condition(condition, self.agreement.routing.attributes()),
            None => self.t.say("rule-for-all"),
        }
    }

    /// Whom a rule gives leads to.
    fn target(&self, rule: &Rule) -> String {
        match &rule.to {
            Target::AccountOwner => self.t.say("target-account-owner"),
            Target::Territory => self.t.say("target-territory"),
            Target::RoundRobin { team } => self.t.with("why-round-robin", "team", team),
            Target::Person { owner, .. } => owner.clone(),
            Target::Team { team } => self.t.with("why-team", "team", team),
        }
    }

    /// Days of the week with their hours.
    fn week(&self) -> Vec<(String, String)> {
        let clock = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
        let window = |hours: &Hours| format!("{}–{}", clock(hours.from), clock(hours.until));
        DAYS.iter()
            .enumerate()
            .map(|(index, day)| {
                let windows: Vec<String> = self.agreement.calendar.hours(index).iter().map(window).collect();
                let hours = if windows.is_empty() { self.t.say("day-off") } else { windows.join(", ") };
                (self.t.say(format!("day-{day}")), hours)
            })
            .collect()
    }

    fn clock(&self) -> String {
        let business = matches!(self.agreement.clock, SlaClock::Business(_));
        self.t.say(if business { "clock-business" } else { "clock-plain" })
    }

    fn month(&self) -> String {
        self.t.say(format!("month-{}", self.agreement.fiscal_year_start))
    }
}
