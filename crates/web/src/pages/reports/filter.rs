//! What the address of a report asks for: a period, what its rows are, a view, and what leads have in common.

use bareme_engine::reports::{Choices, Dimension, Filter, ReportKind, ReportQuery, View};
use bareme_reporting::Preset;
use bareme_scoring::Instant;

use crate::i18n::Text;
use crate::pages::form::{Choice, FilterBuilder, FilterForm};
use crate::pages::parts;
use crate::pages::query::{FieldError, Params, RatingFilter, Reader};
use crate::urls::{self, Link};

/// Fields that a telephone shows at once; the others open on demand.
const SHOWN: usize = 3;
/// The parameter of values that leads lack.
const WITHOUT: &str = "without";

/// What the address asks for.
#[derive(Clone, Debug)]
pub struct Wish {
    /// Which report.
    pub kind: ReportKind,
    /// A period that moves on with time.
    pub preset: Option<Preset>,
    /// The period begins on this day; only without a preset.
    pub from: Option<Instant>,
    /// The first day after it.
    pub until: Option<Instant>,
    /// What the rows are.
    pub by: Option<Dimension>,
    /// Which leads the period means.
    pub view: Option<View>,
    /// Model.
    pub model: Option<String>,
    /// What leads have or lack.
    pub filters: Vec<Filter>,
    /// The saved view that was opened.
    pub saved: Option<i64>,
}

impl Wish {
    /// A report without any filter.
    pub const fn new(kind: ReportKind) -> Self {
        Self {
            kind,
            preset: None,
            from: None,
            until: None,
            by: None,
            view: None,
            model: None,
            filters: Vec::new(),
            saved: None,
        }
    }

    /// Reads an address, with everything that is wrong with it.
    pub fn read(kind: ReportKind, params: &Params) -> (Self, Vec<FieldError>) {
        let mut reader = Reader::new(params);
        let mut wish = Self {
            preset: reader.parsed("period", "field-error-choice", Preset::from_word),
            from: reader.parsed("from", "field-error-date", parts::parse_day),
            until: reader.parsed("until", "field-error-date", parts::parse_day),
            by: reader.parsed("by", "field-error-choice", Dimension::from_word),
            view: reader.parsed("view", "field-error-choice", |word| view(kind, word)),
            model: reader.text("model"),
            filters: filters(&mut reader),
            saved: reader.text("saved").and_then(|id| id.parse().ok()),
            ..Self::new(kind)
        };
        wish.settle(params, &mut reader);
        (wish, reader.errors)
    }

    /// A period that ends before it begins, and days beside a period that has its own.
    fn settle(&mut self, params: &Params, reader: &mut Reader<'_>) {
        let mut refuse = |field: &'static str, key| {
            let typed = params.text(field).unwrap_or_default();
            reader.errors.push(FieldError { field, typed, key });
        };
        if self.preset.is_some() {
            for field in ["from", "until"] {
                if params.text(field).is_some() {
                    refuse(field, "report-error-preset");
                }
            }
            (self.from, self.until) = (None, None);
        } else if let (Some(from), Some(until)) = (self.from, self.until)
            && until <= from
        {
            refuse("until", "field-error-period");
            self.until = None;
        }
    }

    /// The period, seen from `now`.
    pub fn period(&self, now: Instant, fiscal_start: u32) -> (Option<Instant>, Option<Instant>) {
        match self.preset {
            Some(preset) => {
                let (from, until) = preset.span(now, fiscal_start);
                (Some(from), Some(until))
            }
            None => (self.from, self.until),
        }
    }

    /// What the engine is asked.
    pub fn query(&self, now: Instant, fiscal_start: u32) -> ReportQuery {
        let (from, before) = self.period(now, fiscal_start);
        ReportQuery {
            model: self.model.clone(),
            from,
            before,
            by: self.by(),
            view: self.view(),
            filters: self.filters.clone(),
        }
    }

    /// The rows in force.
    pub fn by(&self) -> Dimension {
        self.by.clone().unwrap_or_else(|| self.kind.usual_by())
    }

    /// The view in force.
    pub fn view(&self) -> View {
        self.view.or_else(|| self.kind.views().first().copied()).unwrap_or_default()
    }

    /// Its words in an address.
    pub fn words(&self) -> Vec<(&'static str, String)> {
        let mut words = Vec::new();
        let mut put = |name, value: Option<String>| words.extend(value.map(|value| (name, value)));
        put("period", self.preset.map(|preset| preset.word().to_owned()));
        put("from", self.from.map(|from| from.date().to_string()));
        put("until", self.until.map(|until| until.date().to_string()));
        put("by", self.by.as_ref().map(|by| by.word().into_owned()));
        put("view", self.view.map(|view| view.word().to_owned()));
        for filter in &self.filters {
            if let Some(value) = &filter.value {
                put(filter.by.parameter(), Some(value.clone()));
            }
        }
        let lacking: Vec<_> = self.filters.iter().filter(|filter| filter.value.is_none()).collect();
        let lacking: Vec<String> = lacking.iter().map(|filter| filter.by.word().into_owned()).collect();
        put(WITHOUT, (!lacking.is_empty()).then(|| lacking.join(",")));
        put("model", self.model.clone());
        words
    }

    /// The address of this report.
    pub fn link(&self) -> Link {
        urls::report(self.kind.word()).with_all(&self.words())
    }

    fn value_of(&self, by: &Dimension) -> Option<&str> {
        self.filters.iter().find(|filter| filter.by == *by)?.value.as_deref()
    }
}

/// The view of a word, if the report has it.
fn view(kind: ReportKind, word: &str) -> Option<View> {
    kind.views().iter().copied().find(|view| view.word() == word)
}

/// What leads can be filtered by, in the order of the form.
pub fn dimensions() -> impl Iterator<Item = Dimension> {
    Dimension::ALL
        .into_iter()
        .filter(|by| !by.is_period() && !matches!(by, Dimension::Model | Dimension::Version))
}

fn filters(reader: &mut Reader<'_>) -> Vec<Filter> {
    let mut filters = Vec::new();
    for by in dimensions() {
        let value = if by == Dimension::Rating {
            reader.rating(by.parameter()).map(|rating: RatingFilter| rating.word)
        } else {
            reader.text(by.parameter())
        };
        filters.extend(value.map(|value| Filter { by: by.clone(), value: Some(value) }));
    }
    let lacking = |word: &str| {
        let by = Dimension::from_word(word).filter(|by| !by.is_period())?;
        Some(Filter { by, value: None })
    };
    let without = reader.parsed(WITHOUT, "field-error-choice", |words| {
        words.split(',').map(lacking).collect::<Option<Vec<Filter>>>()
    });
    filters.extend(without.unwrap_or_default());
    filters
}

/// The form of a report.
pub fn form(t: Text, wish: &Wish, choices: &Choices, errors: &[FieldError]) -> FilterForm {
    let day = |at: Option<Instant>| at.map(|at| at.date().to_string());
    let (from, until) = (day(wish.from), day(wish.until));
    let presets = Preset::ALL.into_iter().map(|preset| Choice::new(preset.word(), preset_name(t, preset)));
    let mut rows: Vec<Choice> = Dimension::ALL.iter().map(|by| choice_of(t, by)).collect();
    // What an address asks for stands in the form even where it is not offered.
    if let Some(by) = wish.by.as_ref().filter(|by| !Dimension::ALL.contains(by)) {
        rows.push(choice_of(t, by));
    }
    let views = wish.kind.views().iter();
    let views = views.map(|view| Choice::new(view.word(), t.say(format!("report-view-{}", view.word()))));
    let mut builder = FilterBuilder::new(t, urls::report(wish.kind.word()), wish.link(), errors)
        .select("period", "report-preset", presets.collect(), wish.preset.map(Preset::word))
        .setting("by", "report-by", if wish.kind.has_rows() { rows } else { Vec::new() }, &wish.by().word())
        .setting("view", "report-view", views.collect(), wish.view().word())
        .date("from", "lead-from", from.as_deref())
        .date("until", "lead-until", until.as_deref());
    if choices.models.len() > 1 || wish.model.is_some() {
        let models = parts::model_choices(t, &choices.models);
        builder = builder.select("model", "model", models, wish.model.as_deref());
    }
    for by in dimensions() {
        builder = field(t, builder, wish, choices, &by);
    }
    let lacking: Vec<&Filter> = wish.filters.iter().filter(|filter| filter.value.is_none()).collect();
    let words: Vec<String> = lacking.iter().map(|filter| filter.by.word().into_owned()).collect();
    let names: Vec<String> = lacking.iter().map(|filter| choice_of(t, &filter.by).label).collect();
    let without = (!words.is_empty()).then(|| words.join(","));
    let mut form =
        builder.hidden(WITHOUT, "lead-without", without.as_deref(), Some(names.join(", "))).build();
    form.shown = SHOWN;
    form
}

/// A select of the values that there are; without any, nothing can be chosen.
fn field<'a>(
    t: Text,
    builder: FilterBuilder<'a>,
    wish: &Wish,
    choices: &Choices,
    by: &Dimension,
) -> FilterBuilder<'a> {
    let key = format!("by-{}", by.word());
    let value = wish.value_of(by);
    if *by == Dimension::Rating {
        return builder.select(by.parameter(), &key, parts::rating_choices(t), value);
    }
    let values = choices.values.iter().find(|(known, _)| known == by).map_or(&[][..], |(_, values)| values);
    if values.is_empty() && value.is_none() {
        return builder;
    }
    let name = |value: &String| {
        let is_reason = *by == Dimension::Reason;
        let label = if is_reason { t.reason_among(&choices.reasons, value) } else { value.clone() };
        Choice::new(value, label)
    };
    builder.select(by.parameter(), &key, values.iter().map(name).collect(), value)
}

/// A dimension as a choice.
fn choice_of(t: Text, by: &Dimension) -> Choice {
    let label = match by {
        Dimension::Account(name) => t.with("by-account-attribute", "name", t.attribute(name)),
        Dimension::Contact(name) => t.with("by-contact-attribute", "name", t.attribute(name)),
        built_in => t.say(format!("by-{}", built_in.word())),
    };
    Choice::new(by.word(), label)
}

/// The name of a preset.
pub fn preset_name(t: Text, preset: Preset) -> String {
    t.say(format!("period-{}", preset.word().replace('_', "-")))
}
