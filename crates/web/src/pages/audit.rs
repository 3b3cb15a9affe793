//! The audit log: who did what to which object, the newest first.

use askama::Template;
use askama_web::WebTemplate;
use bareme_engine::audit::{self, ACTIONS, AuditFilter, AuditQuery, AuditRow, OBJECTS};
use bareme_engine::view::Slice;

use crate::i18n::Text;
use crate::pages::form::{Choice, FilterBuilder, FilterForm, Pager};
use crate::pages::query::Params;
use crate::urls::{self, Link};
use crate::{Area, PageError, Shell, engine};

/// What the address asks for.
#[derive(Clone, Debug, Default)]
pub struct Wish {
    actor: Option<String>,
    action: Option<String>,
    object: Option<String>,
    id: Option<String>,
    cursor: Option<String>,
}

impl Wish {
    /// Reads an address.
    pub fn read(params: &Params) -> Self {
        Self {
            actor: params.text("actor"),
            action: params.text("action"),
            object: params.text("object"),
            id: params.text("id"),
            cursor: params.text("cursor"),
        }
    }

    fn link(&self) -> Link {
        urls::audit()
            .with_some("actor", self.actor.as_ref())
            .with_some("action", self.action.as_ref())
            .with_some("object", self.object.as_ref())
            .with_some("id", self.id.as_ref())
    }

    fn query(&self) -> AuditQuery {
        let filter = AuditFilter {
            actors: self.actor.clone().map(|actor| vec![actor]),
            action: self.action.clone(),
            object_kind: self.object.clone(),
            object_id: self.id.clone(),
        };
        AuditQuery { filter, cursor: self.cursor.clone() }
    }
}

/// Shows the log.
pub async fn show(engine: engine::Data, params: Params, shell: Shell) -> Result<AuditShow, PageError> {
    let wish = Wish::read(&params);
    let query = wish.query();
    let slice = engine::ask(&engine, wish.link(), move |engine| audit::list(engine, &query)).await?;
    Ok(AuditShow::new(shell, slice, &wish))
}

/// The page.
#[derive(Template, WebTemplate)]
#[template(path = "pages/audit.html")]
pub struct AuditShow {
    /// The visitor's language.
    pub t: Text,
    /// What surrounds it.
    pub shell: Shell,
    /// Filters.
    pub form: FilterForm,
    /// What it shows, newest first.
    pub slice: Slice<AuditRow>,
    /// The way on.
    pub pager: Pager,
}

impl AuditShow {
    /// The page of a slice of the log.
    pub fn new(shell: Shell, slice: Slice<AuditRow>, wish: &Wish) -> Self {
        let t = shell.t;
        let pager = Pager::new(t, "audit-shown", &wish.link(), &slice);
        Self { t, form: form(t, wish), pager, slice, shell: shell.within(Area::Audit) }
    }
}

fn form(t: Text, wish: &Wish) -> FilterForm {
    let actions = ACTIONS.iter().map(|action| Choice::new(*action, t.audit_action(action))).collect();
    let objects = OBJECTS.iter().map(|kind| Choice::new(*kind, t.audit_object(kind))).collect();
    FilterBuilder::new(t, urls::audit(), wish.link(), &[])
        .search("actor", "audit-actor", wish.actor.as_deref())
        .select("action", "audit-action", actions, wish.action.as_deref())
        .select("object", "audit-object", objects, wish.object.as_deref())
        .hidden("id", "audit-id", wish.id.as_deref(), None)
        .build()
}

/// The page of the object of an entry, where it has one.
pub fn object_page(row: &AuditRow) -> Option<Link> {
    let id = || row.object_id.parse::<i64>().ok();
    match row.object_kind.as_str() {
        "contact" => id().map(|id| urls::contact(&id)),
        "lead" => id().map(|id| urls::lead(&id)),
        "import" => id().map(|id| urls::import(&id)),
        "proposal" => id().map(|id| urls::proposal(&id)),
        "job" if row.action != "job-delete" => id().map(|id| urls::job(&id)),
        "model" => Some(urls::model(&row.object_id)),
        "agreement" => Some(urls::agreement()),
        _ => None,
    }
}

impl Text {
    /// What was done.
    pub fn audit_action(self, action: &str) -> String {
        self.find(&format!("audit-action-{action}")).unwrap_or_else(|| action.to_owned())
    }

    /// What it was done to.
    pub fn audit_object(self, kind: &str) -> String {
        self.find(&format!("audit-object-{kind}")).unwrap_or_else(|| kind.to_owned())
    }

    /// Who did it: a name, or that nobody did.
    pub fn audit_actor(self, actor: &str) -> String {
        self.find(&format!("audit-by-{actor}")).unwrap_or_else(|| actor.to_owned())
    }
}
