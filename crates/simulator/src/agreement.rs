//! What marketing and sales of the demo company agreed on: its teams and territories, who gets a lead, and the hours and
//! holidays of an office in France.

use bareme_scoring::document::{Content, Entry, Node};
use bareme_scoring::{
    AgreementDraft, CalendarPart, Draft, HolidayDraft, Instant, RulePart, Team, TerritoryPart, WeekPart,
};
use chrono::{Datelike, Days, NaiveDate};

use crate::team::{SalesPerson, sales_people};

/// The agreement of the demo company, with the holidays of the years of a history.
///
/// The service level counts every hour, as the simulated answers of sales do.
pub fn agreement(from: Instant, until: Instant) -> AgreementDraft {
    let years = from.date().year()..=until.date().year() + 1;
    let mut draft = AgreementDraft {
        teams: teams(),
        territories: territories(),
        rules: rules(),
        calendar: CalendarPart {
            zone: "Europe/Paris".to_owned(),
            week: week(),
            holidays: years.flat_map(french_holidays).collect(),
        },
        ..AgreementDraft::default()
    };
    draft.service_level.escalate_to = sales_people().first().map(|person| person.name.to_owned());
    draft
}

/// The people of each team, in the order in which teams first occur; the first of a team leads it.
fn by_team() -> Vec<(&'static str, Vec<&'static SalesPerson>)> {
    let mut teams: Vec<(&str, Vec<&SalesPerson>)> = Vec::new();
    for person in sales_people() {
        match teams.iter_mut().find(|(name, _)| *name == person.team) {
            Some((_, people)) => people.push(person),
            None => teams.push((person.team, vec![person])),
        }
    }
    teams
}

fn teams() -> Vec<Team> {
    let team = |(name, people): (&str, Vec<&SalesPerson>)| Team {
        name: name.to_owned(),
        leader: people.first().map(|person| person.name.to_owned()),
        members: people.iter().map(|person| person.name.to_owned()).collect(),
        territory: Some(name.to_owned()),
    };
    by_team().into_iter().map(team).collect()
}

fn territories() -> Vec<TerritoryPart> {
    let text = |text: &str| Node::new(Content::Text(text.to_owned()));
    let entry = |key: &str, node| Entry { key: key.to_owned(), place: None, node };
    let territory = |(name, people): (&str, Vec<&SalesPerson>)| {
        let countries = people.first().map_or(&[] as &[&str], |person| person.countries);
        let countries = Node::new(Content::List(countries.iter().map(|code| text(code)).collect()));
        let condition = vec![entry("attribute", text("account.country")), entry("in", countries)];
        TerritoryPart { name: name.to_owned(), when: Draft::new(Node::new(Content::Table(condition))) }
    };
    by_team().into_iter().map(territory).collect()
}

/// Who has the account keeps it; the others are shared out by territory, and nobody is left out.
fn rules() -> Vec<RulePart> {
    let rule = |name: &str, to: &str, team: Option<&str>| RulePart {
        name: name.to_owned(),
        when: None,
        to: to.to_owned(),
        team: team.map(str::to_owned),
        owner: None,
    };
    let last = by_team().last().map(|(name, _)| *name);
    vec![
        rule("Existing owner", "account_owner", None),
        rule("By territory", "territory", None),
        rule("Everybody else", "round_robin", last),
    ]
}

fn week() -> WeekPart {
    let day = || "09:00-12:30, 13:30-18:00".to_owned();
    WeekPart {
        monday: day(),
        tuesday: day(),
        wednesday: day(),
        thursday: day(),
        friday: "09:00-12:30, 13:30-17:00".to_owned(),
        ..WeekPart::default()
    }
}

/// The public holidays of France in a year, in order.
fn french_holidays(year: i32) -> Vec<HolidayDraft> {
    let fixed = [
        (1, 1, "Jour de l’an"),
        (5, 1, "Fête du Travail"),
        (5, 8, "Victoire 1945"),
        (7, 14, "Fête nationale"),
        (8, 15, "Assomption"),
        (11, 1, "Toussaint"),
        (11, 11, "Armistice 1918"),
        (12, 25, "Noël"),
    ];
    let easter = easter(year);
    let after = |days, name| Some((easter?.checked_add_days(Days::new(days))?, name));
    let moving = [after(1, "Lundi de Pâques"), after(39, "Ascension"), after(50, "Lundi de Pentecôte")];
    let fixed = fixed.map(|(month, day, name)| Some((NaiveDate::from_ymd_opt(year, month, day)?, name)));
    let mut holidays: Vec<(NaiveDate, &str)> = fixed.into_iter().chain(moving).flatten().collect();
    holidays.sort_unstable();
    holidays
        .into_iter()
        .map(|(day, name)| HolidayDraft { day: day.to_string(), name: name.to_owned() })
        .collect()
}

/// Easter Sunday of the Gregorian calendar, by the anonymous algorithm of 1876 (Meeus, Astronomical Algorithms, chapter 8).
#[expect(clippy::many_single_char_names, reason = "these are the names of the published algorithm")]
fn easter(year: i32) -> Option<NaiveDate> {
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (b - (b + 8) / 25 + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    NaiveDate::from_ymd_opt(year, u32::try_from(n / 31).ok()?, u32::try_from(n % 31 + 1).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn easter_falls_where_calendars_have_it() {
        let days = [(2024, "2024-03-31"), (2025, "2025-04-20"), (2026, "2026-04-05"), (2027, "2027-03-28")];
        for (year, day) in days {
            assert_eq!(easter(year).unwrap().to_string(), day);
        }
        let days: Vec<String> = french_holidays(2026).into_iter().map(|holiday| holiday.day).collect();
        assert_eq!(days.len(), 11);
        assert_eq!(days[1..5], ["2026-04-06", "2026-05-01", "2026-05-08", "2026-05-14"]);
    }

    #[test]
    fn the_agreement_of_the_demo_has_no_problem_and_a_team_for_every_country() {
        let at = |text| Instant::parse(text).unwrap();
        let draft = agreement(at("2024-06-30"), at("2026-06-30"));
        let report = draft.check(None);
        assert_eq!(report.problems, []);
        let agreement = report.agreement.unwrap();
        assert_eq!(agreement.teams.len(), 4);
        for country in crate::market::COUNTRIES {
            let facts = [("country".to_owned(), bareme_scoring::Value::from(country.code))].into();
            let contact = bareme_scoring::Attributes::new();
            let lead =
                bareme_scoring::Routed { contact: &contact, account: Some(&facts), as_of: at("2026-06-30") };
            let route =
                agreement.routing.route(&lead, &agreement.teams, &bareme_scoring::Turns::new()).unwrap();
            assert_eq!(route.to.rule.as_deref(), Some("By territory"), "{}", country.code);
        }
    }
}
