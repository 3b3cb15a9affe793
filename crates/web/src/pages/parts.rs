//! What templates of several pages need: widths of bars, days of a timeline, rows of the matrix, sentences.

pub use bareme_engine::view::{Evidence, LineKind};
use bareme_engine::view::{FittingView, LedgerLine, MatrixView, ModelRef, SurgeView, TimelineEntry};
pub use bareme_scoring::Stage;
use bareme_scoring::{Grade, Instant, Level, Points, Rating};

use crate::i18n::Text;
use crate::urls::{self, Link};

use super::form::Choice;

/// Width of a bar of 100 for a score of 0 to 100.
pub fn percent_width(points: &Points) -> String {
    width_of(points, &Points::HUNDRED)
}

/// Width of a bar of 100 for a part of a limit, whatever its sign.
pub fn width_of(points: &Points, of: &Points) -> String {
    let limit = of.as_f64().abs();
    if limit <= 0.0 {
        return String::from("0");
    }
    format!("{:.1}", (points.as_f64().abs() / limit * 100.0).clamp(0.0, 100.0))
}

/// Whether a line has more to show than its points.
pub const fn opens(line: &LedgerLine) -> bool {
    !line.evidence.is_empty() || line.working.is_some()
}

/// The names of the bands of a fit that points reach.
pub const GRADES: [&str; 3] = ["A", "B", "C"];

/// The names of the bands of an engagement that points reach.
pub const LEVELS: [&str; 3] = ["1", "2", "3"];

/// The bands of a rating, from 0: that of the grade, that of the level.
pub fn bands_of(rating: &Rating) -> (usize, usize) {
    (usize::from(rating.grade.index()), usize::from(rating.level.number().saturating_sub(1)))
}

/// Whether a line takes points away.
pub fn takes(points: &Points) -> bool {
    *points < Points::ZERO
}

impl Text {
    /// The factor of a surge, or that it is new.
    pub fn surge_factor(self, surge: &SurgeView) -> String {
        surge.factor.map_or_else(|| self.say("surge-new"), |factor| self.factor(&factor))
    }

    /// A surge in a sentence: how many activities in how many days, against how many before.
    pub fn surge_sentence(self, surge: &SurgeView) -> String {
        let recent = self.count_with("surge-recent", surge.recent, "days", self.int(surge.recent_days));
        let before = self.count_with("surge-before", surge.baseline, "days", self.int(surge.baseline_days));
        format!("{recent} {before}")
    }

    /// How many rows fit: "17", "More than 1,000".
    pub fn fitting(self, fitting: &FittingView) -> String {
        let count = self.int(fitting.count);
        if fitting.more { self.with("fitting-more", "count", count) } else { count }
    }

    /// What an activity was about: content type, content, campaign, channel.
    pub fn about(self, entry: &TimelineEntry) -> String {
        let parts = [
            entry.content_type.as_deref().map(|word| self.content_type(word)),
            entry.content.clone(),
            entry.campaign.as_deref().map(|name| self.with("about-campaign", "name", name)),
            entry.channel.as_deref().map(|word| self.content_type(word)),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }
}

/// The activities of one day.
#[derive(Clone, Debug)]
pub struct Day<'a> {
    /// A moment of that day.
    pub at: Instant,
    /// The activities, in the order given.
    pub entries: Vec<&'a TimelineEntry>,
}

/// A timeline by days.
pub fn days(entries: &[TimelineEntry]) -> Vec<Day<'_>> {
    let mut days: Vec<Day<'_>> = Vec::new();
    for entry in entries {
        match days.last_mut() {
            Some(day) if day.at.day() == entry.at.day() => day.entries.push(entry),
            _ => days.push(Day { at: entry.at, entries: vec![entry] }),
        }
    }
    days
}

/// The choices of the model picker.
pub fn model_choices(t: Text, models: &[ModelRef]) -> Vec<Choice> {
    models
        .iter()
        .map(|model| {
            let label = if model.primary {
                t.with("model-primary", "title", &model.title)
            } else {
                model.title.clone()
            };
            Choice::new(&model.name, label)
        })
        .collect()
}

/// The choices of the rating filter: grades, levels, cells.
pub fn rating_choices(t: Text) -> Vec<Choice> {
    let grades = Grade::ALL
        .into_iter()
        .map(|grade| Choice::new(grade.to_string(), t.with("rating-grade", "grade", grade)));
    let levels = Level::ALL
        .into_iter()
        .map(|level| Choice::new(level.to_string(), t.with("rating-level", "level", level)));
    let cells = Rating::all().map(|rating| Choice::new(rating.to_string(), rating.to_string()));
    grades.chain(levels).chain(cells).collect()
}

/// The matrix as a page draws it.
#[derive(Clone, Debug)]
pub struct MatrixTable {
    levels: Vec<LevelHead>,
    rows: Vec<GradeRow>,
}

/// The head of a column.
#[derive(Clone, Debug)]
pub struct LevelHead {
    /// 1 to 4.
    pub number: u8,
    /// The engagement that it takes: ≥ 75.
    pub range: String,
}

/// A row of the matrix.
#[derive(Clone, Debug)]
pub struct GradeRow {
    /// A to D.
    pub grade: Grade,
    /// The fit that it takes.
    pub range: String,
    /// Its four cells.
    pub cells: Vec<DrawnCell>,
}

/// A cell as drawn.
#[derive(Clone, Debug)]
pub struct DrawnCell {
    /// The cell.
    pub rating: Rating,
    /// The same, for the badge.
    pub some_rating: Option<Rating>,
    /// People in it.
    pub contacts: u64,
    /// Their share of all.
    pub share: f64,
    /// Shade, 0 (nobody) to 4.
    pub heat: u8,
    /// What the model asks for.
    pub action: &'static str,
    /// Hours to respond.
    pub sla_hours: Option<u32>,
    /// The people in it.
    pub link: Link,
}

impl MatrixTable {
    /// The matrix of a view, or none without a model.
    pub fn new(t: Text, view: &MatrixView) -> Option<Self> {
        if view.cells.is_empty() {
            return None;
        }
        let model = view.model.as_ref().map(|model| model.name.as_str());
        let most = view.cells.iter().map(|cell| cell.contacts).max().unwrap_or(0);
        let cells: Vec<DrawnCell> = view
            .cells
            .iter()
            .map(|cell| DrawnCell {
                rating: cell.cell.rating,
                some_rating: Some(cell.cell.rating),
                contacts: cell.contacts,
                share: ratio(cell.contacts, view.scored),
                heat: heat(cell.contacts, most),
                action: cell.cell.action,
                sla_hours: cell.cell.sla_hours,
                link: urls::contacts_in(&cell.cell.rating, model),
            })
            .collect();
        let rows = Grade::ALL
            .into_iter()
            .map(|grade| GradeRow {
                grade,
                range: range(t, &view.grades, usize::from(grade.index())),
                cells: cells.iter().filter(|cell| cell.rating.grade == grade).cloned().collect(),
            })
            .collect();
        let levels = Level::ALL
            .into_iter()
            .map(|level| LevelHead {
                number: level.number(),
                range: range(t, &view.levels, usize::from(level.number() - 1)),
            })
            .collect();
        Some(Self { levels, rows })
    }

    /// Heads of the columns.
    pub fn levels(&self) -> &[LevelHead] {
        &self.levels
    }

    /// Rows.
    pub fn rows(&self) -> &[GradeRow] {
        &self.rows
    }
}

/// The part of a whole, 0 for nothing of nothing.
#[expect(clippy::cast_precision_loss, reason = "counts of contacts are far below 2^52")]
pub fn ratio(part: u64, whole: u64) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// Four shades by the square root of the share of the fullest cell, so that small cells stay apart from empty ones.
fn heat(count: u64, most: u64) -> u8 {
    let root = ratio(count, most).sqrt();
    match root {
        _ if count == 0 => 0,
        root if root > 0.75 => 4,
        root if root > 0.5 => 3,
        root if root > 0.25 => 2,
        _ => 1,
    }
}

/// The scores that a grade or level takes: "≥ 75", and "< 25" for the last; they never break.
fn range(t: Text, thresholds: &[Points; 3], index: usize) -> String {
    let short = |points: &Points| {
        if points.hundredths() % 100 == 0 { t.int(points.hundredths() / 100) } else { t.points(points) }
    };
    match thresholds.get(index) {
        Some(threshold) => format!("≥\u{a0}{}", short(threshold)),
        None => thresholds.last().map(|last| format!("<\u{a0}{}", short(last))).unwrap_or_default(),
    }
}

/// The colour of a stage's badge: won is good, what leaves the way is bad, what waits for sales is warm.
pub const fn stage_class(stage: &Stage) -> &'static str {
    match stage {
        Stage::Won => "good",
        Stage::Mql => "warm",
        Stage::Sal | Stage::Sql | Stage::Opportunity => "accent",
        Stage::Rejected | Stage::Disqualified | Stage::Lost => "bad",
        Stage::Inquiry | Stage::Recycled => "",
    }
}

/// A value of a file as long as a table can bear.
pub fn shorten(value: &str) -> String {
    const LONGEST: usize = 120;
    if value.chars().count() <= LONGEST {
        return value.to_owned();
    }
    value.chars().take(LONGEST).chain(['…']).collect()
}

/// The address that writes to somebody; nothing that is no address.
pub fn mail_link(email: &Option<String>) -> Option<String> {
    let email = email.as_deref()?.trim();
    let fits = email.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
    let plain = email.chars().all(|c| !c.is_whitespace() && !c.is_control());
    let encoded =
        || form_urlencoded::byte_serialize(email.as_bytes()).collect::<String>().replace("%40", "@");
    (fits && plain).then(|| format!("mailto:{}", encoded()))
}

/// The address that calls somebody: digits, and a plus before them.
pub fn phone_link(phone: &Option<String>) -> Option<String> {
    let phone = phone.as_deref()?.trim();
    let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
    let plus = if phone.starts_with('+') { "+" } else { "" };
    (digits.len() >= 3).then(|| format!("tel:{plus}{digits}"))
}

/// A day of an address, as a date field sends it.
pub fn parse_day(text: &str) -> Option<Instant> {
    chrono::NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().map(Instant::from_date)
}
