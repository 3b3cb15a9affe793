//! The worklist of a sales person: whom to call now, and by when; and what happens to several leads at once.

mod bulk;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;
use bareme_engine::pages::worklist::{self, Scope, WorklistQuery};
use bareme_engine::view::{DoneView, WorkRow, WorklistPage};
use bareme_scoring::Stage;

use crate::i18n::Text;
use crate::pages::form::{Choice, FilterBuilder, FilterForm, Pager};
use crate::pages::parts;
use crate::pages::post::{self, PostForm};
use crate::pages::query::{FieldError, Params, RatingFilter, Reader};
use crate::urls::{self, Link};
use crate::{Area, PageError, Shell, engine};

pub use bulk::act_on_all;
pub(crate) use bulk::{landing, lead_on, way_back_or};

/// What is due by the end of the day: a word in the address.
const TODAY: &str = "today";

/// The stages at which sales has something to do.
const STAGES: [Stage; 4] = [Stage::Mql, Stage::Sal, Stage::Sql, Stage::Opportunity];

/// What the address asks for.
#[derive(Clone, Debug, Default)]
pub struct Wish {
    /// Whose leads.
    pub scope: Scope,
    /// Of the team, only this person's.
    pub rep: Option<String>,
    /// Only at this stage.
    pub stage: Option<Stage>,
    /// The rating at hand-over: a cell of the matrix, a grade or a level.
    pub rating: Option<RatingFilter>,
    /// Only what is due by the end of the day: `today`.
    pub due: Option<&'static str>,
    /// The place in the list.
    pub cursor: Option<String>,
    /// Leads that were worked on a moment ago.
    pub worked: Vec<i64>,
}

impl Wish {
    /// Reads an address, with everything that is wrong with it.
    pub fn read(params: &Params) -> (Self, Vec<FieldError>) {
        let mut reader = Reader::new(params);
        let stage = |word: &str| Stage::from_word(word).filter(|stage| STAGES.contains(stage));
        let wish = Self {
            scope: reader.parsed("scope", "field-error-choice", Scope::from_word).unwrap_or_default(),
            rep: reader.text("rep"),
            stage: reader.parsed("stage", "field-error-choice", stage),
            rating: reader.rating("rating"),
            due: reader.parsed("due", "field-error-choice", |word| (word == TODAY).then_some(TODAY)),
            cursor: reader.text("cursor"),
            worked: worked(params),
        };
        (wish, reader.errors)
    }

    fn query(&self, who: &str) -> WorklistQuery {
        WorklistQuery {
            who: who.to_owned(),
            scope: self.scope,
            rep: self.rep.clone(),
            stage: self.stage,
            ratings: self.rating.as_ref().map(|rating| rating.cells.clone()).unwrap_or_default(),
            due_today: self.due.is_some(),
            cursor: self.cursor.clone(),
            done: self.worked.clone(),
        }
    }

    /// The address of this list, from its beginning.
    pub fn link(&self) -> Link {
        self.bare()
            .with_some("rep", self.rep.as_deref())
            .with_some("stage", self.stage.map(Stage::word))
            .with_some("rating", self.rating.as_ref().map(|rating| &rating.word))
            .with_some("due", self.due)
    }

    /// The list of this scope without filters.
    fn bare(&self) -> Link {
        scoped(self.scope)
    }
}

/// The list of a scope; one's own has the plain address.
fn scoped(scope: Scope) -> Link {
    let word = Some(scope).filter(|scope| *scope != Scope::Mine).map(Scope::word);
    urls::worklist().with_some("scope", word)
}

/// The leads of an address that were worked on.
pub(crate) fn worked(params: &Params) -> Vec<i64> {
    let text = params.text("worked").unwrap_or_default();
    text.split('.').filter_map(|id| id.parse().ok()).collect()
}

/// Whether something of what was done can still be taken back.
pub fn can_undo(done: &[DoneView]) -> bool {
    done.iter().any(|one| one.undo_until.is_some())
}

/// Shows the worklist of whoever looks.
pub async fn show(engine: engine::Data, params: Params, shell: Shell) -> Result<HttpResponse, PageError> {
    let (wish, errors) = Wish::read(&params);
    let query = wish.query(&shell.actor());
    let view = engine::ask(&engine, wish.link(), move |engine| worklist::list(engine, &query)).await?;
    Worklist::new(shell, view, wish, &errors).answer(StatusCode::OK)
}

/// A lead that was left as it was, and why.
#[derive(Clone, Debug)]
pub struct Refused {
    /// The lead.
    pub id: i64,
    /// The contact's name.
    pub name: String,
    /// Why.
    pub sentence: String,
}

/// The page.
#[derive(Template)]
#[template(path = "pages/worklist.html")]
pub struct Worklist {
    /// The visitor's language.
    pub t: Text,
    /// What surrounds it.
    pub shell: Shell,
    /// What it shows.
    pub view: WorklistPage,
    /// What the address asked for.
    pub wish: Wish,
    /// Filters.
    pub form: FilterForm,
    /// The way on.
    pub pager: Pager,
    /// What was chosen for all ticked leads, and what is wrong with it.
    pub bulk: PostForm,
    /// What was refused of it.
    pub refused: Vec<Refused>,
}

impl Worklist {
    /// The page of a view.
    pub fn new(shell: Shell, view: WorklistPage, wish: Wish, errors: &[FieldError]) -> Self {
        let t = shell.t;
        Self {
            t,
            form: form(t, &view, &wish, errors),
            pager: Pager::new(t, "work-shown", &wish.link(), &view.slice),
            view,
            wish,
            bulk: PostForm::default(),
            refused: Vec::new(),
            shell: shell.within(Area::Worklist),
        }
    }

    fn answer(&self, status: StatusCode) -> Result<HttpResponse, PageError> {
        post::page(status, self)
    }

    /// The rows by stage, each with the lead that comes after it.
    fn groups(&self) -> Vec<(Stage, Vec<Step<'_>>)> {
        let rows = &self.view.slice.rows;
        let next = |place: usize| rows.get(place + 1).map(|row| row.id);
        let of = |stage: &Stage| {
            let here = rows.iter().enumerate().filter(|(_, row)| row.stage == *stage);
            here.map(|(place, row)| (row, next(place))).collect::<Vec<_>>()
        };
        STAGES.into_iter().map(|stage| (stage, of(&stage))).filter(|(_, rows)| !rows.is_empty()).collect()
    }

    /// This page of the list, as the way back to it.
    fn back(&self) -> Link {
        self.wish.link().with_some("cursor", self.wish.cursor.as_deref())
    }

    fn lead_link(&self, row: &WorkRow) -> Link {
        urls::lead(&row.id).with("back", self.back())
    }

    /// Where the next step of a lead is taken.
    fn step_link(&self, row: &WorkRow) -> Link {
        self.lead_link(row).at(match row.stage {
            Stage::Sal => "act-qualify",
            Stage::Sql => "act-open_opportunity",
            _ => "act-win",
        })
    }

    /// The lists of other scopes: scope, message, link, how much waits there where that is known.
    fn scopes(&self) -> Vec<(Scope, &'static str, Link, Option<u64>)> {
        let here = |scope| (self.wish.scope == scope).then(|| self.view.count.all());
        let queue = Some(self.view.queue.all());
        vec![
            (Scope::Mine, "worklist-mine", scoped(Scope::Mine), here(Scope::Mine)),
            (Scope::Queue, "worklist-queue", scoped(Scope::Queue), queue),
            (Scope::Team, "worklist-team", scoped(Scope::Team), here(Scope::Team)),
        ]
    }

    fn rep_link(rep: &str) -> Link {
        scoped(Scope::Team).with("rep", rep)
    }

    fn is_ticked(&self, row: &WorkRow) -> bool {
        self.bulk.values.all("lead").any(|lead| lead.split('.').next() == Some(row.id.to_string().as_str()))
    }

    /// The rating today, where it is another one than at hand-over.
    fn now(row: &WorkRow) -> String {
        row.rating_now.map(|rating| rating.to_string()).unwrap_or_default()
    }

    fn is_mine(&self) -> bool {
        self.wish.scope == Scope::Mine
    }

    fn is_queue(&self) -> bool {
        self.wish.scope == Scope::Queue
    }
}

fn form(t: Text, view: &WorklistPage, wish: &Wish, errors: &[FieldError]) -> FilterForm {
    let stages =
        STAGES.into_iter().map(|stage| Choice::new(stage.word(), t.say(format!("work-{}", stage.word()))));
    let rating = wish.rating.as_ref().map(|rating| rating.word.as_str());
    let mut builder = FilterBuilder::new(t, wish.bare(), wish.link(), errors)
        .select("stage", "work-stage", stages.collect(), wish.stage.map(Stage::word))
        .select("rating", "lead-rating-long", parts::rating_choices(t), rating)
        .select("due", "work-due", vec![Choice::new(TODAY, t.say("work-today"))], wish.due);
    if wish.scope == Scope::Team {
        let reps = view.reps.iter().filter_map(|(rep, _)| rep.as_ref()).map(|rep| Choice::new(rep, rep));
        builder = builder.select("rep", "work-rep", reps.collect(), wish.rep.as_deref());
    }
    let mut form = builder.build();
    if wish.scope != Scope::Mine {
        form.hidden.push(("scope", wish.scope.word().to_owned()));
    }
    form.action = urls::worklist().to_string();
    form
}

/// A row, and the lead that comes after it.
type Step<'a> = (&'a WorkRow, Option<i64>);
