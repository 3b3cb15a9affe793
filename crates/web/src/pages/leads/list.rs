//! The leads behind a figure: filtered by stage, cohort, model, source and the like.

use actix_web::HttpResponse;
use askama::Template;
use askama_web::WebTemplate;
use bareme_engine::audit::{self, Act};
use bareme_engine::pages::leads::{self, LeadsQuery};
use bareme_engine::reports::Selection;
use bareme_engine::view::{LeadRow, LeadsPage};
use bareme_scoring::Stage;

use crate::i18n::Text;
use crate::pages::form::{Choice, FilterBuilder, FilterForm, Pager};
use crate::pages::parts;
use crate::pages::query::{FieldError, Params};
use crate::urls::{self, Link};
use crate::{Area, PageError, Shell, download, engine};

/// Leads that sales should have answered by now: a word in the address.
pub const OVERDUE: &str = "overdue";

/// What the address asks for.
#[derive(Clone, Debug, Default)]
pub struct Wish {
    /// Which leads.
    pub selection: Selection,
    /// The place in the list.
    pub cursor: Option<String>,
}

impl Wish {
    /// Reads an address, with everything that is wrong with it.
    pub fn read(params: &Params) -> (Self, Vec<FieldError>) {
        let (selection, bad) = Selection::read(&|name| params.text(name));
        let error =
            |field| FieldError { field, typed: params.text(field).unwrap_or_default(), key: mistake(field) };
        (Self { selection, cursor: params.text("cursor") }, bad.into_iter().map(error).collect())
    }

    fn query(&self) -> LeadsQuery {
        LeadsQuery { selection: self.selection.clone(), cursor: self.cursor.clone() }
    }

    /// The address of this list, from its beginning.
    pub fn link(&self) -> Link {
        self.at(urls::leads())
    }

    /// The address of the file of this list.
    fn file(&self) -> Link {
        self.at(urls::leads_file())
    }

    fn at(&self, link: Link) -> Link {
        self.selection.words().into_iter().fold(link, |link, (name, value)| link.with(name, value))
    }
}

/// The message for a parameter that cannot be used.
fn mistake(field: &str) -> &'static str {
    match field {
        "from" | "until" | "since" | "to" => "field-error-date",
        "rating" => "field-error-rating",
        _ => "field-error-choice",
    }
}

/// Shows the list that an address asks for.
pub async fn list(engine: engine::Data, params: Params, shell: Shell) -> Result<LeadsList, PageError> {
    let (wish, errors) = Wish::read(&params);
    let query = wish.query();
    let view = engine::ask(&engine, wish.link(), move |engine| leads::list(engine, &query)).await?;
    Ok(LeadsList::new(shell, view, &wish, &errors))
}

/// Sends the leads of a list as a file.
pub async fn file(engine: engine::Data, params: Params, shell: Shell) -> Result<HttpResponse, PageError> {
    let (wish, errors) = Wish::read(&params);
    let (t, who) = (shell.t, shell.actor());
    if let Some(error) = errors.first() {
        // A file of other leads than those that were asked for would not be noticed.
        return Err(PageError::BadRequest(t.with(error.key, "value", &error.typed)));
    }
    let back = wish.link();
    let text = engine::ask(&engine, back, move |engine| {
        let text = leads::export(engine, &wish.selection, &t)?;
        let act = Act::new(&who, "export", "leads", "").noting("filter", wish.link().query());
        audit::note_alone(engine, &act.noting("rows", text.lines().count().saturating_sub(1)))?;
        Ok(text)
    })
    .await?;
    Ok(download::file(download::CSV, "leads.csv", text))
}

/// The page.
#[derive(Template, WebTemplate)]
#[template(path = "pages/leads/list.html")]
pub struct LeadsList {
    /// The visitor's language.
    pub t: Text,
    /// What surrounds it.
    pub shell: Shell,
    /// What it shows.
    pub view: LeadsPage,
    /// Filters.
    pub form: FilterForm,
    /// The way on.
    pub pager: Pager,
    /// The file of the list.
    pub file: Link,
}

impl LeadsList {
    /// The page of a view.
    pub fn new(shell: Shell, view: LeadsPage, wish: &Wish, errors: &[FieldError]) -> Self {
        let t = shell.t;
        let pager = Pager::new(t, "leads-shown", &wish.link(), &view.slice);
        Self {
            t,
            form: form(t, &view, wish, errors),
            pager,
            file: wish.file(),
            view,
            shell: shell.within(Area::Leads),
        }
    }

    fn is_overdue(&self, row: &LeadRow) -> bool {
        row.stage == Stage::Mql && row.due_at.is_some_and(|due| due < self.t.now)
    }
}

fn form(t: Text, view: &LeadsPage, wish: &Wish, errors: &[FieldError]) -> FilterForm {
    let models = &view.models;
    let stages = || Stage::ALL.into_iter().map(|stage| Choice::new(stage.word(), t.stage(&stage))).collect();
    let words = wish.selection.words();
    let word = |name: &str| words.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str());
    let is_overdue = word("only").is_none_or(|only| only == OVERDUE);
    // Of these, the fields speak.
    let fields = ["stage", "reached", "from", "until", "rating", "model"];
    let mut builder = FilterBuilder::new(t, urls::leads(), wish.link(), errors)
        .select("stage", "lead-stage", stages(), word("stage"))
        .select("reached", "lead-reached", stages(), word("reached"))
        .date("from", "lead-from", word("from"))
        .date("until", "lead-until", word("until"));
    if is_overdue {
        let overdue = vec![Choice::new(OVERDUE, t.say("only-overdue"))];
        builder = builder.select("only", "lead-answer", overdue, word("only"));
    }
    builder = builder.select("rating", "lead-rating-long", parts::rating_choices(t), word("rating"));
    let described = wish.selection.described(&t, view);
    let others = described.into_iter().filter(|part| !fields.contains(&part.name));
    for part in others.filter(|part| !(is_overdue && part.name == "only")) {
        builder = builder.kept(part.name, part.label, word(part.name).unwrap_or_default(), part.value);
    }
    if models.len() > 1 {
        builder.select("model", "model", parts::model_choices(t, models), word("model")).build()
    } else {
        builder.hidden("model", "model", word("model"), None).build()
    }
}
