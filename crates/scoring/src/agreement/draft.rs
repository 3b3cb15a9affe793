//! An agreement as forms and files write it, before it is checked.

use serde::{Deserialize, Serialize};

use crate::check::{AgreementReport, Known};
use crate::{CalendarDraft, Draft, HolidayDraft, Reasons, SyntaxError, Team};

/// An unchecked agreement. Its document is TOML: `[[reason]]`, `[[team]]`, `[[territory]]`, `[[rule]]`, `[calendar]`,
/// `[service_level]`, `[fiscal_year]`. A part that is left out means what is shipped.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct AgreementDraft {
    /// Why sales may say no, in the order in which they are offered.
    #[serde(rename = "reason")]
    pub reasons: Reasons,
    /// Teams of sales.
    #[serde(rename = "team", skip_serializing_if = "Vec::is_empty")]
    pub teams: Vec<Team>,
    /// Territories, in the order in which they are tried.
    #[serde(rename = "territory", skip_serializing_if = "Vec::is_empty")]
    pub territories: Vec<TerritoryPart>,
    /// Routing rules, in the order in which they are tried.
    #[serde(rename = "rule", skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<RulePart>,
    /// When people work.
    pub calendar: CalendarPart,
    /// In which time sales must respond, and what follows when it does not.
    pub service_level: ServiceLevelPart,
    /// The fiscal year.
    pub fiscal_year: FiscalYearPart,
}

/// A territory as written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TerritoryPart {
    /// Its name.
    pub name: String,
    /// Who belongs to it: a condition as in models.
    pub when: Draft,
}

/// A routing rule as written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RulePart {
    /// Its name.
    pub name: String,
    /// For which leads; for all when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Draft>,
    /// Who gets them: `account_owner`, `territory`, `round_robin`, `person`, `team`.
    pub to: String,
    /// The team, where one is needed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<String>,
    /// The person, where one is needed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
}

/// The calendar as written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CalendarPart {
    /// IANA name of the time zone.
    pub zone: String,
    /// Working hours by day.
    pub week: WeekPart,
    /// Days on which nobody works.
    #[serde(rename = "holiday", skip_serializing_if = "Vec::is_empty")]
    pub holidays: Vec<HolidayDraft>,
}

/// Working hours by day: `09:00-12:30, 13:30-18:00`; blank on a day off.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the names of the days say it")]
pub struct WeekPart {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub monday: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub tuesday: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub wednesday: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub thursday: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub friday: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub saturday: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub sunday: String,
}

/// The service level as written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ServiceLevelPart {
    /// `plain` or `business`.
    pub clock: String,
    /// Whether a lead that nobody answered in time counts as accepted.
    pub accept_by_default: bool,
    /// Days of cool-off of reasons that say nothing.
    pub cool_off_days: u32,
    /// Who is told of an overdue lead whose team has no leader.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub escalate_to: Option<String>,
}

/// The fiscal year as written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FiscalYearPart {
    /// The month in which it begins, 1 to 12.
    pub starts_in: u32,
}

impl Default for CalendarPart {
    fn default() -> Self {
        let shipped = CalendarDraft::default();
        Self { zone: shipped.zone, week: WeekPart::of(shipped.week), holidays: shipped.holidays }
    }
}

impl Default for ServiceLevelPart {
    fn default() -> Self {
        Self {
            clock: "plain".to_owned(),
            accept_by_default: false,
            cool_off_days: crate::COOL_OFF_DAYS,
            escalate_to: None,
        }
    }
}

impl Default for FiscalYearPart {
    fn default() -> Self {
        Self { starts_in: 1 }
    }
}

impl WeekPart {
    /// Hours by day, Monday first.
    pub fn of(week: [String; 7]) -> Self {
        let [monday, tuesday, wednesday, thursday, friday, saturday, sunday] = week;
        Self { monday, tuesday, wednesday, thursday, friday, saturday, sunday }
    }

    /// The hours, Monday first.
    pub fn days(&self) -> [&str; 7] {
        [
            &self.monday,
            &self.tuesday,
            &self.wednesday,
            &self.thursday,
            &self.friday,
            &self.saturday,
            &self.sunday,
        ]
    }
}

impl AgreementDraft {
    /// Reads a document that has the shape of one; whether it can be used is another question.
    ///
    /// # Errors
    ///
    /// A text that is neither TOML nor JSON, or a value where it cannot be; [`check_agreement`](crate::check_agreement)
    /// tells the places of such values.
    pub fn read(text: &str) -> Result<Self, SyntaxError> {
        let draft = Draft::parse(text)?;
        serde_json::from_str(&draft.to_json())
            .map_err(|error| SyntaxError { message: error.to_string(), place: None })
    }

    /// The document, in the layout of the manual.
    pub fn to_toml(&self) -> String {
        self.document().map(|document| document.to_toml()).unwrap_or_default()
    }

    /// Every problem at once, or the agreement. Places are paths of the document, such as `reason[2].cool_off_days`.
    pub fn check(&self, known: Option<&Known>) -> AgreementReport {
        crate::check_agreement(&self.to_toml(), known)
    }

    fn document(&self) -> Option<Draft> {
        // By way of the text, because a value of serde_json would sort the keys.
        Draft::from_json(&serde_json::to_string(self).ok()?).ok()
    }
}
