//! Filters of reports under a name: kept, listed, renamed, deleted, and opened by an address that does not change.

use bareme_access::{Action, Reach, reach};
use bareme_scoring::{Instant, fold};
use bareme_store::saved_views::{self, SavedView};
use bareme_store::{AnyConnection, StoreError, turns};

use crate::{Engine, EngineError, Result};

/// No name is longer, in characters.
pub const LONGEST_NAME: usize = 80;
/// No filter is longer, in bytes of its address.
const LONGEST_QUERY: usize = 4_000;
/// No installation keeps more: the list is shown whole.
const MOST: i64 = 2_000;

/// A saved view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// Its number, which never stands for another view.
    pub id: i64,
    /// Word of the report.
    pub report: String,
    /// Its name.
    pub name: String,
    /// The filter, as the query of the report's address.
    pub query: String,
    /// Who saved it, where that is known.
    pub saved_by: Option<String>,
    /// When.
    pub saved_at: Instant,
}

/// Why a view cannot be kept under a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadName {
    /// It is empty.
    #[error("give the view a name")]
    Missing,
    /// It is too long.
    #[error("a name has at most {LONGEST_NAME} characters")]
    Long,
    /// It holds characters that cannot be seen.
    #[error("a name is one line of letters, digits and signs")]
    Unreadable,
    /// Another view of the report has it.
    #[error("another view of this report has that name; choose another one, or delete that view first")]
    Taken,
    /// There are too many views.
    #[error("there are {MOST} saved views; delete some that nobody uses")]
    Many,
}

impl BadName {
    /// Its word in message keys.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Long => "long",
            Self::Unreadable => "unreadable",
            Self::Taken => "taken",
            Self::Many => "many",
        }
    }
}

/// All views, by report and name.
///
/// # Errors
///
/// Those of the store.
pub fn list(engine: &Engine) -> Result<Vec<View>> {
    engine.database().read(|c| Ok(saved_views::list(c)?.into_iter().map(View::from).collect()))
}

/// One view.
///
/// # Errors
///
/// When there is none of that id, and those of the store.
pub fn find(engine: &Engine, id: i64) -> Result<View> {
    engine.database().read(|c| {
        let found = saved_views::find(c, id)?;
        found.map(View::from).ok_or_else(|| EngineError::not_found("saved view", id))
    })
}

/// Keeps a filter of a report under a name; the answer is the view's id, or why it cannot have that name.
///
/// # Errors
///
/// A filter that is no address, and those of the store.
pub fn save(
    engine: &Engine,
    report: &str,
    name: &str,
    query: &str,
    who: Option<&str>,
) -> Result<std::result::Result<i64, BadName>> {
    if query.len() > LONGEST_QUERY || query.contains(char::is_control) {
        return Err(EngineError::Invalid(String::from("this filter is too long to be saved")));
    }
    let name = match readable(name) {
        Ok(name) => name,
        Err(bad) => return Ok(Err(bad)),
    };
    engine.database().write(|c| {
        turns::take_view_names(c)?;
        if let Some(bad) = taken(c, report, name, None)? {
            return Ok(Err(bad));
        }
        if saved_views::count(c)? >= MOST {
            return Ok(Err(BadName::Many));
        }
        let row = SavedView {
            id: 0,
            report: report.to_owned(),
            name: name.to_owned(),
            name_folded: fold(name).into_owned(),
            query: query.to_owned(),
            saved_by: engine.principal().map(|who| who.name.as_str()).or(who).map(str::to_owned),
            saved_at: engine.now().millis(),
        };
        Ok::<_, EngineError>(Ok(saved_views::insert(c, &row)?))
    })
}

/// Gives a view another name.
///
/// # Errors
///
/// When there is none of that id, and those of the store.
pub fn rename(engine: &Engine, id: i64, name: &str) -> Result<std::result::Result<(), BadName>> {
    let name = match readable(name) {
        Ok(name) => name,
        Err(bad) => return Ok(Err(bad)),
    };
    engine.database().write(|c| {
        turns::take_view_names(c)?;
        let view = saved_views::find(c, id)?.ok_or_else(|| EngineError::not_found("saved view", id))?;
        hold_theirs(engine, &view)?;
        if let Some(bad) = taken(c, &view.report, name, Some(id))? {
            return Ok(Err(bad));
        }
        saved_views::rename(c, id, name, &fold(name))?;
        Ok::<_, EngineError>(Ok(()))
    })
}

/// Deletes a view. Its number is not given out again.
///
/// # Errors
///
/// When there is none of that id, and those of the store.
pub fn delete(engine: &Engine, id: i64) -> Result<()> {
    engine.database().write(|c| {
        if let Some(view) = saved_views::find(c, id)? {
            hold_theirs(engine, &view)?;
        }
        if saved_views::delete(c, id)? { Ok(()) } else { Err(EngineError::not_found("saved view", id)) }
    })
}

/// Views are for everybody to look at; a rep, and whoever sees sums only, changes their own.
fn hold_theirs(engine: &Engine, view: &SavedView) -> Result<()> {
    let Some(who) = engine.principal() else { return Ok(()) };
    let all = matches!(reach(who.role, Action::SeeReports), Reach::All | Reach::Team);
    if all || view.saved_by.as_ref() == Some(&who.name) {
        return Ok(());
    }
    Err(EngineError::not_found("saved view", view.id))
}

/// A name without blanks around it.
fn readable(name: &str) -> std::result::Result<&str, BadName> {
    let name = name.trim();
    if name.is_empty() || fold(name).trim().is_empty() {
        return Err(BadName::Missing);
    }
    if name.chars().count() > LONGEST_NAME {
        return Err(BadName::Long);
    }
    if name.contains(char::is_control) { Err(BadName::Unreadable) } else { Ok(name) }
}

fn taken(
    c: &mut AnyConnection,
    report: &str,
    name: &str,
    own: Option<i64>,
) -> std::result::Result<Option<BadName>, StoreError> {
    let other = saved_views::find_named(c, report, &fold(name))?;
    Ok(other.filter(|other| Some(other.id) != own).map(|_| BadName::Taken))
}

impl From<SavedView> for View {
    fn from(row: SavedView) -> Self {
        Self {
            id: row.id,
            report: row.report,
            name: row.name,
            query: row.query,
            saved_by: row.saved_by,
            saved_at: Instant::from_millis(row.saved_at),
        }
    }
}
