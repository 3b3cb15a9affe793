//! An agreement out of the tree: the lists that marketing and sales keep together.

use super::Known;
use super::problem::{Code, Problem, Severity};
use super::read_routing::no_such;
use super::reader::{At, Checker, Table};
use crate::document::Node;
use crate::{
    Agreement, CalendarDraft, CalendarProblem, Draft, HolidayDraft, MOST_COOL_OFF_DAYS, Reason, ReasonPolicy,
    ReasonProblem, Reasons, SlaClock, Team,
};

const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const PARTS: [&str; 7] = ["reason", "team", "territory", "rule", "calendar", "service_level", "fiscal_year"];

/// The outcome of a check of an agreement.
#[derive(Clone, Debug)]
pub struct AgreementReport {
    /// All problems, in the order of the document.
    pub problems: Vec<Problem>,
    /// The agreement, when no problem is an error.
    pub agreement: Option<Agreement>,
}

impl AgreementReport {
    /// What blocks.
    pub fn errors(&self) -> impl Iterator<Item = &Problem> {
        self.problems.iter().filter(|problem| problem.severity == Severity::Error)
    }
}

/// Checks the document of an agreement given as TOML or JSON. With `known`, attributes that nobody has ever seen are
/// warned about.
pub fn check_agreement(text: &str, known: Option<&Known>) -> AgreementReport {
    let draft = match Draft::parse(text) {
        Ok(draft) => draft,
        Err(error) => return AgreementReport { problems: vec![Problem::syntax(&error)], agreement: None },
    };
    let mut checker = Checker::new(known);
    let agreement = checker.agreement(draft.root());
    let mut problems = checker.into_problems();
    problems.sort_by_key(|problem| (problem.line.is_none(), problem.line, problem.column));
    let blocked = problems.iter().any(|problem| problem.severity == Severity::Error);
    AgreementReport { problems, agreement: agreement.filter(|_| !blocked) }
}

impl Checker<'_> {
    fn agreement(&mut self, root: &Node) -> Option<Agreement> {
        let table = self.table(root, At::default(), &PARTS)?;
        let mut agreement = Agreement::default();
        if table.has("reason") {
            agreement.reasons = self.reasons(&table);
        }
        agreement.teams = self.teams(&table);
        let calendar = self.calendar(&table);
        let routing = self.rules(&table, &agreement.teams);
        self.places_of_teams(&table);
        self.service_level(&table, &mut agreement, calendar.as_ref());
        if let Some(year) = self.part(&table, "fiscal_year", &["starts_in"])
            && let Some((node, at)) = year.get("starts_in")
        {
            agreement.fiscal_year_start = self.integer(node, &at, 1, 12)?;
        }
        agreement.calendar = calendar?;
        agreement.routing = routing;
        Some(agreement)
    }

    /// A section that may be left out.
    fn part<'a>(&mut self, table: &Table<'a>, key: &str, keys: &[&str]) -> Option<Table<'a>> {
        let (node, at) = table.get(key)?;
        self.table(node, at, keys)
    }

    fn reasons(&mut self, table: &Table<'_>) -> Reasons {
        let items = self.items(table, "reason");
        let mut read = Vec::new();
        for (node, at) in &items {
            if let Some(reason) = self.reason(node, at.clone()) {
                read.push((reason, at.clone()));
            }
        }
        let whole = read.len() == items.len();
        let reasons = Reasons(read.iter().map(|(reason, _)| reason.clone()).collect());
        let at = table.get("reason").map(|(_, at)| at).unwrap_or_default();
        for problem in reasons.problems() {
            self.reason_problem(&problem, &read, &at, whole);
        }
        reasons
    }

    fn reason(&mut self, node: &Node, at: At) -> Option<Reason> {
        let own = self.table(node, at, &["code", "label", "policy", "cool_off_days", "retired"])?;
        let code = self.need(&own, "code").and_then(|(node, at)| self.text(node, &at));
        let policy = self.need(&own, "policy").and_then(|(node, at)| {
            self.word(node, &at, &["recycle", "disqualify"], |word| match word {
                "recycle" => Some(ReasonPolicy::Recycle),
                "disqualify" => Some(ReasonPolicy::Disqualify),
                _ => None,
            })
        });
        let cool_off_days = match own.get("cool_off_days") {
            Some((node, at)) => Some(self.integer(node, &at, 0, MOST_COOL_OFF_DAYS)?),
            None => None,
        };
        let retired = match own.get("retired") {
            Some((node, at)) => self.boolean(node, &at)?,
            None => false,
        };
        let label = self.optional_text(&own, "label").map(|label| label.trim().to_owned());
        Some(Reason { code: code?.trim().to_owned(), policy: policy?, cool_off_days, label, retired })
    }

    fn reason_problem(&mut self, problem: &ReasonProblem, read: &[(Reason, At)], list: &At, whole: bool) {
        // The last one of equals is the one too many.
        let place = |code: &str| read.iter().rfind(|(reason, _)| reason.code == code).map(|(_, at)| at);
        let (at, code) = match problem {
            ReasonProblem::Code(code) => (place(code).map(|at| at.key("code", None)), Code::InvalidName),
            ReasonProblem::Twice(code) => (place(code).map(|at| at.key("code", None)), Code::DuplicateName),
            ReasonProblem::CoolOffForGood(code) => {
                (place(code).map(|at| at.key("cool_off_days", None)), Code::Conflict)
            }
            ReasonProblem::CoolOffTooLong(code, _) => {
                (place(code).map(|at| at.key("cool_off_days", None)), Code::OutOfRange)
            }
            // One that could not be read may be the one that is left.
            ReasonProblem::NoneLeft if !whole => return,
            ReasonProblem::NoneLeft => (Some(list.clone()), Code::Empty),
        };
        self.error(&at.unwrap_or_else(|| list.clone()), code, problem.to_string());
    }

    fn teams(&mut self, table: &Table<'_>) -> Vec<Team> {
        let mut teams: Vec<Team> = Vec::new();
        let mut places = Vec::new();
        for (node, at) in self.items(table, "team") {
            let Some(own) = self.table(node, at.clone(), &["name", "leader", "members", "territory"]) else {
                continue;
            };
            let name = self.need(&own, "name").and_then(|(node, at)| self.text(node, &at));
            let leader = self.optional_text(&own, "leader").map(|name| name.trim().to_owned());
            let territory = self.optional_text(&own, "territory").map(|name| name.trim().to_owned());
            let members = self.members(&own);
            if let Some(name) = name {
                places.push(at);
                teams.push(Team { name: name.trim().to_owned(), leader, members, territory });
            }
        }
        self.no_duplicates(teams.iter().map(|team| team.name.as_str()).zip(&places));
        teams
    }

    fn members(&mut self, own: &Table<'_>) -> Vec<String> {
        let mut members: Vec<String> = Vec::new();
        for (node, at) in self.items(own, "members") {
            let Some(name) = self.text(node, &at) else { continue };
            let name = name.trim().to_owned();
            if members.contains(&name) {
                let message = format!("'{name}' is in the team twice; once is enough");
                self.error(&at, Code::DuplicateName, message);
            } else {
                members.push(name);
            }
        }
        members
    }

    /// A team can only work in a territory that there is.
    fn places_of_teams(&mut self, table: &Table<'_>) {
        let nodes = table.get("territory").and_then(|(node, _)| node.items()).unwrap_or_default();
        let names: Vec<&str> =
            nodes.iter().filter_map(|node| Some(node.get("name")?.text()?.trim())).collect();
        for (node, at) in table.get("team").map(|(node, at)| listed(node, &at)).unwrap_or_default() {
            let Some(territory) = node.get("territory") else { continue };
            if let Some(name) = territory.text().map(str::trim).filter(|name| !name.is_empty())
                && !names.contains(&name)
            {
                let message = no_such("territory", name, names.iter().copied());
                self.error(&at.key("territory", territory.place), Code::UnknownWord, message);
            }
        }
    }

    fn calendar(&mut self, table: &Table<'_>) -> Option<crate::Calendar> {
        let Some((node, at)) = table.get("calendar") else { return Some(CalendarDraft::shipped()) };
        let own = self.table(node, at, &["zone", "week", "holiday"])?;
        let mut draft = CalendarDraft::default();
        if let Some(zone) = self.optional_text(&own, "zone") {
            zone.clone_into(&mut draft.zone);
        }
        let week_at = own.at.key("week", None);
        if let Some(week) = self.part(&own, "week", &DAYS) {
            for (hours, day) in draft.week.iter_mut().zip(DAYS) {
                *hours = self.hours(&week, day)?;
            }
        }
        let mut places = Vec::new();
        for (node, at) in self.items(&own, "holiday") {
            let Some(holiday) = self.table(node, at.clone(), &["day", "name"]) else { continue };
            let Some(day) = self.need(&holiday, "day").and_then(|(node, at)| self.text(node, &at)) else {
                continue;
            };
            let name = self.optional_text(&holiday, "name").unwrap_or_default().to_owned();
            places.push(at.key("day", None));
            draft.holidays.push(HolidayDraft { day: day.to_owned(), name });
        }
        let problems = draft.check().map_err(|problems| {
            for problem in problems {
                let (at, code) = place(&problem, &own, &week_at, &places);
                self.error(&at, code, problem.to_string());
            }
        });
        problems.ok()
    }

    /// The hours of a day; a day off when left out or blank.
    fn hours(&mut self, week: &Table<'_>, day: &str) -> Option<String> {
        let Some((node, at)) = week.get(day) else { return Some(String::new()) };
        match node.text() {
            Some(text) => Some(text.to_owned()),
            None => self.text(node, &at).map(str::to_owned),
        }
    }

    fn service_level(
        &mut self,
        table: &Table<'_>,
        agreement: &mut Agreement,
        calendar: Option<&crate::Calendar>,
    ) {
        let keys = ["clock", "accept_by_default", "cool_off_days", "escalate_to"];
        let Some(own) = self.part(table, "service_level", &keys) else { return };
        if let Some((node, at)) = own.get("clock")
            && let Some("business") = self.word(node, &at, &["plain", "business"], |word| {
                ["plain", "business"].into_iter().find(|known| *known == word)
            })
            && let Some(calendar) = calendar
        {
            agreement.clock = SlaClock::Business(calendar.clone());
        }
        if let Some((node, at)) = own.get("accept_by_default") {
            agreement.accept_by_default = self.boolean(node, &at).unwrap_or_default();
        }
        if let Some((node, at)) = own.get("cool_off_days")
            && let Some(days) = self.integer(node, &at, 0, MOST_COOL_OFF_DAYS)
        {
            agreement.cool_off_days = days;
        }
        agreement.escalate_to = self.optional_text(&own, "escalate_to").map(|name| name.trim().to_owned());
    }
}

/// The items of a list with their places.
fn listed<'a>(node: &'a Node, at: &At) -> Vec<(&'a Node, At)> {
    let items = node.items().unwrap_or_default();
    items.iter().enumerate().map(|(index, item)| (item, at.item(index, item.place))).collect()
}

/// Where a problem of a calendar stands in the document.
fn place(problem: &CalendarProblem, own: &Table<'_>, week: &At, holidays: &[At]) -> (At, Code) {
    let week_key = || {
        let found = own.get("week").map_or_else(|| week.clone(), |(_, at)| at);
        found.key(&problem.field(), None)
    };
    match problem {
        CalendarProblem::Zone(_) => {
            (own.get("zone").map_or_else(|| own.at.key("zone", None), |(_, at)| at), Code::UnknownWord)
        }
        CalendarProblem::Hours { .. } => (week_key(), Code::InvalidDate),
        CalendarProblem::Overlap { .. } => (week_key(), Code::Overlap),
        CalendarProblem::NoHours => (week.clone(), Code::Empty),
        CalendarProblem::Holiday { index, .. } => {
            (holidays.get(*index).cloned().unwrap_or_else(|| own.at.clone()), Code::InvalidDate)
        }
    }
}
