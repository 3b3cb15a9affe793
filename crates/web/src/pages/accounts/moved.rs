//! The filters of the accounts list that a report opens: where accounts stood on two days, and how far their committee is
//! covered. They have no fields of their own; each is a chip that takes it away.

use bareme_engine::pages::accounts::{MovementQuery, Way};
use bareme_scoring::{BuyingRole, Instant};

use crate::i18n::Text;
use crate::pages::form::FilterBuilder;
use crate::pages::parts;
use crate::pages::query::{RatingFilter, Reader};
use crate::urls::Link;

/// Bands of committee coverage in percent: words in the address.
pub const COVERAGES: [&str; 6] = ["0", "1-24", "25-49", "50-74", "75-99", "100"];

/// What the address asks for.
#[derive(Clone, Debug, Default)]
pub struct Moved {
    /// The first day of a time; where accounts stood at its beginning.
    pub since: Option<Instant>,
    /// The first day after it.
    pub until: Option<Instant>,
    /// Ratings at its beginning.
    pub was: Option<RatingFilter>,
    /// Ratings at its end.
    pub became: Option<RatingFilter>,
    /// What became of them.
    pub way: Option<Way>,
    /// A role of which the committee misses somebody.
    pub missing: Option<BuyingRole>,
    /// One of [`COVERAGES`].
    pub coverage: Option<String>,
}

impl Moved {
    pub(super) fn read(reader: &mut Reader<'_>) -> Self {
        Self {
            since: reader.parsed("since", "field-error-date", parts::parse_day),
            until: reader.parsed("until", "field-error-date", parts::parse_day),
            was: reader.rating("was"),
            became: reader.rating("became"),
            way: reader.parsed("moved", "field-error-choice", Way::from_word),
            missing: reader.parsed("missing", "field-error-choice", |word| {
                BuyingRole::ALL.into_iter().find(|role| role.word() == word)
            }),
            coverage: reader.parsed("coverage", "field-error-choice", |text| {
                COVERAGES.iter().find(|band| **band == text).map(|band| (*band).to_owned())
            }),
        }
    }

    /// What the store is asked; dates alone ask nothing.
    pub(super) fn query(&self) -> Option<MovementQuery> {
        let cells = |filter: &Option<RatingFilter>| {
            filter.as_ref().map(|rating| rating.cells.clone()).unwrap_or_default()
        };
        let asks = self.way.is_some() || self.was.is_some() || self.became.is_some();
        asks.then(|| MovementQuery {
            since: self.since,
            until: self.until,
            was: cells(&self.was),
            became: cells(&self.became),
            way: self.way,
        })
    }

    /// Coverage in hundredths of a percent: at least, and below.
    pub(super) fn coverage(&self) -> (Option<i32>, Option<i32>) {
        match self.coverage.as_deref() {
            Some("0") => (None, Some(1)),
            Some("1-24") => (Some(1), Some(2_500)),
            Some("25-49") => (Some(2_500), Some(5_000)),
            Some("50-74") => (Some(5_000), Some(7_500)),
            Some("75-99") => (Some(7_500), Some(10_000)),
            Some(_) => (Some(10_000), None),
            None => (None, None),
        }
    }

    pub(super) fn link(&self, link: Link) -> Link {
        let word = |rating: &Option<RatingFilter>| rating.as_ref().map(|rating| rating.word.clone());
        link.with_some("since", self.since.map(Instant::date))
            .with_some("until", self.until.map(Instant::date))
            .with_some("was", word(&self.was))
            .with_some("became", word(&self.became))
            .with_some("moved", self.way.map(Way::word))
            .with_some("missing", self.missing.map(BuyingRole::word))
            .with_some("coverage", self.coverage.as_deref())
    }

    pub(super) fn fields<'a>(&self, t: Text, form: FilterBuilder<'a>) -> FilterBuilder<'a> {
        let day = |at: Option<Instant>| (at.map(|at| at.date().to_string()), at.map(|at| t.date(&at)));
        let (since, since_label) = day(self.since);
        let (until, until_label) = day(self.until);
        let word = |rating: &Option<RatingFilter>| rating.as_ref().map(|rating| rating.word.clone());
        let missing = self.missing.map(|role| t.say(format!("role-{}", role.word().replace('_', "-"))));
        let way = self.way.map(|way| t.say(format!("moved-{}", way.word())));
        let coverage =
            self.coverage.as_deref().map(|band| t.with("coverage-band", "band", band.replace('-', "–")));
        form.hidden("moved", "filter-moved", self.way.map(Way::word), way)
            .hidden("was", "filter-was", word(&self.was).as_deref(), None)
            .hidden("became", "filter-became", word(&self.became).as_deref(), None)
            .hidden("since", "filter-since", since.as_deref(), since_label)
            .hidden("until", "filter-until", until.as_deref(), until_label)
            .hidden("missing", "filter-missing", self.missing.map(BuyingRole::word), missing)
            .hidden("coverage", "coverage", self.coverage.as_deref(), coverage)
    }
}
