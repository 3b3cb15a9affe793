//! The page of a report: any of them, from its value.

use actix_web::web;
use askama::Template;
use askama_web::WebTemplate;
use bareme_engine::reports::{self, Choices, ReportKind};
use bareme_engine::{Engine, saved_views};
use bareme_reporting::{Cell, Definition, Figure, Highlight, Kind, Report};

use super::columns::Part;
use super::filter::{self, Wish};
use super::views::{self, SavedRow};
use crate::i18n::Text;
use crate::pages::form::FilterForm;
use crate::pages::post::PostForm;
use crate::pages::query::{FieldError, Params};
use crate::urls::{self, Link};
use crate::{Area, PageError, Shell, engine};

/// What a page shows, as the engine gives it.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The report.
    pub report: Report,
    /// What the form offers.
    pub choices: Choices,
    /// The views that were saved of it.
    pub views: Vec<saved_views::View>,
}

/// Shows the report that an address asks for.
pub async fn show(
    engine: engine::Data,
    kind: web::Path<String>,
    params: Params,
    shell: Shell,
) -> Result<ReportShow, PageError> {
    let kind = kind_of(&kind)?;
    let (wish, errors) = Wish::read(kind, &params);
    page(&engine, shell, wish, &errors, PostForm::default()).await
}

/// The report of a word.
pub(super) fn kind_of(word: &str) -> Result<ReportKind, PageError> {
    word.parse().map_err(|_| PageError::NotFound)
}

/// The page of a wish; `naming` is the form that saves it, with what was wrong with it.
pub(super) async fn page(
    engine: &engine::Data,
    shell: Shell,
    wish: Wish,
    errors: &[FieldError],
    naming: PostForm,
) -> Result<ReportShow, PageError> {
    let (t, asked) = (shell.t, wish.clone());
    let shown = engine::ask(engine, wish.link(), move |engine| read(engine, t, &asked)).await?;
    Ok(ReportShow::new(shell, shown, wish, errors, naming))
}

fn read(engine: &Engine, t: Text, wish: &Wish) -> bareme_engine::Result<Shown> {
    let choices = reports::choices(engine)?;
    let report = made(engine, t, wish, choices.fiscal_start)?;
    let views = saved_views::list(engine)?.into_iter().filter(|view| view.report == wish.kind.word());
    Ok(Shown { report, views: views.collect(), choices })
}

/// The report of a wish.
pub(crate) fn made(
    engine: &Engine,
    t: Text,
    wish: &Wish,
    fiscal_start: u32,
) -> bareme_engine::Result<Report> {
    reports::report(engine, wish.kind, &wish.query(engine.now(), fiscal_start), &t)
}

/// A figure that stands alone.
#[derive(Clone, Debug)]
pub struct Tile {
    /// What it is.
    pub label: String,
    /// How much.
    pub value: String,
    /// How sure it is.
    pub interval: String,
    /// What stands below.
    pub hint: String,
    /// The leads behind it.
    pub link: Option<Link>,
    /// Its definition.
    pub defined: Option<&'static str>,
}

/// The page.
#[derive(Template, WebTemplate)]
#[template(path = "pages/reports/show.html")]
pub struct ReportShow {
    /// The visitor's language.
    pub t: Text,
    /// What surrounds it.
    pub shell: Shell,
    /// Its title.
    pub title: String,
    /// What it counts.
    pub lead: String,
    /// The filter in words.
    pub scope: Vec<(String, String)>,
    /// Filters.
    pub form: FilterForm,
    /// What a reader of one minute should know.
    pub highlights: Vec<Highlight>,
    /// Figures.
    pub tiles: Vec<Tile>,
    /// Sections.
    pub parts: Vec<Part>,
    /// What its words mean.
    pub definitions: Vec<Definition>,
    /// Whether there is nothing to report.
    pub nothing: bool,
    /// The file for print.
    pub pdf: Link,
    /// Views that were saved of this report.
    pub views: Vec<SavedRow>,
    /// The one that was opened.
    pub opened: Option<SavedRow>,
    /// The form that saves the filter.
    pub naming: PostForm,
    /// Whether the period moves on with time, in a sentence.
    pub moves: String,
    wish: Wish,
}

impl ReportShow {
    /// The page of a report.
    pub fn new(shell: Shell, shown: Shown, wish: Wish, errors: &[FieldError], naming: PostForm) -> Self {
        let t = shell.t;
        let Shown { report, choices, views } = shown;
        let words = wish.words();
        let kind = wish.kind.word();
        let parts = report.sections.iter().map(|section| {
            Part::new(t, &report, section, urls::report_csv(kind, section.key).with_all(&words))
        });
        let views: Vec<SavedRow> = views.iter().map(|view| SavedRow::new(t, view)).collect();
        let area = if wish.kind == ReportKind::Funnel { Area::Funnel } else { Area::Reports };
        Self {
            t,
            form: filter::form(t, &wish, &choices, errors),
            tiles: report.figures.iter().map(|figure| tile(t, &report, figure)).collect(),
            parts: parts.collect(),
            nothing: is_nothing(&report),
            highlights: report.highlights,
            pdf: urls::report_pdf(kind).with_all(&words),
            opened: wish.saved.and_then(|id| views.iter().find(|view| view.id == id).cloned()),
            views,
            naming,
            moves: views::moves(t, wish.preset, wish.from.is_some() || wish.until.is_some()),
            title: report.title,
            lead: report.lead,
            scope: report.scope,
            definitions: report.definitions,
            wish,
            shell: shell.within(area),
        }
    }

    /// Where the form that saves the filter is sent.
    fn save(&self) -> Link {
        urls::report_views(self.wish.kind.word())
    }

    /// Where the report is mailed from.
    fn mail(&self) -> Link {
        urls::new_report_mail(self.wish.kind.word(), &self.query())
    }

    /// The filter, for the form that saves it.
    fn query(&self) -> String {
        self.wish.link().query()
    }
}

pub(crate) fn tile(t: Text, report: &Report, figure: &Figure) -> Tile {
    let interval = figure.interval.map(|ends| {
        let end = |value: f64| match figure.kind {
            Kind::Share => t.share(&value),
            kind => t.cell(&Cell::Number(value), kind),
        };
        t.with2("interval", "low", end(ends.low), "high", end(ends.high))
    });
    Tile {
        label: figure.label.clone(),
        // An amount is long: its unit may stand on a line of its own.
        value: t.cell_in(&figure.value, figure.kind, figure.unit.as_deref()).replace('\u{a0}', " "),
        interval: interval.unwrap_or_default(),
        hint: figure.hint.clone(),
        link: figure.behind.as_ref().map(urls::behind),
        defined: report.definitions.iter().map(|definition| definition.key).find(|key| *key == figure.key),
    }
}

/// Whether no figure counts anything, or no section has a row.
fn is_nothing(report: &Report) -> bool {
    let none = |figure: &Figure| matches!(figure.value, Cell::Empty | Cell::Count(0));
    if report.figures.is_empty() {
        return report.sections.iter().all(|section| section.table.rows.is_empty());
    }
    report.figures.iter().all(none)
}
