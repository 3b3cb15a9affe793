//! What a person does, visit by visit: mail is opened, pages are read, and when the company thinks of buying, prices
//! are looked at and demonstrations asked for.

use bareme_scoring::{Activity, Instant};

use crate::catalogue::Act;
use crate::company::{Company, Standing, Window};
use crate::dice::{Dice, Stream};
use crate::market::{COUNTRIES, Industry};
use crate::number::{real, signed};
use crate::person::Person;
use crate::world::World;

/// Mean number of activities of a visit times the mean of the factor that people's time with us gives; measured, and
/// held by a test on the totals.
const ACTIVITIES_PER_VISIT: f64 = 1.22;

/// The largest share of a person's visits that fall into buying windows.
const BUYING_SHARE: f64 = 0.55;

/// Days of windows after which most of that share is reached.
const BUYING_DAYS: f64 = 30.0;

/// A day of a surge draws as much as so many days of another window.
const SURGE: u32 = 3;

/// Why somebody visits: the shares of kinds of visit differ.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mood {
    /// Just got to know us.
    Welcome,
    /// Nothing special.
    Calm,
    /// The company thinks of buying.
    Buying,
}

/// A kind of visit.
#[derive(Clone, Copy)]
enum Visit {
    Mail,
    Reading,
    Research,
    Prices,
    Demo,
    Contact,
    Webinar,
    Event,
    Careers,
}

const VISITS: [Visit; 9] = [
    Visit::Mail,
    Visit::Reading,
    Visit::Research,
    Visit::Prices,
    Visit::Demo,
    Visit::Contact,
    Visit::Webinar,
    Visit::Event,
    Visit::Careers,
];

/// Writes what the person does over the whole history into `out`, in order of time, no two at the same moment.
pub(crate) fn act(world: &World, company: &Company, person: &Person, out: &mut Vec<Activity>) {
    out.clear();
    let mut dice = Dice::new(world.seed, Stream::Behaviour, person.index);
    let tenure = 0.1 + 0.9 * world.tenure(person.created);
    let visits = world.activities_per_contact / ACTIVITIES_PER_VISIT * tenure;
    let from = person.created.max(world.start);
    let occasions = Occasions::new(company, person, from);
    for _ in 0..dice.rounded(visits * person.vigour) {
        let (mood, day) = occasions.draw(world, &mut dice, from);
        let west = COUNTRIES[company.country].west;
        let begin = world.calendar.office_time(&mut dice, day, west);
        let late = begin >= world.change;
        let visit = visit(&mut dice, mood, late, company, person);
        Writer { out, dice: &mut dice, at: begin }.write(visit);
    }
    if dice.chance(0.025) {
        let day = world.calendar.day(&mut dice, from.day(), world.until.day());
        let at = world.calendar.office_time(&mut dice, day, 0);
        out.push(Activity { at, kind: Act::Unsubscribe.kinds().0 });
    }
    in_order(world, from, out);
}

/// Sorts by time, moves what fell on the same second apart, and drops what lies outside of the person's time.
fn in_order(world: &World, from: Instant, out: &mut Vec<Activity>) {
    out.retain(|activity| activity.at > from);
    out.sort_unstable();
    let mut last = Instant::MIN;
    for activity in out.iter_mut() {
        if activity.at <= last {
            activity.at = last.plus_millis(1_000);
        }
        last = activity.at;
    }
    out.retain(|activity| activity.at <= world.until);
}

/// The buying windows that a person takes part in, as far as they lie in the person's time.
struct Occasions {
    windows: Vec<Window>,
    /// How much each window draws: its days, and those of a surge more.
    weights: Vec<u32>,
    /// The probability that a visit belongs to a window.
    share: f64,
}

impl Occasions {
    fn new(company: &Company, person: &Person, from: Instant) -> Self {
        let takes_part = person.involved && company.standing != Standing::Competitor;
        let first = from.day() + 1;
        let mut occasions = Self { windows: Vec::new(), weights: Vec::new(), share: 0.0 };
        for (place, (start, end)) in (1..).zip(&company.windows) {
            let start = (*start).max(first);
            if takes_part && start <= *end {
                let days = u32::try_from(end - start + 1).unwrap_or(0);
                // The surge is the last window.
                let surge = company.surging && place == company.windows.len();
                occasions.windows.push((start, *end));
                occasions.weights.push(if surge { days * SURGE } else { days });
            }
        }
        let days: u32 = occasions.weights.iter().sum();
        occasions.share = BUYING_SHARE * (1.0 - libm::exp(-f64::from(days) / BUYING_DAYS));
        occasions
    }

    /// Why and on which day a visit happens.
    fn draw(&self, world: &World, dice: &mut Dice, from: Instant) -> (Mood, i64) {
        let last = world.until.day();
        let draw = dice.unit();
        if draw < self.share {
            let (start, end) = self.windows[dice.weighted(&self.weights)];
            return (Mood::Buying, world.calendar.day(dice, start, end));
        }
        if from > world.start && draw > 0.82 {
            let day = from.day() + signed(dice.exponential(14.0));
            if day < last {
                return (Mood::Welcome, world.calendar.day(dice, day, (day + 3).min(last)));
            }
        }
        (Mood::Calm, world.calendar.day(dice, from.day(), last))
    }
}

/// What the visit is for.
fn visit(dice: &mut Dice, mood: Mood, late: bool, company: &Company, person: &Person) -> Visit {
    let mut shares: [u32; 9] = match mood {
        Mood::Welcome => [20, 26, 22, 9, 3, 5, 9, 6, 0],
        Mood::Calm => [44, 33, 8, 4, 0, 1, 5, 3, 2],
        Mood::Buying => [12, 16, 26, 26, 8, 5, 4, 3, 0],
    };
    if late {
        // Since the change, webinars are everywhere and attract whoever has an hour to spare.
        shares[6] *= if company.industry == Industry::PublicSector { 5 } else { 3 };
    }
    if person.seeks_job {
        shares[8] += 30;
    }
    if company.standing == Standing::Competitor {
        shares[3] += 15;
        shares[4] = 0;
    }
    VISITS[dice.weighted(&shares)]
}

/// Writes the activities of one visit, some minutes apart.
struct Writer<'a> {
    out: &'a mut Vec<Activity>,
    dice: &'a mut Dice,
    at: Instant,
}

impl Writer<'_> {
    fn write(&mut self, visit: Visit) {
        match visit {
            Visit::Mail => self.mail(),
            Visit::Reading => {
                for _ in 0..=self.dice.below(3) {
                    let act =
                        [Act::Blog, Act::Blog, Act::Product, Act::Docs][self.dice.weighted(&[4, 1, 3, 2])];
                    self.one(act);
                }
            }
            Visit::Research => {
                self.one(Act::Product);
                self.maybe(0.5, Act::Product);
                let paper = if self.dice.chance(0.55) { Act::WhitePaper } else { Act::CaseStudy };
                self.maybe(0.7, paper);
            }
            Visit::Prices => {
                self.maybe(0.5, Act::Product);
                self.one(Act::Pricing);
                self.maybe(0.45, Act::Pricing);
            }
            Visit::Demo => {
                self.one(Act::Pricing);
                self.one(Act::DemoForm);
                self.maybe(0.8, Act::DemoRequest);
            }
            Visit::Contact => {
                self.maybe(0.6, Act::Product);
                let form = if self.dice.chance(0.5) { Act::ContactForm } else { Act::Newsletter };
                self.one(form);
            }
            Visit::Webinar => {
                self.one(Act::Webinar);
                self.maybe(0.3, Act::WhitePaper);
            }
            Visit::Event => {
                self.one(Act::Event);
                self.maybe(0.2, Act::Product);
            }
            Visit::Careers => {
                self.one(Act::Careers);
                self.maybe(0.5, Act::Careers);
            }
        }
    }

    fn mail(&mut self) {
        self.one(Act::EmailOpen);
        if self.dice.chance(0.3) {
            self.one(Act::EmailClick);
            let page = if self.dice.chance(0.6) { Act::Blog } else { Act::Product };
            self.maybe(0.6, page);
        }
    }

    fn maybe(&mut self, probability: f64, act: Act) {
        if self.dice.chance(probability) {
            self.one(act);
        }
    }

    fn one(&mut self, act: Act) {
        let (first, count) = act.kinds();
        let kind = first + u32::try_from(self.dice.below(u64::from(count))).unwrap_or(0);
        self.out.push(Activity { at: self.at, kind });
        let seconds = 20 + self.dice.below(340);
        self.at = self.at.plus_millis(signed(real(seconds)) * 1_000);
    }
}
