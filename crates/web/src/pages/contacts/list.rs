//! The list of contacts: whom to call.

use askama::Template;
use askama_web::WebTemplate;
use bareme_engine::pages::contacts::{self, ContactSort, ContactsQuery};
use bareme_engine::view::ContactsPage;

use crate::i18n::Text;
use crate::pages::form::{Choice, FilterBuilder, FilterForm, Head, Order, Pager, REVERSE};
use crate::pages::parts;
use crate::pages::query::{FieldError, Params, RatingFilter, Reader};
use crate::urls::{self, Link};
use crate::{Area, PageError, Shell, engine};

/// How the list can be sorted: words in the address.
pub const SORTS: [&str; 3] = ["rank", "recent", "name"];
/// With or without an account: words in the address.
pub const HAS: [&str; 2] = ["account", "no_account"];

/// What the address asks for.
#[derive(Clone, Debug, Default)]
pub struct Wish {
    /// Beginning of a name, last name, e-mail address or key, or domain of the account.
    pub search: Option<String>,
    /// A cell of the matrix, a grade or a level.
    pub rating: Option<RatingFilter>,
    /// The account of the main job.
    pub account: Option<i64>,
    /// One of [`HAS`].
    pub has: Option<String>,
    /// Industry of the account.
    pub industry: Option<String>,
    /// Country of the account.
    pub country: Option<String>,
    /// Owner of the account.
    pub owner: Option<String>,
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
            account: reader.parsed("account", "field-error-choice", |id| id.parse().ok()),
            has: reader.parsed("has", "field-error-choice", one_of(&HAS)),
            industry: reader.text("industry"),
            country: reader.text("country"),
            owner: reader.text("owner"),
            model: reader.text("model"),
            sort: reader.parsed("sort", "field-error-choice", one_of(&SORTS)),
            reversed: reader.parsed("order", "field-error-choice", one_of(&[REVERSE])).is_some(),
            cursor: reader.text("cursor"),
        };
        (wish, reader.errors)
    }

    fn query(&self) -> ContactsQuery {
        ContactsQuery {
            model: self.model.clone(),
            search: self.search.clone(),
            ratings: self.rating.as_ref().map(|rating| rating.cells.clone()).unwrap_or_default(),
            account: self.account,
            has_account: self.has.as_deref().map(|has| has == "account"),
            industry: self.industry.clone(),
            country: self.country.clone(),
            owner: self.owner.clone(),
            sort: match self.sort.as_deref() {
                Some("name") => ContactSort::Name,
                Some("recent") => ContactSort::Activity,
                _ => ContactSort::Score,
            },
            reversed: self.reversed,
            cursor: self.cursor.clone(),
            limit: 0,
        }
    }

    /// The address of this list, from its beginning.
    pub fn link(&self) -> Link {
        urls::contacts()
            .with_some("q", self.search.as_deref())
            .with_some("rating", self.rating.as_ref().map(|rating| &rating.word))
            .with_some("account", self.account)
            .with_some("has", self.has.as_deref())
            .with_some("industry", self.industry.as_deref())
            .with_some("country", self.country.as_deref())
            .with_some("owner", self.owner.as_deref())
            .with_some("model", self.model.as_deref())
            .with_some("sort", self.sort.as_deref())
            .with_some("order", self.reversed.then_some(REVERSE))
    }
}

/// Shows the list that an address asks for.
pub async fn list(engine: engine::Data, params: Params, shell: Shell) -> Result<ContactsList, PageError> {
    let (wish, errors) = Wish::read(&params);
    let query = wish.query();
    let view = engine::ask(&engine, wish.link(), move |engine| contacts::list(engine, &query)).await?;
    Ok(ContactsList::new(shell, view, &wish, &errors))
}

/// The page.
#[derive(Template, WebTemplate)]
#[template(path = "pages/contacts/list.html")]
pub struct ContactsList {
    /// The visitor's language.
    pub t: Text,
    /// What surrounds it.
    pub shell: Shell,
    /// What it shows.
    pub view: ContactsPage,
    /// Filters.
    pub form: FilterForm,
    /// Heads of the columns.
    pub heads: Vec<Head>,
    /// The list in which everybody is, also those whom the model does not score.
    pub everybody: Link,
    /// The way on.
    pub pager: Pager,
}

impl ContactsList {
    /// The page of a view.
    pub fn new(shell: Shell, view: ContactsPage, wish: &Wish, errors: &[FieldError]) -> Self {
        let t = shell.t;
        let here = wish.link();
        let order =
            Order { here: &here, current: wish.sort.as_deref().unwrap_or("rank"), reversed: wish.reversed };
        Self {
            t,
            form: form(t, &view, wish, errors),
            heads: heads(t, &order),
            everybody: here.clone().without("order").without("sort").with("sort", "name"),
            pager: Pager::new(t, "contacts-shown", &here, &view.slice),
            view,
            shell: shell.within(Area::Contacts),
        }
    }
}

fn form(t: Text, view: &ContactsPage, wish: &Wish, errors: &[FieldError]) -> FilterForm {
    let plain = |values: &[String]| values.iter().map(|value| Choice::new(value, value)).collect();
    let rating = wish.rating.as_ref().map(|rating| rating.word.as_str());
    let model = view.model.as_ref().map(|model| model.name.as_str()).unwrap_or_default();
    let has = HAS.into_iter().map(|word| Choice::new(word, t.say(format!("has-{}", word.replace('_', "-")))));
    let sorts = SORTS.into_iter().map(|sort| Choice::new(sort, t.say(format!("sort-{sort}")))).collect();
    let account = wish.account.map(|id| id.to_string());
    let name = view.account.as_ref().map(|(_, name)| name.clone());
    FilterBuilder::new(t, urls::contacts(), wish.link(), errors)
        .search("q", "contacts-search", wish.search.as_deref())
        .select("rating", "rating", parts::rating_choices(t), rating)
        .select("has", "account", has.collect(), wish.has.as_deref())
        .select("industry", "industry", plain(&view.facets.industries), wish.industry.as_deref())
        .select("country", "country", plain(&view.facets.countries), wish.country.as_deref())
        .select("owner", "account-owner", plain(&view.facets.owners), wish.owner.as_deref())
        .hidden("account", "account", account.as_deref(), name)
        .setting("model", "model", parts::model_choices(t, &view.models), model)
        .setting("sort", "sort", sorts, wish.sort.as_deref().unwrap_or("rank"))
        .build()
}

fn heads(t: Text, order: &Order<'_>) -> Vec<Head> {
    vec![
        Head::sorting(t, "contact", order, "name"),
        Head::plain(t, "account"),
        Head::sorting(t, "rating", order, "rank"),
        Head::plain(t, "fit-and-engagement"),
        Head::plain(t, "rank").on_the_right(),
        Head::sorting(t, "last-activity", order, "recent"),
    ]
}
