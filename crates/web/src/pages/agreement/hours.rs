//! When people work: time zone, hours of the week, holidays, and what the hours of a service level come to.

use actix_web::HttpResponse;
use askama::Template;
use askama_web::WebTemplate;
use bareme_engine::agreement::{self, AgreementDraft, CalendarPart, Part, WeekPart};
use bareme_scoring::{Calendar, CalendarDraft, HOUR_MS, HolidayDraft, Instant};

use super::{Editing, answer, problems, send};
use crate::i18n::Text;
use crate::pages::post::{PostForm, Posted};
use crate::{Area, PageError, Shell, engine, urls};

/// Days of the week, as the document calls them.
pub const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// Time zones that a field offers; any other may be typed.
pub const ZONES: [&str; 24] = [
    "Europe/Paris",
    "Europe/Brussels",
    "Europe/Zurich",
    "Europe/Berlin",
    "Europe/Amsterdam",
    "Europe/Madrid",
    "Europe/Rome",
    "Europe/Lisbon",
    "Europe/London",
    "Europe/Dublin",
    "Europe/Stockholm",
    "Europe/Warsaw",
    "Europe/Athens",
    "Africa/Casablanca",
    "Africa/Dakar",
    "America/Montreal",
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Los_Angeles",
    "America/Sao_Paulo",
    "Asia/Dubai",
    "Asia/Singapore",
    "UTC",
];

/// Hours of which the page shows what they come to.
const EXAMPLES: [u32; 4] = [4, 8, 24, 48];

/// The page.
#[derive(Template, WebTemplate)]
#[template(path = "pages/agreement/hours.html")]
pub struct HoursPage {
    /// The visitor's language.
    pub t: Text,
    /// What surrounds it.
    pub shell: Shell,
    /// The form.
    pub editing: Editing,
    /// What the hours in the form come to from now on; none while something is wrong with them.
    pub examples: Vec<Example>,
    /// Now on the clock of the zone.
    pub now: Option<(Instant, String)>,
}

/// What some business hours come to.
#[derive(Clone, Debug)]
pub struct Example {
    /// The hours.
    pub hours: u32,
    /// When they have passed, on the clock of the zone.
    pub until: Instant,
}

/// Shows the hours.
pub async fn show(engine: engine::Data, shell: Shell) -> Result<HoursPage, PageError> {
    let (draft, _) = engine::ask(&engine, urls::agreement(), agreement::draft).await?;
    Ok(HoursPage::of(shell, &draft))
}

/// Saves the hours.
pub async fn save(engine: engine::Data, form: Posted, shell: Shell) -> Result<HttpResponse, PageError> {
    let form = PostForm::new(form);
    let calendar = read(&form);
    let editing = Editing { form, changed: None, part: Part::Hours };
    let note = |form: &mut PostForm, found: &[agreement::Problem], draft: &AgreementDraft| {
        problems::note(form, found, &[], draft);
        name_holidays(form);
    };
    let sent = send(&engine, shell.actor(), editing, move |draft| draft.calendar = calendar, note).await?;
    answer(&engine, sent, |editing, _| HoursPage::new(shell, editing)).await
}

impl HoursPage {
    /// The page of a form.
    pub fn new(shell: Shell, editing: Editing) -> Self {
        let calendar = checked(&read(&editing.form));
        let now = shell.t.now;
        let example = |calendar: &Calendar, hours: u32| {
            let until = calendar.after(now, i64::from(hours) * HOUR_MS);
            Example { hours, until: wall(calendar, until) }
        };
        Self {
            t: shell.t,
            shell: shell.within(Area::Agreement),
            editing,
            examples: calendar
                .iter()
                .flat_map(|calendar| EXAMPLES.map(|hours| example(calendar, hours)))
                .collect(),
            now: calendar.map(|calendar| (wall(&calendar, now), calendar.zone().to_owned())),
        }
    }

    /// The page of a draft.
    pub fn of(shell: Shell, draft: &AgreementDraft) -> Self {
        let editing = Editing::new(Part::Hours, draft, filled(draft));
        Self::new(shell, editing)
    }

    fn day(&self, day: &str) -> String {
        self.t.say(format!("day-{day}"))
    }
}

/// A moment as the clock on the wall shows it, which is how it is written here.
fn wall(calendar: &Calendar, moment: Instant) -> Instant {
    Instant::from_millis(calendar.wall_clock(moment).and_utc().timestamp_millis())
}

fn filled(draft: &AgreementDraft) -> PostForm {
    let calendar = &draft.calendar;
    let mut values = Posted::default();
    values.push("calendar.zone", &*calendar.zone);
    for (day, hours) in DAYS.iter().zip(calendar.week.days()) {
        values.push(format!("calendar.week.{day}"), hours);
    }
    let holidays: Vec<String> = calendar
        .holidays
        .iter()
        .map(|holiday| format!("{} {}", holiday.day, holiday.name).trim().to_owned())
        .collect();
    values.push("calendar.holidays", holidays.join("\n"));
    PostForm::new(values)
}

fn read(form: &PostForm) -> CalendarPart {
    let holidays = form.value("calendar.holidays").lines().map(str::trim).filter(|line| !line.is_empty());
    let holiday = |line: &str| {
        let (day, name) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        HolidayDraft { day: day.to_owned(), name: name.trim().to_owned() }
    };
    CalendarPart {
        zone: form.value("calendar.zone").trim().to_owned(),
        week: WeekPart::of(DAYS.map(|day| form.value(format!("calendar.week.{day}")).trim().to_owned())),
        holidays: holidays.map(holiday).collect(),
    }
}

fn checked(calendar: &CalendarPart) -> Option<Calendar> {
    let week = calendar.week.days().map(str::to_owned);
    let draft = CalendarDraft { zone: calendar.zone.clone(), week, holidays: calendar.holidays.clone() };
    draft.check().ok()
}

/// All holidays are typed into one field, and problems of the week as a whole stand beside its first day.
fn name_holidays(form: &mut PostForm) {
    let days: Vec<String> = read(form).holidays.into_iter().map(|holiday| holiday.day).collect();
    for problem in &mut form.problems {
        if let Some(rest) = problem.field.strip_prefix("calendar.holiday[") {
            let number = rest.split(']').next().and_then(|number| number.parse::<usize>().ok());
            let day = number.and_then(|number| days.get(number.checked_sub(1)?));
            for (_, value) in problem.arguments.iter_mut().filter(|(name, _)| *name == "value") {
                *value = day.cloned().unwrap_or_default();
            }
            "calendar.holidays".clone_into(&mut problem.field);
        } else if problem.field == "calendar.week" {
            "calendar.week.monday".clone_into(&mut problem.field);
        }
    }
}
