//! When the shipped model would have handed a person over: its rules in a form that follows a person's history
//! activity by activity. The rules are those of `demo_model.toml`; a test holds them against the evaluator.

use bareme_scoring::{Activity, Instant};

use crate::catalogue::{Act, act_of};
use crate::company::{Company, Standing};
use crate::market::{Department, Industry, JobLevel, Size};
use crate::person::{Mailbox, Person};

/// From this fit on a grade is A or B.
const GRADE_B: f64 = 55.0;

/// From this engagement on a level is 3 or better.
const LEVEL_3: f64 = 18.0;

/// The cap of the three categories that add signals up.
const CAP: f64 = 14.0;

/// The moments at which the rating entered a cell of the matrix that hands over: grade A or B, level 1 to 3.
pub(crate) fn entries(company: &Company, person: &Person, activities: &[Activity]) -> Vec<Instant> {
    if company.standing != Standing::Prospect || fit(company, person) < GRADE_B {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut engagement = Engagement::new(person.consent);
    for activity in activities {
        let before = engagement.score_at(activity.at);
        engagement.count(*activity);
        if before < LEVEL_3 && engagement.score_at(activity.at) >= LEVEL_3 {
            found.push(activity.at);
        }
    }
    found
}

/// Fit by the shipped model; a student has none.
pub(crate) fn fit(company: &Company, person: &Person) -> f64 {
    let job = match person.level {
        JobLevel::Chief => 100.0,
        JobLevel::Director => 80.0,
        JobLevel::Manager => 45.0,
        JobLevel::Specialist => 20.0,
        JobLevel::Unknown => 15.0,
        JobLevel::Student => return 0.0,
    };
    let industry = match company.known_industry {
        Some(Industry::Software | Industry::Pharma | Industry::PublicSector) => 100.0,
        Some(Industry::Manufacturing | Industry::Banking | Industry::Energy) => 60.0,
        Some(Industry::Insurance | Industry::Telecom | Industry::Logistics) => 35.0,
        Some(Industry::Retail | Industry::Education | Industry::Food) => 0.0,
        None => 20.0,
    };
    let size = match company.size() {
        Size::Giant => 100.0,
        Size::Large => 80.0,
        Size::Middle => 45.0,
        Size::Small => 25.0,
        Size::Micro => 0.0,
        Size::Unknown => 20.0,
    };
    let country = match crate::market::COUNTRIES[company.country].code {
        "FR" => 100.0,
        "BE" | "CH" | "DE" => 70.0,
        "GB" | "NL" | "ES" | "IT" | "SE" => 40.0,
        _ => 0.0,
    };
    let department = match person.known_department {
        Some(Department::It) => 100.0,
        Some(Department::Operations) => 60.0,
        Some(Department::Finance | Department::Research) => 40.0,
        Some(Department::Purchasing) => 30.0,
        Some(Department::Marketing | Department::HumanResources) => 0.0,
        None => 20.0,
    };
    let private = if person.mailbox == Mailbox::Private { 10.0 } else { 0.0 };
    0.35 * job + 0.20 * industry + 0.20 * size + 0.15 * country + 0.10 * department - private
}

/// A fading sum.
#[derive(Clone, Copy)]
struct Fading {
    sum: f64,
    at: Instant,
    half_life_days: f64,
}

impl Fading {
    const fn new(half_life_days: f64) -> Self {
        Self { sum: 0.0, at: Instant::MIN, half_life_days }
    }

    fn at(&self, at: Instant) -> f64 {
        if self.at == Instant::MIN {
            return 0.0;
        }
        self.sum * libm::exp2(-at.days_since(self.at) / self.half_life_days)
    }

    fn add(&mut self, at: Instant, points: f64) {
        self.sum = self.at(at) + points;
        self.at = at;
    }
}

/// Engagement by the shipped model, followed through time. Sums that stay below their cap are exact.
pub(crate) struct Engagement {
    web: Fading,
    content: Fading,
    /// Webinars, events.
    events: Fading,
    mail: Fading,
    demo: Option<Instant>,
    form: Option<Instant>,
    /// The day that the limits per day count for, and what was counted: prices, products, docs, blog, clicks, opens.
    day: i64,
    today: [f64; 6],
    penalty: f64,
}

impl Engagement {
    pub(crate) fn new(consent: bool) -> Self {
        Self {
            web: Fading::new(30.0),
            content: Fading::new(60.0),
            events: Fading::new(60.0),
            mail: Fading::new(30.0),
            demo: None,
            form: None,
            day: i64::MIN,
            today: [0.0; 6],
            penalty: if consent { 0.0 } else { 10.0 },
        }
    }

    /// Takes the next activity in.
    pub(crate) fn count(&mut self, activity: Activity) {
        let at = activity.at;
        if at.day() != self.day {
            self.day = at.day();
            self.today = [0.0; 6];
        }
        match act_of(activity.kind) {
            Act::Pricing => self.limited_web(at, 0, 10.0, 20.0),
            Act::Product => self.limited_web(at, 1, 4.0, 12.0),
            Act::Docs => self.limited_web(at, 2, 4.0, 8.0),
            Act::Blog => self.limited_web(at, 3, 2.0, 4.0),
            Act::Careers => self.web.add(at, -10.0),
            Act::EmailClick => self.limited_mail(at, 4, 5.0, 10.0),
            Act::EmailOpen => self.limited_mail(at, 5, 2.0, 4.0),
            Act::Unsubscribe => self.mail.add(at, -20.0),
            Act::Newsletter | Act::ContactForm | Act::DemoForm => self.form = Some(at),
            Act::DemoRequest => self.demo = Some(at),
            Act::WhitePaper | Act::CaseStudy => self.content.add(at, 12.0),
            Act::Webinar | Act::Event => self.events.add(at, 10.0),
        }
    }

    fn room(&mut self, limit: usize, points: f64, per_day: f64) -> f64 {
        let room = points.min(per_day - self.today[limit]).max(0.0);
        self.today[limit] += room;
        room
    }

    fn limited_web(&mut self, at: Instant, limit: usize, points: f64, per_day: f64) {
        let points = self.room(limit, points, per_day);
        self.web.add(at, points);
    }

    fn limited_mail(&mut self, at: Instant, limit: usize, points: f64, per_day: f64) {
        let points = self.room(limit, points, per_day);
        self.mail.add(at, points);
    }

    /// The engagement at a moment not before the last activity.
    pub(crate) fn score_at(&self, at: Instant) -> f64 {
        let category = |sum: f64| 25.0 * sum.clamp(0.0, CAP) / CAP;
        let age = |moment: Option<Instant>| moment.map_or(f64::INFINITY, |moment| at.days_since(moment));
        let percent = match (age(self.demo), age(self.form)) {
            (..=45.0, _) => 100.0,
            (..=90.0, _) | (_, ..=45.0) => 60.0,
            (_, ..=90.0) => 30.0,
            _ => 0.0,
        };
        let sum = category(self.web.at(at))
            + category(self.content.at(at))
            + category(self.events.at(at) + self.mail.at(at))
            + 0.25 * percent;
        let latest = [self.web.at, self.content.at, self.events.at, self.mail.at]
            .into_iter()
            .chain(self.demo)
            .chain(self.form)
            .fold(Instant::MIN, Instant::max);
        let silent = latest == Instant::MIN || at.days_since(latest) > 120.0;
        (sum - self.penalty - if silent { 10.0 } else { 0.0 }).clamp(0.0, 100.0)
    }
}
