//! Letters of reports: the value that the page shows, in the reader's language, with the file for print.

use bareme_engine::mailing::{Attachment, Letter, Order, Press};
use bareme_engine::reports::Wording;
use bareme_engine::{Engine, EngineError};
use bareme_mail::{Links, Voice, letter};
use bareme_reporting::{Cell, Kind, Report};
use bareme_scoring::Instant;

use crate::i18n::{Language, Text};
use crate::pages::reports::mailed::Mailed;
use crate::{print, urls};

/// Writes letters whose links lead to this site.
#[derive(Clone, Debug)]
pub struct LetterPress {
    /// Where the site is, without a slash at its end.
    site: String,
    /// The language of letters for which nobody chose one.
    language: Language,
}

impl LetterPress {
    /// Letters whose links begin with an address such as `https://bareme.example.com`, in English where nobody chose a
    /// language.
    pub fn new(site: &str) -> Self {
        Self { site: site.trim().trim_end_matches('/').to_owned(), language: Language::English }
    }

    /// The same in another language, where nobody chose one.
    #[must_use]
    pub const fn in_language(mut self, language: Language) -> Self {
        self.language = language;
        self
    }

    fn address(&self, link: &urls::Link) -> String {
        format!("{}{link}", self.site)
    }
}

impl Press for LetterPress {
    fn report(&self, engine: &Engine, order: &Order) -> bareme_engine::Result<Letter> {
        let language = Language::from_tag(&order.language).unwrap_or_default();
        let t = Text::new(language, engine.now());
        let (report, page) = Mailed::of(order)?.made(engine, t)?;
        let failed = |error: &dyn std::fmt::Display| EngineError::Invalid(error.to_string());
        let bytes = print::render(t, &report).map_err(|error| failed(&error))?;
        let name = format!("bareme-{}-{}.pdf", report.key, report.made_at.date());
        let file = Attachment { name, kind: "application/pdf".to_owned(), bytes };
        let links = Links {
            page: self.address(&page),
            open: "mail-open",
            stop: order.schedule.map(|id| self.address(&urls::report_mail(&id))),
        };
        letter(&report, &t, &links, Some(file)).map_err(|error| failed(&error))
    }

    fn notice(
        &self,
        engine: &Engine,
        make: &dyn Fn(&dyn Wording) -> Report,
        page: &str,
    ) -> bareme_engine::Result<Letter> {
        let t = Text::new(self.language, engine.now());
        let links = Links { page: format!("{}{page}", self.site), open: "mail-open-leads", stop: None };
        letter(&make(&t), &t, &links, None).map_err(|error| EngineError::Invalid(error.to_string()))
    }
}

impl Voice for Text {
    fn code(&self) -> &'static str {
        self.language.code()
    }

    fn say(&self, key: &str) -> String {
        Self::say(*self, key)
    }

    fn with(&self, key: &str, arguments: &[(&'static str, String)]) -> String {
        self.with_all(key, arguments.to_vec())
    }

    fn count(&self, key: &str, count: usize) -> String {
        Self::count(*self, key, count)
    }

    fn cell(&self, cell: &Cell, kind: Kind, unit: Option<&str>) -> String {
        self.cell_in(cell, kind, unit)
    }

    fn moment(&self, at: Instant) -> String {
        Self::moment(*self, &at)
    }
}
