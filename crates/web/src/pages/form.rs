//! Filters of lists: fields that keep what was typed, chips that take a filter away, heads that sort, and the pager.

use crate::i18n::Text;
use crate::urls::Link;

use super::parts::parse_day;
use super::query::{self, FieldError};

/// A choice of a select.
#[derive(Clone, Debug)]
pub struct Choice {
    /// Value in the address; empty for "any".
    pub value: String,
    /// Text for people.
    pub label: String,
}

impl Choice {
    /// A choice.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into() }
    }
}

/// How a field is filled in.
#[derive(Clone, Debug)]
pub enum Input {
    /// Free text.
    Search {
        /// An example.
        placeholder: String,
    },
    /// One of several.
    Select(Vec<Choice>),
    /// A day.
    Date,
}

/// Letters that a plain field has room for.
const PLAIN: usize = 14;

/// A field of a filter form.
#[derive(Clone, Debug)]
pub struct Field {
    /// Name in the address.
    pub name: &'static str,
    /// Text for people.
    pub label: String,
    /// How it is filled in.
    pub input: Input,
    /// What was typed or chosen.
    pub value: String,
    /// What is wrong with it.
    pub error: Option<String>,
}

impl Field {
    /// Whether it is free text, which gets more room.
    pub const fn is_search(&self) -> bool {
        matches!(self.input, Input::Search { .. })
    }

    /// Whether what was chosen is too long for the room of a plain field.
    pub fn is_long(&self) -> bool {
        let Input::Select(choices) = &self.input else { return false };
        let chosen = choices.iter().find(|choice| choice.value == self.value);
        chosen.is_some_and(|choice| choice.label.chars().count() > PLAIN)
    }
}

/// An active filter that one click takes away.
#[derive(Clone, Debug)]
pub struct Chip {
    /// The field's label.
    pub label: String,
    /// The chosen value, for people.
    pub value: String,
    /// The list without it.
    pub remove: Link,
}

/// The filter form of a list.
#[derive(Clone, Debug)]
pub struct FilterForm {
    /// Where it leads.
    pub action: String,
    /// Parameters that are kept without a field.
    pub hidden: Vec<(&'static str, String)>,
    /// The fields.
    pub fields: Vec<Field>,
    /// How many of them a telephone shows at once; the others open on demand.
    pub shown: usize,
    /// Active filters.
    pub chips: Vec<Chip>,
    /// The list without any filter.
    pub clear: Link,
}

impl FilterForm {
    /// Whether a field has something wrong with it.
    pub fn has_errors(&self) -> bool {
        self.fields.iter().any(|field| field.error.is_some())
    }

    /// Whether anything is filtered.
    pub const fn is_active(&self) -> bool {
        !self.chips.is_empty()
    }
}

/// Builds a filter form field by field.
#[derive(Debug)]
pub struct FilterBuilder<'a> {
    t: Text,
    errors: &'a [FieldError],
    /// The list as it is, without its place.
    here: Link,
    form: FilterForm,
}

impl<'a> FilterBuilder<'a> {
    /// A form for the list at `bare`, which is shown as `here` now.
    pub fn new(t: Text, bare: Link, here: Link, errors: &'a [FieldError]) -> Self {
        let form = FilterForm {
            action: bare.to_string(),
            hidden: Vec::new(),
            fields: Vec::new(),
            shown: 1,
            chips: Vec::new(),
            clear: bare,
        };
        Self { t, errors, here, form }
    }

    /// Free text.
    #[must_use]
    pub fn search(mut self, name: &'static str, key: &str, value: Option<&str>) -> Self {
        let placeholder = self.t.say(format!("{key}-placeholder"));
        if let Some(value) = value {
            self.chip(name, key, value.to_owned());
        }
        self.field(name, key, Input::Search { placeholder }, value)
    }

    /// One of several; the choice "any" comes first and is no filter.
    #[must_use]
    pub fn select(
        mut self,
        name: &'static str,
        key: &str,
        choices: Vec<Choice>,
        value: Option<&str>,
    ) -> Self {
        let any = Choice::new("", self.t.say("filter-any"));
        let mut all = vec![any];
        all.extend(choices);
        // What stands in the address is shown even when it is no choice any more.
        if let Some(value) = value
            && !all.iter().any(|choice| choice.value == value)
        {
            all.push(Choice::new(value, value));
        }
        if let Some(choice) = all.iter().find(|choice| Some(choice.value.as_str()) == value) {
            let label = choice.label.clone();
            self.chip(name, key, label);
        }
        self.field(name, key, Input::Select(all), value)
    }

    /// One of several, of which one always holds: a sorting, a model, a view. Never a chip.
    #[must_use]
    pub fn setting(self, name: &'static str, key: &str, choices: Vec<Choice>, value: &str) -> Self {
        if choices.len() < 2 {
            return self;
        }
        self.field(name, key, Input::Select(choices), Some(value))
    }

    /// A day.
    #[must_use]
    pub fn date(mut self, name: &'static str, key: &str, value: Option<&str>) -> Self {
        if let Some(at) = value.and_then(parse_day) {
            let day = self.t.date(&at);
            self.chip(name, key, day);
        }
        self.field(name, key, Input::Date, value)
    }

    /// A filter that came from a figure and has no field of its own: it is kept, and its chip takes it away.
    #[must_use]
    pub fn hidden(self, name: &'static str, key: &str, value: Option<&str>, label: Option<String>) -> Self {
        let Some(value) = value else { return self };
        let shown = label.unwrap_or_else(|| value.to_owned());
        let label = self.t.say(key);
        self.kept(name, label, value, shown)
    }

    /// The same, with the words of its chip: what it filters by, and what it lets through.
    #[must_use]
    pub fn kept(mut self, name: &'static str, label: String, value: &str, shown: String) -> Self {
        self.form.hidden.push((name, value.to_owned()));
        self.form.chips.push(Chip { label, value: shown, remove: self.here.clone().without(name) });
        self
    }

    /// The form.
    pub fn build(self) -> FilterForm {
        self.form
    }

    fn chip(&mut self, name: &'static str, key: &str, value: String) {
        let remove = self.here.clone().without(name);
        self.form.chips.push(Chip { label: self.t.say(key), value, remove });
    }

    fn field(mut self, name: &'static str, key: &str, mut input: Input, value: Option<&str>) -> Self {
        let error = self.errors.iter().find(|error| error.field == name);
        if let (Some(error), Input::Select(choices)) = (error, &mut input) {
            choices.push(Choice::new(&error.typed, &error.typed));
        }
        let typed = error.map(|error| error.typed.as_str()).or(value).unwrap_or_default();
        self.form.fields.push(Field {
            name,
            label: self.t.say(key),
            input,
            value: typed.to_owned(),
            error: query::sentence(self.t, self.errors, name),
        });
        self
    }
}

/// The word in the address that turns an order round.
pub const REVERSE: &str = "reverse";

/// How a list is sorted.
#[derive(Clone, Copy, Debug)]
pub struct Order<'a> {
    /// The list as it is, without its place.
    pub here: &'a Link,
    /// The word of the sorting in force.
    pub current: &'a str,
    /// Whether it is turned round.
    pub reversed: bool,
}

/// The head of a column.
#[derive(Clone, Debug)]
pub struct Head {
    /// Text for people.
    pub label: String,
    /// The list sorted by it, where it can be.
    pub link: Option<Link>,
    /// `ascending` or `descending` where the list is sorted by it.
    pub sorted: Option<&'static str>,
    /// Figures stand right.
    pub right: bool,
}

impl Head {
    /// A column that the list cannot be sorted by.
    pub fn plain(t: Text, key: &str) -> Self {
        Self { label: t.say(key), link: None, sorted: None, right: false }
    }

    /// A column that sorts the list; `sort` is its word in the address. Where the list is sorted by it already, it turns
    /// the order round.
    pub fn sorting(t: Text, key: &str, order: &Order<'_>, sort: &'static str) -> Self {
        let sorted = sort == order.current;
        let up = (sort == "name") != order.reversed;
        let link = order.here.clone().without("sort").without("order").with("sort", sort);
        Self {
            label: t.say(key),
            link: Some(if sorted && !order.reversed { link.with("order", REVERSE) } else { link }),
            sorted: sorted.then_some(if up { "ascending" } else { "descending" }),
            right: false,
        }
    }

    /// With its figures on the right.
    #[must_use]
    pub fn on_the_right(mut self) -> Self {
        self.right = true;
        self
    }
}

/// The way to the next and previous rows of a list.
#[derive(Clone, Debug)]
pub struct Pager {
    /// How many rows are shown.
    pub sentence: String,
    /// The rows before.
    pub previous: Option<Link>,
    /// The rows after.
    pub next: Option<Link>,
}

impl Pager {
    /// The pager of a slice of the list at `here`; `key` is the message that says how many rows are shown.
    pub fn new<T>(t: Text, key: &str, here: &Link, slice: &bareme_engine::view::Slice<T>) -> Self {
        Self::named(t, key, here, "cursor", slice)
    }

    /// The same, with the cursor under another name, for a list within a page.
    pub fn named<T>(
        t: Text,
        key: &str,
        here: &Link,
        name: &'static str,
        slice: &bareme_engine::view::Slice<T>,
    ) -> Self {
        let at = |cursor: &Option<String>| cursor.as_ref().map(|cursor| here.clone().with(name, cursor));
        Self {
            sentence: t.count(key, slice.rows.len()),
            previous: at(&slice.previous),
            next: at(&slice.next),
        }
    }

    /// Whether there is anywhere to go.
    pub const fn needed(&self) -> bool {
        self.previous.is_some() || self.next.is_some()
    }
}

#[cfg(test)]
mod tests {
    use bareme_scoring::Instant;

    use super::*;
    use crate::i18n::Language;
    use crate::urls;

    #[test]
    fn a_chip_takes_away_its_own_filter_only() {
        let t = Text::new(Language::English, Instant::from_millis(0));
        let here = urls::accounts().with("q", "acme").with("country", "FR");
        let form = FilterBuilder::new(t, urls::accounts(), here, &[])
            .search("q", "filter-search", Some("acme"))
            .select("country", "filter-country", vec![Choice::new("FR", "France")], Some("FR"))
            .build();
        let removes: Vec<String> = form.chips.iter().map(|chip| chip.remove.to_string()).collect();
        assert_eq!(removes, ["/accounts?country=FR", "/accounts?q=acme"]);
        assert_eq!(form.chips[1].value, "France");
    }

    #[test]
    fn the_head_in_force_turns_the_order_round_and_the_others_do_not() {
        let t = Text::new(Language::English, Instant::from_millis(0));
        let here = urls::contacts().with("q", "x").with("sort", "recent");
        let head = |reversed, sort| {
            let order = Order { here: &here, current: "recent", reversed };
            let head = Head::sorting(t, "contact", &order, sort);
            (head.link.map(|link| link.to_string()).unwrap_or_default(), head.sorted)
        };
        assert_eq!(
            head(false, "recent"),
            ("/contacts?q=x&sort=recent&order=reverse".to_owned(), Some("descending"))
        );
        assert_eq!(head(true, "recent"), ("/contacts?q=x&sort=recent".to_owned(), Some("ascending")));
        assert_eq!(head(true, "name"), ("/contacts?q=x&sort=name".to_owned(), None));
    }

    #[test]
    fn a_wrong_value_stays_in_its_field_with_a_sentence() {
        let t = Text::new(Language::English, Instant::from_millis(0));
        let errors = [FieldError { field: "from", typed: "2026-13-01".to_owned(), key: "field-error-date" }];
        let form = FilterBuilder::new(t, urls::funnel(), urls::funnel(), &errors)
            .date("from", "filter-from", None)
            .build();
        assert_eq!(form.fields[0].value, "2026-13-01");
        assert!(form.fields[0].error.as_deref().is_some_and(|sentence| sentence.contains("2026-13-01")));
    }
}
