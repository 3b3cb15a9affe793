//! The form of a job: the usual schedules as fields, an expression for the others, and what is wrong with each of them.

use std::collections::BTreeMap;

use actix_web::http::StatusCode;
use bareme_engine::jobs::manage::{self, JobDraft, JobProblem};
use bareme_engine::jobs::pattern::{MINUTES, Pattern, TimeOfDay};
use bareme_engine::jobs::schedule::{ScheduleProblem, zones};
use bareme_engine::jobs::{KINDS, Kind, kind};
use bareme_engine::pages::jobs::next_times;
use bareme_engine::view::{JobTime, JobView};

use crate::i18n::Text;
use crate::pages::form::Choice;
use crate::pages::post::{PostForm, Posted};
use crate::{PageError, engine, urls};

/// The field that says who saves.
/// The field that says which revision was seen.
const SEEN: &str = "seen";
/// The button that only looks.
const PREVIEW: &str = "preview";

/// How often, as the words of the form.
const OFTEN: [&str; 10] = [
    "minutes",
    "hourly",
    "daily",
    "workdays",
    "weekly",
    "monthly",
    "last-of-month",
    "quarterly",
    "fiscal-quarterly",
    "expression",
];

/// The form of a job as it is shown.
#[derive(Clone, Debug)]
pub struct Editing {
    /// The fields.
    pub form: PostForm,
    /// What the job does.
    pub kind: String,
    /// Whether its name can be changed.
    pub named: bool,
    /// Whether it is new, so that what it does is chosen.
    pub is_new: bool,
    /// The next times of what is in the fields.
    pub next: Vec<JobTime>,
    /// The zone of these times.
    pub zone: String,
    /// Whether somebody changed the job meanwhile, and who.
    pub changed: Option<Option<String>>,
}

impl Editing {
    /// The form of a new job.
    pub fn fresh() -> Self {
        let mut values = Posted::default();
        values.push("kind", KINDS.first().map_or("", |kind| kind.word));
        values.push("catch_up", "yes");
        fill_when(&mut values, "0 6 * * *");
        for parameter in KINDS.iter().flat_map(|kind| kind.parameters) {
            values.push(format!("parameter.{}", parameter.name), parameter.otherwise.to_string());
        }
        Self::with(PostForm::new(values), String::new(), true, true)
    }

    /// The form of a job as it is.
    pub fn of(view: &JobView) -> Self {
        let mut values = Posted::default();
        values.push(SEEN, view.revision.to_string());
        values.push("name", &*view.row.name);
        fill_when(&mut values, &view.row.when.expression);
        values.push("zone", view.zone.clone().unwrap_or_default());
        if view.catch_up {
            values.push("catch_up", "yes");
        }
        for (name, value) in &view.parameters {
            values.push(format!("parameter.{name}"), value.to_string());
        }
        let mut editing = Self::with(PostForm::new(values), view.row.kind.clone(), !view.row.built_in, false);
        editing.next.clone_from(&view.next);
        editing.zone.clone_from(&view.row.when.zone);
        editing
    }

    /// The form as it was sent.
    pub(crate) fn sent(posted: Posted, kind: Option<&JobView>) -> Self {
        let word = kind.map_or_else(|| posted.typed("kind").to_owned(), |view| view.row.kind.clone());
        let named = kind.is_none_or(|view| !view.row.built_in);
        Self::with(PostForm::new(posted), word, named, kind.is_none())
    }

    /// The form of a page of its own: what the job does is not chosen.
    pub(crate) const fn of_kind(form: PostForm, kind: String) -> Self {
        Self::with(form, kind, true, false)
    }

    const fn with(form: PostForm, kind: String, named: bool, is_new: bool) -> Self {
        Self { form, kind, named, is_new, next: Vec::new(), zone: String::new(), changed: None }
    }

    /// Whether it was sent only to look at the next times.
    pub(crate) fn only_looks(&self) -> bool {
        self.form.values.has(PREVIEW)
    }

    /// The revision that the visitor saw.
    pub(crate) fn seen(&self) -> i32 {
        self.form.values.typed(SEEN).parse().unwrap_or(0)
    }

    /// What the fields say, and what is wrong with those of the picker.
    pub(crate) fn draft(&mut self) -> JobDraft {
        let parameters: BTreeMap<String, String> = self
            .form
            .values
            .pairs()
            .filter_map(|(name, value)| Some((name.strip_prefix("parameter.")?.to_owned(), value.to_owned())))
            .collect();
        JobDraft {
            name: self.form.value("name").to_owned(),
            kind: self.kind.clone(),
            expression: expression(&mut self.form),
            zone: self.form.values.text("zone").map(str::to_owned),
            catch_up: self.form.is_ticked("catch_up"),
            parameters,
        }
    }

    /// Puts what is wrong beside its field.
    pub(crate) fn note(&mut self, problems: Vec<JobProblem>) {
        for problem in problems {
            if let JobProblem::Changed(by) = problem {
                self.changed = Some(by.filter(|by| !by.is_empty()));
                continue;
            }
            let (field, key, arguments) = told(problem);
            // The picker has said already why there is no expression.
            let of_picker = field == "expression" && self.form.value("often") != "expression";
            if !of_picker || self.form.is_sound() {
                self.form.problem(field, key, arguments);
            }
        }
    }

    /// Reads the next times of what is in the fields, with what is wrong with the schedule.
    pub(crate) async fn look(&mut self, engine: &engine::Data, draft: &JobDraft) -> Result<(), PageError> {
        let draft = draft.clone();
        let looked = engine::ask(engine, urls::jobs(), move |engine| {
            let schedule = manage::preview(engine, &draft)?;
            Ok(schedule.map(|schedule| (next_times(&schedule, engine.now()), schedule.zone())))
        });
        match looked.await? {
            Ok((next, zone)) => {
                self.next = next;
                zone.clone_into(&mut self.zone);
            }
            Err(problems) if self.form.is_sound() => self.note(problems),
            Err(_) => {}
        }
        Ok(())
    }

    /// How an answer is to be counted: the form is shown, or something is wrong with it.
    pub(crate) const fn status(&self) -> StatusCode {
        if self.changed.is_some() {
            StatusCode::CONFLICT
        } else if self.form.is_sound() {
            StatusCode::OK
        } else {
            StatusCode::UNPROCESSABLE_ENTITY
        }
    }

    /// How many things are wrong.
    pub const fn wrong(&self) -> usize {
        self.form.problems.len()
    }

    /// Who changed the job meanwhile, in a sentence.
    pub fn told(&self, t: &Text) -> Option<String> {
        Some(match self.changed.as_ref()? {
            Some(who) => t.with("job-changed-by", "who", who),
            None => t.say("job-changed"),
        })
    }

    /// What the form asks besides when it runs, with the kind that asks it; of a new job, what all kinds ask.
    pub fn parameters(&self) -> Vec<(&'static str, &'static str)> {
        let kinds: Vec<Kind> =
            if self.is_new { KINDS.to_vec() } else { kind(&self.kind).into_iter().collect() };
        kinds.iter().flat_map(|kind| kind.parameters.iter().map(|one| (kind.word, one.name))).collect()
    }

    /// What jobs can do.
    pub fn kinds(&self, t: &Text) -> Vec<Choice> {
        let plain = KINDS.into_iter().filter(|kind| kind.texts.is_empty());
        plain.map(|kind| Choice::new(kind.word, t.job_kind(kind.word))).collect()
    }

    /// How often.
    pub fn often(&self, t: &Text) -> Vec<Choice> {
        OFTEN.into_iter().map(|word| Choice::new(word, t.say(format!("often-{word}")))).collect()
    }

    /// Minutes between two runs.
    pub fn minutes(&self, t: &Text) -> Vec<Choice> {
        let short = MINUTES.into_iter().filter(|minutes| *minutes < 60);
        short.map(|minutes| Choice::new(minutes.to_string(), t.count("job-minutes", minutes))).collect()
    }

    /// Days of the week.
    pub fn weekdays(&self, t: &Text) -> Vec<Choice> {
        (1..=7).map(|day| Choice::new(day.to_string(), t.say(format!("job-weekday-{day}")))).collect()
    }

    /// Time zones.
    pub fn zones(&self) -> impl Iterator<Item = &'static str> {
        zones()
    }
}

/// The expression of the fields; empty, with the problem noted, where they say none.
fn expression(form: &mut PostForm) -> String {
    let often = form.value("often").to_owned();
    if often == "expression" {
        return form.value("expression").trim().to_owned();
    }
    pattern(form, &often).map_or_else(String::new, Pattern::expression)
}

fn pattern(form: &mut PostForm, often: &str) -> Option<Pattern> {
    match often {
        "minutes" => number(form, "minutes", 1, 60).map(Pattern::Minutes),
        "hourly" => number(form, "past", 0, 59).map(Pattern::Hourly),
        "daily" => time(form).map(Pattern::Daily),
        "workdays" => time(form).map(Pattern::Workdays),
        "weekly" => {
            let (day, time) = (number(form, "weekday", 1, 7), time(form));
            Some(Pattern::Weekly(day?, time?))
        }
        "monthly" => {
            let (day, time) = (number(form, "day", 1, 28), time(form));
            Some(Pattern::Monthly(day?, time?))
        }
        "last-of-month" => time(form).map(Pattern::LastOfMonth),
        "quarterly" => time(form).map(Pattern::Quarterly),
        "fiscal-quarterly" => time(form).map(Pattern::FiscalQuarterly),
        other => {
            form.problem("often", "form-error-choice", vec![("value", other.to_owned())]);
            None
        }
    }
}

fn time(form: &mut PostForm) -> Option<TimeOfDay> {
    form.needed("time")?;
    form.parsed("time", "job-error-time", TimeOfDay::parse)
}

fn number(form: &mut PostForm, field: &str, least: u32, most: u32) -> Option<u32> {
    let typed = form.needed(field)?;
    let number = typed.parse::<u32>().ok().filter(|number| (least..=most).contains(number));
    if number.is_none() {
        let bounds = vec![("value", typed), ("least", least.to_string()), ("most", most.to_string())];
        form.problem(field, "job-error-number", bounds);
    }
    number
}

/// Fills the fields of the picker, those that do not apply with what is usual.
pub(crate) fn fill_when(values: &mut Posted, expression: &str) {
    let pattern = Pattern::of(expression);
    let (mut minutes, mut past, mut weekday, mut day) = (5, 0, 1, 1);
    let mut time = TimeOfDay { hour: 6, minute: 0 };
    let often = match pattern {
        Some(Pattern::Minutes(every)) => {
            minutes = every;
            "minutes"
        }
        Some(Pattern::Hourly(minute)) => {
            past = minute;
            "hourly"
        }
        Some(Pattern::Daily(at)) => {
            time = at;
            "daily"
        }
        Some(Pattern::Workdays(at)) => {
            time = at;
            "workdays"
        }
        Some(Pattern::Weekly(on, at)) => {
            (weekday, time) = (on, at);
            "weekly"
        }
        Some(Pattern::Monthly(on, at)) => {
            (day, time) = (on, at);
            "monthly"
        }
        Some(Pattern::LastOfMonth(at)) => {
            time = at;
            "last-of-month"
        }
        Some(Pattern::Quarterly(at)) => {
            time = at;
            "quarterly"
        }
        Some(Pattern::FiscalQuarterly(at)) => {
            time = at;
            "fiscal-quarterly"
        }
        None => "expression",
    };
    values.push("often", often);
    values.push("minutes", minutes.to_string());
    values.push("past", past.to_string());
    values.push("time", time.to_string());
    values.push("weekday", weekday.to_string());
    values.push("day", day.to_string());
    values.push("expression", expression);
}

type Told = (String, &'static str, Vec<(&'static str, String)>);

/// Field, message key and arguments of a problem.
fn told(problem: JobProblem) -> Told {
    let at = |field: &str, key| (field.to_owned(), key, Vec::new());
    match problem {
        JobProblem::NameMissing => at("name", "form-needed"),
        JobProblem::NameLong => {
            ("name".to_owned(), "job-error-name-long", vec![("most", manage::LONGEST_NAME.to_string())])
        }
        JobProblem::NameTaken => at("name", "job-error-name-taken"),
        JobProblem::Text(name) => at(name, "form-needed"),
        JobProblem::Many => at("name", "job-error-many"),
        JobProblem::Changed(_) => at("", "job-changed"),
        JobProblem::Kind(word) => ("kind".to_owned(), "form-error-choice", vec![("value", word)]),
        JobProblem::Parameter { name, typed, least, most } => (
            format!("parameter.{name}"),
            "job-error-number",
            vec![("value", typed), ("least", least.to_string()), ("most", most.to_string())],
        ),
        JobProblem::Schedule(problem) => schedule_told(problem),
    }
}

fn schedule_told(problem: ScheduleProblem) -> Told {
    match problem {
        ScheduleProblem::Fields(count) => {
            ("expression".to_owned(), "job-error-fields", vec![("fields", count.to_string())])
        }
        ScheduleProblem::Field(field, value) => {
            use bareme_engine::jobs::schedule::CronField;
            let key = match field {
                CronField::Minute => "job-error-field-minute",
                CronField::Hour => "job-error-field-hour",
                CronField::Day => "job-error-field-day",
                CronField::Month => "job-error-field-month",
                CronField::Weekday => "job-error-field-weekday",
            };
            ("expression".to_owned(), key, vec![("value", value)])
        }
        ScheduleProblem::Never => ("expression".to_owned(), "job-error-never", Vec::new()),
        ScheduleProblem::Zone(zone) => ("zone".to_owned(), "job-error-zone", vec![("value", zone)]),
    }
}
