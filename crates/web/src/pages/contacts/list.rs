//! The list of contacts: whom to call.

use askama::Template;
use askama_web::WebTemplate;
use bareme_engine::pages::contacts::{self, ContactSort, ContactsQuery};
use bareme_engine::view::ContactsPage;

use crate::i18n::Text;
use crate::pages::form::{Choice, FilterBuilder, FilterForm, Head, Pager};
use crate::pages::parts;
use crate::pages::query::{FieldError, Params, RatingFilter, Reader};
use crate::urls::{self, Link};
use crate::{Area, PageError, Shell, engine};

/// How the list can be sorted: words in the address.
pub const SORTS: [&str; 2] = ["rank", "name"];

/// What the address asks for.
#[derive(Clone, Debug, Default)]
pub struct Wish {
    /// Beginning of a name, last name or e-mail address.
    pub search: Option<String>,
    /// A cell of the matrix, a grade or a level.
    pub rating: Option<RatingFilter>,
    /// Model.
    pub model: Option<String>,
    /// One of [`SORTS`].
    pub sort: Option<String>,
    /// The place in the list.
    pub cursor: Option<String>,
}

impl Wish {
    /// Reads an address, with everything that is wrong with it.
    pub fn read(params: &Params) -> (Self, Vec<FieldError>) {
        let mut reader = Reader::new(params);
        let wish = Self {
            search: reader.text("q"),
            rating: reader.rating("rating"),
            model: reader.text("model"),
            sort: reader.parsed("sort", "field-error-choice", |text| {
                SORTS.iter().find(|word| **word == text).map(|word| (*word).to_owned())
            }),
            cursor: reader.text("cursor"),
        };
        (wish, reader.errors)
    }

    fn query(&self) -> ContactsQuery {
        ContactsQuery {
            model: self.model.clone(),
            search: self.search.clone(),
            ratings: self.rating.as_ref().map(|rating| rating.cells.clone()).unwrap_or_default(),
            sort: if self.sort.as_deref() == Some("name") { ContactSort::Name } else { ContactSort::Score },
            cursor: self.cursor.clone(),
            ..ContactsQuery::default()
        }
    }

    /// The address of this list, from its beginning.
    pub fn link(&self) -> Link {
        urls::contacts()
            .with_some("q", self.search.as_deref())
            .with_some("rating", self.rating.as_ref().map(|rating| &rating.word))
            .with_some("model", self.model.as_deref())
            .with_some("sort", self.sort.as_deref())
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
    /// The way on.
    pub pager: Pager,
}

impl ContactsList {
    /// The page of a view.
    pub fn new(shell: Shell, view: ContactsPage, wish: &Wish, errors: &[FieldError]) -> Self {
        let t = shell.t;
        let here = wish.link();
        let current = wish.sort.as_deref().unwrap_or("rank");
        let rating = wish.rating.as_ref().map(|rating| rating.word.as_str());
        let model = view.model.as_ref().map(|model| model.name.as_str()).unwrap_or_default();
        let sorts = SORTS.into_iter().map(|sort| Choice::new(sort, t.say(format!("sort-{sort}")))).collect();
        let form = FilterBuilder::new(t, urls::contacts(), here.clone(), errors)
            .search("q", "contacts-search", wish.search.as_deref())
            .select("rating", "rating", parts::rating_choices(t), rating)
            .setting("model", "model", parts::model_choices(t, &view.models), model)
            .setting("sort", "sort", sorts, current)
            .build();
        let heads = vec![
            Head::sorting(t, "contact", &here, "name", current),
            Head::plain(t, "account"),
            Head::sorting(t, "rating", &here, "rank", current),
            Head::plain(t, "fit-and-engagement"),
            Head::plain(t, "rank").on_the_right(),
            Head::plain(t, "last-activity"),
        ];
        let pager = Pager::new(t, "contacts-shown", &here, &view.slice);
        Self { t, form, heads, pager, view, shell: shell.within(Area::Contacts) }
    }
}
