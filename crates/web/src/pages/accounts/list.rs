//! The list of accounts: who is warming up.

use askama::Template;
use askama_web::WebTemplate;
use bareme_engine::pages::accounts::{self, AccountSort, AccountsQuery};
use bareme_engine::reports;
use bareme_engine::view::AccountsPage;

use super::moved::Moved;
use crate::i18n::Text;
use crate::pages::form::{Choice, FilterBuilder, FilterForm, Head, Order, Pager, REVERSE};
use crate::pages::parts;
use crate::pages::query::{FieldError, Params, RatingFilter, Reader};
use crate::urls::{self, Link};
use crate::{Area, PageError, Shell, engine};

/// How the list can be sorted: words in the address.
pub const SORTS: [&str; 4] = ["score", "name", "surge", "trend"];
/// Bands of the number of employees: words in the address.
pub const SIZES: [&str; 5] = ["1-49", "50-249", "250-999", "1000-4999", "5000+"];

/// Accounts of one sort only: words in the address.
pub const ONLY: [&str; 3] = ["mqa", "surge", "engaged"];

/// What the address asks for.
#[derive(Clone, Debug, Default)]
pub struct Wish {
    /// Part of a name, or the beginning of a key or domain.
    pub search: Option<String>,
    /// A cell of the matrix, a grade or a level.
    pub rating: Option<RatingFilter>,
    /// Industry.
    pub industry: Option<String>,
    /// Country.
    pub country: Option<String>,
    /// One of [`SIZES`].
    pub size: Option<String>,
    /// Owner.
    pub owner: Option<String>,
    /// Only marketing-qualified accounts, surging ones, those with somebody engaged: `mqa`, `surge`, `engaged`.
    pub only: Option<String>,
    /// What a report asks for.
    pub moved: Moved,
    /// Model.
    pub model: Option<String>,
    /// One of [`SORTS`].
    pub sort: Option<String>,
    /// The order the other way round.
    pub reversed: bool,
    /// The place in the list.
    pub cursor: Option<String>,
}

impl Wish {
    /// Reads an address, with everything that is wrong with it.
    pub fn read(params: &Params) -> (Self, Vec<FieldError>) {
        let mut reader = Reader::new(params);
        let one_of = |words: &'static [&'static str]| {
            move |text: &str| words.iter().find(|word| **word == text).map(|word| (*word).to_owned())
        };
        let wish = Self {
            search: reader.text("q"),
            rating: reader.rating("rating"),
            industry: reader.text("industry"),
            country: reader.text("country"),
            size: reader.parsed("size", "field-error-choice", |text| is_size(text).then(|| text.to_owned())),
            owner: reader.text("owner"),
            only: reader.parsed("only", "field-error-choice", one_of(&ONLY)),
            moved: Moved::read(&mut reader),
            model: reader.text("model"),
            sort: reader.parsed("sort", "field-error-choice", one_of(&SORTS)),
            reversed: reader.parsed("order", "field-error-choice", one_of(&[REVERSE])).is_some(),
            cursor: reader.text("cursor"),
        };
        (wish, reader.errors)
    }

    /// What the engine is asked.
    pub fn query(&self) -> AccountsQuery {
        AccountsQuery {
            model: self.model.clone(),
            search: self.search.clone(),
            ratings: self.rating.as_ref().map(|rating| rating.cells.clone()).unwrap_or_default(),
            industry: self.industry.clone(),
            country: self.country.clone(),
            owner: self.owner.clone(),
            employees: self.size.as_deref().map(band).unwrap_or_default(),
            mqa: self.only.as_deref() == Some("mqa"),
            surging: self.only.as_deref() == Some("surge"),
            engaged_from: (self.only.as_deref() == Some("engaged")).then_some(1),
            missing: self.moved.missing,
            coverage: self.moved.coverage(),
            movement: self.moved.query(),
            sort: match self.sort.as_deref() {
                Some("name") => AccountSort::Name,
                Some("surge") => AccountSort::Surge,
                Some("trend") => AccountSort::Change,
                _ => AccountSort::Score,
            },
            reversed: self.reversed,
            cursor: self.cursor.clone(),
            limit: 0,
        }
    }

    /// The address of this list, from its beginning.
    pub fn link(&self) -> Link {
        let link = urls::accounts()
            .with_some("q", self.search.as_deref())
            .with_some("rating", self.rating.as_ref().map(|rating| &rating.word))
            .with_some("industry", self.industry.as_deref())
            .with_some("country", self.country.as_deref())
            .with_some("size", self.size.as_deref())
            .with_some("owner", self.owner.as_deref())
            .with_some("only", self.only.as_deref());
        self.moved
            .link(link)
            .with_some("model", self.model.as_deref())
            .with_some("sort", self.sort.as_deref())
            .with_some("order", self.reversed.then_some(REVERSE))
    }
}

impl Wish {
    fn order<'a>(&'a self, here: &'a Link) -> Order<'a> {
        Order { here, current: self.sort.as_deref().unwrap_or("score"), reversed: self.reversed }
    }
}

/// Shows the list that an address asks for.
pub async fn list(engine: engine::Data, params: Params, shell: Shell) -> Result<AccountsList, PageError> {
    let (wish, errors) = Wish::read(&params);
    let query = wish.query();
    let view = engine::ask(&engine, wish.link(), move |engine| accounts::list(engine, &query)).await?;
    Ok(AccountsList::new(shell, view, &wish, &errors))
}

/// The page.
#[derive(Template, WebTemplate)]
#[template(path = "pages/accounts/list.html")]
pub struct AccountsList {
    /// The visitor's language.
    pub t: Text,
    /// What surrounds it.
    pub shell: Shell,
    /// What it shows.
    pub view: AccountsPage,
    /// Filters.
    pub form: FilterForm,
    /// Heads of the columns.
    pub heads: Vec<Head>,
    /// The way on.
    pub pager: Pager,
}

impl AccountsList {
    /// The page of a view.
    pub fn new(shell: Shell, view: AccountsPage, wish: &Wish, errors: &[FieldError]) -> Self {
        let t = shell.t;
        let here = wish.link();
        Self {
            t,
            form: form(t, &view, wish, errors),
            heads: heads(t, &wish.order(&here)),
            pager: Pager::new(t, "accounts-shown", &here, &view.slice),
            view,
            shell: shell.within(Area::Accounts),
        }
    }
}

/// A band of this list, or one of those that reports count by.
fn is_size(word: &str) -> bool {
    SIZES.contains(&word) || reports::SIZES.iter().any(|(band, _)| *band == word)
}

/// The employees of a band: at least, and below.
fn band(word: &str) -> (Option<i64>, Option<i64>) {
    match word.split_once('-') {
        Some((low, high)) => (low.parse().ok(), high.parse::<i64>().ok().map(|high| high.saturating_add(1))),
        None => (word.trim_end_matches('+').parse().ok(), None),
    }
}

fn form(t: Text, view: &AccountsPage, wish: &Wish, errors: &[FieldError]) -> FilterForm {
    let plain = |values: &[String]| values.iter().map(|value| Choice::new(value, value)).collect();
    let rating = wish.rating.as_ref().map(|rating| rating.word.as_str());
    let model = view.model.as_ref().map(|model| model.name.as_str()).unwrap_or_default();
    let sizes = SIZES.into_iter().map(|band| Choice::new(band, t.size_band(band))).collect();
    let only = ONLY.into_iter().map(|only| Choice::new(only, t.say(format!("only-{only}")))).collect();
    let sorts = SORTS.into_iter().map(|sort| Choice::new(sort, t.say(format!("sort-{sort}")))).collect();
    let form = FilterBuilder::new(t, urls::accounts(), wish.link(), errors)
        .search("q", "accounts-search", wish.search.as_deref())
        .select("rating", "rating", parts::rating_choices(t), rating)
        .select("only", "filter-only", only, wish.only.as_deref())
        .select("industry", "industry", plain(&view.facets.industries), wish.industry.as_deref())
        .select("country", "country", plain(&view.facets.countries), wish.country.as_deref())
        .select("size", "employees", sizes, wish.size.as_deref())
        .select("owner", "owner", plain(&view.facets.owners), wish.owner.as_deref());
    wish.moved
        .fields(t, form)
        .setting("model", "model", parts::model_choices(t, &view.models), model)
        .setting("sort", "sort", sorts, wish.sort.as_deref().unwrap_or("score"))
        .build()
}

fn heads(t: Text, order: &Order<'_>) -> Vec<Head> {
    vec![
        Head::sorting(t, "account", order, "name"),
        Head::sorting(t, "rating", order, "score"),
        Head::plain(t, "fit-and-engagement"),
        Head::sorting(t, "trend", order, "trend"),
        Head::sorting(t, "surge", order, "surge"),
        Head::plain(t, "people-engaged").on_the_right(),
        Head::plain(t, "coverage").on_the_right(),
        Head::plain(t, "owner"),
    ]
}

impl Text {
    /// A band of the number of employees: "50–249", "5,000 and more".
    pub fn size_band(self, band: &str) -> String {
        match band.split_once('-') {
            Some((low, high)) => format!("{}–{}", self.int(low), self.int(high)),
            None => self.with("size-and-more", "low", self.int(band.trim_end_matches('+'))),
        }
    }
}
