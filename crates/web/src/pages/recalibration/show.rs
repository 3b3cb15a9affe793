//! The report of a run.

use actix_web::web;
use askama::Template;
use askama_web::WebTemplate;
use bareme_engine::recalibrate::{self, Listed};
use bareme_reporting::{Definition, Highlight, Report};

use super::list::{VerdictView, state_class};
use crate::i18n::Text;
use crate::pages::reports::columns::Part;
use crate::pages::reports::mailed;
use crate::pages::reports::show::{Tile, tile};
use crate::urls::{self, Link};
use crate::{Area, PageError, Shell, engine};

/// Shows a report.
pub async fn show(
    engine: engine::Data,
    id: web::Path<i64>,
    shell: Shell,
) -> Result<RecalibrationShow, PageError> {
    let (id, t) = (id.into_inner(), shell.t);
    let (listed, report) = engine::ask(&engine, urls::recalibrations(), move |engine| {
        Ok((recalibrate::find(engine, id)?.listed, recalibrate::report(engine, id, &t)?))
    })
    .await?;
    Ok(RecalibrationShow::new(shell, &listed, report))
}

/// The page.
#[derive(Template, WebTemplate)]
#[template(path = "pages/recalibration/show.html")]
pub struct RecalibrationShow {
    /// The visitor's language.
    pub t: Text,
    /// What surrounds it.
    pub shell: Shell,
    /// Its title.
    pub title: String,
    /// The verdict in a sentence.
    pub lead: String,
    /// The verdict in a word.
    pub verdict: VerdictView,
    /// The proposal, and how it stands.
    pub proposal: Option<(Link, String, &'static str)>,
    /// Whether the proposal waits for signatures.
    pub waits: bool,
    /// What was asked.
    pub scope: Vec<(String, String)>,
    /// What a reader of one minute should know.
    pub highlights: Vec<Highlight>,
    /// Figures.
    pub tiles: Vec<Tile>,
    /// Sections.
    pub parts: Vec<Part>,
    /// What its words mean.
    pub definitions: Vec<Definition>,
    /// The file for print.
    pub pdf: Link,
    /// The form that mails the newest of these reports.
    pub mail: Link,
}

impl RecalibrationShow {
    /// The page of a report.
    pub fn new(shell: Shell, listed: &Listed, report: Report) -> Self {
        let t = shell.t;
        let parts = report
            .sections
            .iter()
            .map(|section| Part::new(t, &report, section, urls::recalibration_csv(&listed.id, section.key)));
        Self {
            t,
            verdict: VerdictView::new(t, listed.verdict),
            waits: listed.proposal.as_ref().is_some_and(|(_, state)| state.word() == "open"),
            proposal: listed.proposal.as_ref().map(|(id, state)| {
                (urls::proposal(id), t.say(format!("proposal-{}", state.word())), state_class(state))
            }),
            parts: parts.collect(),
            tiles: report.figures.iter().map(|figure| tile(t, &report, figure)).collect(),
            pdf: urls::recalibration_pdf(&listed.id),
            mail: mailed::recalibration(&listed.model),
            title: report.title,
            lead: report.lead,
            scope: report.scope,
            highlights: report.highlights,
            definitions: report.definitions,
            shell: shell.within(Area::Recalibration),
        }
    }
}
