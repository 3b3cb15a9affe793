//! Which leads: the one form in which reports count them, lists show them and files hold them, with its words in addresses.

mod described;
mod only;
#[cfg(test)]
mod tests;

use bareme_reporting::{Behind, List};
use bareme_scoring::{Currency, DAY_MS, Instant, Stage};

pub(super) use described::AsTheyAre;
pub use described::{Described, Names};
pub use only::{Deed, Only};

use super::Dimension;

/// Which leads. What is empty lets everything through; everything that is said must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Name of the model.
    pub model: Option<String>,
    /// Became MQL from this moment on …
    pub from: Option<Instant>,
    /// … and before this one.
    pub before: Option<Instant>,
    /// Where they stand now.
    pub stage: Option<Stage>,
    /// A stage that they reached.
    pub reached: Option<Stage>,
    /// What happened to them in a period.
    pub happened: Option<Happened>,
    /// What is true of them now.
    pub only: Option<Only>,
    /// Opportunities with an amount in this currency.
    pub currency: Option<Currency>,
    /// What they have, or lack.
    pub filters: Vec<Filter>,
}

/// Something happened to a lead in a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Happened {
    /// What.
    pub deed: Deed,
    /// From this moment on …
    pub from: Option<Instant>,
    /// … and before this one.
    pub before: Option<Instant>,
}

/// A value that leads have; `None`: they have none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    /// Of what. Never a period: those are the selection's own.
    pub by: Dimension,
    /// The value as data has it; of a rating also a grade or a level alone.
    pub value: Option<String>,
}

/// Parameters of the address of a list of leads, without those of dimensions.
const FROM: &str = "from";
const UNTIL: &str = "until";
const STAGE: &str = "stage";
const REACHED: &str = "reached";
const ONLY: &str = "only";
const HAPPENED: &str = "happened";
const SINCE: &str = "since";
const TO: &str = "to";
const CURRENCY: &str = "currency";
const WITHOUT: &str = "without";
const MODEL: &str = "model";
const ATTRIBUTE: &str = "attribute";

impl Selection {
    /// Its words in an address, in a fixed order. [`Self::read`] reads them back.
    pub fn words(&self) -> Vec<(&'static str, String)> {
        let mut words = Vec::new();
        let mut put = |name, value: Option<String>| words.extend(value.map(|value| (name, value)));
        put(STAGE, self.stage.map(|stage| stage.word().to_owned()));
        put(REACHED, self.reached.map(|stage| stage.word().to_owned()));
        put(FROM, self.from.map(day_or_moment));
        put(UNTIL, self.before.map(day_or_moment));
        if let Some(happened) = self.happened {
            put(HAPPENED, Some(happened.deed.word().to_owned()));
            put(SINCE, happened.from.map(day_or_moment));
            put(TO, happened.before.map(day_or_moment));
        }
        put(ONLY, self.only.map(Only::word));
        put(CURRENCY, self.currency.map(|currency| currency.code().to_owned()));
        let (with, without): (Vec<&Filter>, Vec<&Filter>) =
            self.filters.iter().partition(|filter| filter.value.is_some());
        let (attributes, plain): (Vec<&Filter>, Vec<&Filter>) =
            with.into_iter().partition(|filter| filter.by.parameter() == ATTRIBUTE);
        for by in Dimension::ALL {
            let filter = plain.iter().find(|filter| filter.by == by);
            put(by.parameter(), filter.and_then(|filter| filter.value.clone()));
        }
        let attribute = |filter: &&Filter| {
            format!("{}={}", filter.by.word(), filter.value.as_deref().unwrap_or_default())
        };
        put(ATTRIBUTE, joined(attributes.iter().map(attribute), "\n"));
        put(WITHOUT, joined(without.iter().map(|filter| filter.by.word().into_owned()), ","));
        put(MODEL, self.model.clone());
        words
    }

    /// Reads an address: `value` gives a parameter. The second part is the parameters that could not be used.
    pub fn read(value: &dyn Fn(&str) -> Option<String>) -> (Self, Vec<&'static str>) {
        let mut reader = Reader { value, bad: Vec::new() };
        let happened = reader.parsed(HAPPENED, Deed::from_word);
        let (since, to) = (reader.parsed(SINCE, Instant::parse), reader.parsed(TO, Instant::parse));
        let selection = Self {
            stage: reader.parsed(STAGE, Stage::from_word),
            reached: reader.parsed(REACHED, Stage::from_word),
            from: reader.parsed(FROM, Instant::parse),
            before: reader.parsed(UNTIL, Instant::parse),
            happened: happened.map(|deed| Happened { deed, from: since, before: to }),
            only: reader.parsed(ONLY, Only::from_word),
            currency: reader.parsed(CURRENCY, Currency::from_code),
            filters: reader.filters(),
            model: value(MODEL),
        };
        (selection, reader.bad)
    }

    /// The selection with a value that leads have or lack, in place of what was said of that dimension before. A model is
    /// the selection's own word.
    #[must_use]
    pub fn with(mut self, by: Dimension, value: Option<String>) -> Self {
        match (by, value) {
            (Dimension::Model, Some(name)) => self.model = Some(name),
            (by, value) => {
                // A cell within a grade that was asked for already: the narrower one stays.
                self.filters.retain(|known| known.by != by);
                self.filters.push(Filter { by, value });
            }
        }
        self
    }

    /// The selection of those that reached a stage.
    #[must_use]
    pub fn reaching(mut self, stage: Stage) -> Self {
        self.reached = Some(stage);
        self
    }

    /// The selection of those that stand at a stage.
    #[must_use]
    pub fn standing_at(mut self, stage: Stage) -> Self {
        self.stage = Some(stage);
        self
    }

    /// The selection of those of which something is true now.
    #[must_use]
    pub fn only(mut self, only: Only) -> Self {
        self.only = Some(only);
        self
    }

    /// The selection of opportunities in a currency.
    #[must_use]
    pub fn in_currency(mut self, currency: Currency) -> Self {
        self.currency = Some(currency);
        self
    }

    /// The list of these leads.
    pub fn behind(&self) -> Behind {
        Behind { list: List::Leads, words: self.words() }
    }
}

/// Reads parameters and remembers which were no use.
struct Reader<'a> {
    value: &'a dyn Fn(&str) -> Option<String>,
    bad: Vec<&'static str>,
}

impl Reader<'_> {
    fn parsed<T>(&mut self, name: &'static str, parse: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let typed = (self.value)(name)?;
        let parsed = parse(&typed);
        if parsed.is_none() {
            self.bad.push(name);
        }
        parsed
    }

    fn filters(&mut self) -> Vec<Filter> {
        let mut filters = Vec::new();
        let plain = Dimension::ALL.into_iter().filter(|by| !by.is_period() && *by != Dimension::Model);
        for by in plain {
            let Some(value) = (self.value)(by.parameter()) else { continue };
            if by == Dimension::Rating && super::lens::ratings(&value).is_empty() {
                self.bad.push(by.parameter());
                continue;
            }
            filters.push(Filter { by, value: Some(value) });
        }
        let attribute = |line: &str| {
            let (name, value) = line.split_once('=')?;
            let by = Dimension::from_word(name).filter(|by| by.parameter() == ATTRIBUTE)?;
            Some(Filter { by, value: Some(value.to_owned()) })
        };
        let lacking = |word: &str| {
            let by = Dimension::from_word(word).filter(|by| !by.is_period())?;
            Some(Filter { by, value: None })
        };
        let all = |text: &str, mark, read: &dyn Fn(&str) -> Option<Filter>| {
            text.split(mark).map(read).collect::<Option<Vec<Filter>>>()
        };
        filters.extend(self.parsed(ATTRIBUTE, |text| all(text, '\n', &attribute)).unwrap_or_default());
        filters.extend(self.parsed(WITHOUT, |text| all(text, ',', &lacking)).unwrap_or_default());
        filters
    }
}

/// A day alone where the moment is its beginning.
fn day_or_moment(at: Instant) -> String {
    if at.millis().rem_euclid(DAY_MS) == 0 { at.date().to_string() } else { at.to_string() }
}

fn joined(parts: impl Iterator<Item = String>, mark: &str) -> Option<String> {
    let parts: Vec<String> = parts.collect();
    (!parts.is_empty()).then(|| parts.join(mark))
}
