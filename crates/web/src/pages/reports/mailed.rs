//! What a letter can be of: a report with its filter, counted when it is written, or the newest report of recalibration.

use bareme_engine::mailing::{Order, RECALIBRATION};
use bareme_engine::reports::{self, ReportKind};
use bareme_engine::{Engine, EngineError, recalibrate};
use bareme_reporting::Report;

use super::filter::Wish;
use super::show;
use crate::i18n::Text;
use crate::pages::query::{self, FieldError, Params};
use crate::urls::{self, Link};

/// Mondays at seven: before the week's first meeting.
const MONDAYS: &str = "0 7 * * 1";
/// An hour after the usual recalibration of a quarter.
const QUARTERS: &str = "0 7 1 Q *";

/// What is mailed.
#[derive(Clone, Debug)]
pub(crate) enum Mailed {
    /// A report with its filter, and what is wrong with that.
    Report(Box<Wish>, Vec<FieldError>),
    /// The newest report of recalibration of a model, or of the primary one.
    Recalibration(Option<String>),
}

impl Mailed {
    /// Reads the words of an order; `None` when there is no such report.
    pub(crate) fn read(report: &str, query: &str) -> Option<Self> {
        let params = Params::read(query);
        if report == RECALIBRATION {
            return Some(Self::Recalibration(params.text("model")));
        }
        let kind: ReportKind = report.parse().ok()?;
        let (wish, errors) = Wish::read(kind, &params);
        Some(Self::Report(Box::new(wish), errors))
    }

    /// What an order asks for.
    pub(crate) fn of(order: &Order) -> bareme_engine::Result<Self> {
        Self::read(&order.report, &order.query).ok_or_else(|| EngineError::not_found("report", &order.report))
    }

    /// The word of the report.
    pub(crate) const fn word(&self) -> &'static str {
        match self {
            Self::Report(wish, _) => wish.kind.word(),
            Self::Recalibration(_) => RECALIBRATION,
        }
    }

    /// The words of the filter, as far as they can be used.
    pub(crate) fn query(&self) -> String {
        match self {
            Self::Report(wish, _) => wish.link().query(),
            Self::Recalibration(model) => of_model(model.as_deref()).query(),
        }
    }

    /// The page that shows the like of it.
    pub(crate) fn link(&self) -> Link {
        match self {
            Self::Report(wish, _) => wish.link(),
            Self::Recalibration(_) => urls::recalibrations(),
        }
    }

    /// When letters of it usually go out, as an expression.
    pub(crate) const fn usual(&self) -> &'static str {
        match self {
            Self::Report(..) => MONDAYS,
            Self::Recalibration(_) => QUARTERS,
        }
    }

    /// The report as it is now, and its page.
    pub(crate) fn made(&self, engine: &Engine, t: Text) -> bareme_engine::Result<(Report, Link)> {
        match self {
            Self::Report(wish, errors) => {
                if let Some(error) = errors.first() {
                    let sentence = query::sentence(t, errors, error.field).unwrap_or_default();
                    return Err(EngineError::Invalid(sentence));
                }
                Ok((show::made(engine, t, wish, reports::fiscal_start(engine)?)?, wish.link()))
            }
            Self::Recalibration(model) => {
                let id = recalibrate::newest(engine, model.as_deref())?;
                Ok((recalibrate::report(engine, id, &t)?, urls::recalibration(&id)))
            }
        }
    }
}

/// The address that mails the newest report of recalibration of a model.
pub(crate) fn recalibration(model: &str) -> Link {
    urls::new_report_mail(RECALIBRATION, &of_model(Some(model)).query())
}

fn of_model(model: Option<&str>) -> Link {
    let link = urls::recalibrations();
    match model {
        Some(model) => link.with("model", model),
        None => link,
    }
}
