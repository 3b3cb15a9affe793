//! What every page has around its content: language, theme, navigation, the way back to itself.

use std::borrow::Borrow;
use std::convert::Infallible;
use std::future::{Ready, ready};
use std::sync::Arc;

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpMessage, HttpRequest, web};
use bareme_access::{Action, Reach, Role, reach};
use bareme_engine::people::Secret;
use bareme_scoring::Instant;
use tracing_actix_web::RequestId;

use crate::assets;
use crate::form_token;
use crate::i18n::{Language, Text};
use crate::rights::{self, Verb};
use crate::signed_in::principal;
use crate::site::House;
use crate::urls::{self, Link};

/// The parts of the site, as the navigation names them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Area {
    /// The dashboard.
    Home,
    /// The worklist of a sales person.
    Worklist,
    /// Accounts.
    Accounts,
    /// Contacts.
    Contacts,
    /// The matrix.
    Matrix,
    /// Leads.
    Leads,
    /// The reports.
    Reports,
    /// The funnel report.
    Funnel,
    /// Recalibration.
    Recalibration,
    /// Imports.
    Imports,
    /// Models.
    Models,
    /// The agreement.
    Agreement,
    /// The jobs.
    Jobs,
    /// The audit log.
    Audit,
    /// Who may come in.
    People,
    /// None of them, such as an error page.
    #[default]
    Elsewhere,
}

/// Light, dark, or as the system says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system says.
    #[default]
    Auto,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// The word in cookies and attributes.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Auto, Self::Light, Self::Dark].into_iter().find(|theme| theme.word() == word)
    }
}

/// A line of the navigation.
#[derive(Clone, Debug)]
pub struct NavItem {
    /// Message key of its name.
    pub key: &'static str,
    /// Name of its icon.
    pub icon: &'static str,
    /// Where it leads.
    pub link: Link,
    /// Whether the visitor is there.
    pub here: bool,
}

/// Tells the time to pages; the program hands over its only clock.
#[derive(Clone)]
pub struct Now(Arc<dyn Fn() -> Instant + Send + Sync>);

impl Now {
    /// The time as `clock` tells it.
    pub fn new(clock: impl Fn() -> Instant + Send + Sync + 'static) -> Self {
        Self(Arc::new(clock))
    }

    fn tell(&self) -> Instant {
        (self.0)()
    }
}

/// What surrounds a page.
#[derive(Clone, Debug)]
pub struct Shell {
    /// The visitor's language and the time.
    pub t: Text,
    /// The visitor's theme.
    pub theme: Theme,
    /// The part of the site.
    pub area: Area,
    /// Path and query of this page.
    pub here: String,
    /// What was looked for, on the page of a search.
    pub search: String,
    /// What was just done, as a word of the messages `done-…`.
    pub done: Option<String>,
    /// Who is signed in; nobody is on the way in.
    pub who: Option<String>,
    /// What they are.
    pub role: Option<Role>,
    /// What every form carries that is sent; nobody without a session has it.
    pub form_token: Option<Secret>,
    /// Identifies this request in the log.
    pub request_id: String,
    /// Whether nobody on another machine can reach this server.
    pub alone: bool,
}

impl Shell {
    /// A shell without a request, for samples.
    pub fn plain(t: Text) -> Self {
        Self {
            t,
            theme: Theme::Auto,
            area: Area::Elsewhere,
            here: String::from("/"),
            search: String::new(),
            done: None,
            who: None,
            role: None,
            form_token: Some(Secret::new("0".repeat(64))),
            request_id: String::from("00000000-0000-0000-0000-000000000000"),
            alone: true,
        }
    }

    /// The sentence that confirms what was just done. Only the catalogue speaks: a word that it does not know says nothing.
    pub fn confirmation(&self) -> Option<String> {
        self.t.find(&format!("done-{}", self.done.as_deref()?))
    }

    /// In a part of the site.
    #[must_use]
    pub const fn within(mut self, area: Area) -> Self {
        self.area = area;
        self
    }

    /// The name of who is signed in; every page for people who are in has one.
    pub fn actor(&self) -> String {
        self.who.clone().unwrap_or_default()
    }

    /// The address of a static file.
    pub fn asset(&self, path: &str) -> String {
        assets::url(path)
    }

    /// The address of an icon, for `<use href>`.
    pub fn icon(&self, name: &str) -> String {
        format!("{}#{name}", assets::url("vendor/lucide-1.62.0/icons.svg"))
    }

    /// The style sheets, in the order in which they build upon each other.
    pub fn sheets(&self) -> impl Iterator<Item = String> {
        const SHEETS: &[&str] = &[
            "vendor/open-props-1.7.23/borders.min.css",
            "vendor/open-props-1.7.23/shadows.min.css",
            "vendor/open-props-1.7.23/easings.min.css",
            "css/tokens.css",
            "css/base.css",
            "css/layout.css",
            "css/components.css",
            "css/forms.css",
            "css/editing.css",
            "css/tables.css",
            "css/scores.css",
            "css/matrix.css",
            "css/stories.css",
            "css/models.css",
            "css/charts.css",
            "css/pictures.css",
            "css/reports.css",
            "css/worklist.css",
            "css/jobs.css",
            "css/print.css",
        ];
        SHEETS.iter().map(|sheet| assets::url(sheet))
    }

    /// Whether whoever looks may open an address.
    pub fn opens(&self, link: impl Borrow<Link>) -> bool {
        rights::may_ask(self.role, Verb::Get, link.borrow().path())
    }

    /// Whether whoever looks may send a form to an address.
    pub fn sends(&self, link: impl Borrow<Link>) -> bool {
        rights::may_ask(self.role, Verb::Post, link.borrow().path())
    }

    /// The navigation: groups of lines that whoever looks may open.
    pub fn navigation(&self) -> Vec<(&'static str, Vec<NavItem>)> {
        let mut groups = self.every_line();
        for (_, lines) in &mut groups {
            lines.retain(|line| self.opens(&line.link));
        }
        groups.retain(|(_, lines)| !lines.is_empty());
        groups
    }

    fn every_line(&self) -> Vec<(&'static str, Vec<NavItem>)> {
        let item = |key, icon, area, link| NavItem { key, icon, link, here: self.area == area };
        let administers = self.role.is_some_and(|role| reach(role, Action::Administer) == Reach::All);
        let people = administers.then(|| item("nav-people", "user-check", Area::People, urls::people()));
        let mut groups = vec![
            (
                "nav-group-work",
                vec![
                    item("nav-worklist", "phone", Area::Worklist, urls::worklist()),
                    item("nav-home", "house", Area::Home, urls::home()),
                    item("nav-accounts", "building-2", Area::Accounts, urls::accounts()),
                    item("nav-contacts", "users", Area::Contacts, urls::contacts()),
                    item("nav-leads", "list-checks", Area::Leads, urls::leads()),
                ],
            ),
            (
                "nav-group-results",
                vec![
                    item("nav-matrix", "grid-2x2", Area::Matrix, urls::matrix()),
                    item("nav-funnel", "filter", Area::Funnel, urls::funnel()),
                    item("nav-reports", "table-2", Area::Reports, urls::reports()),
                ],
            ),
            (
                "nav-group-setup",
                vec![
                    item("nav-models", "scale", Area::Models, urls::models()),
                    item("nav-recalibration", "trending-up", Area::Recalibration, urls::recalibrations()),
                    item("nav-agreement", "badge-check", Area::Agreement, urls::agreement()),
                    item("nav-imports", "upload", Area::Imports, urls::imports()),
                    item("nav-jobs", "clock", Area::Jobs, urls::jobs()),
                    item("nav-audit", "eye", Area::Audit, urls::audit()),
                ],
            ),
        ];
        if let Some((_, setup)) = groups.last_mut() {
            setup.extend(people);
        }
        groups
    }

    /// The other languages, with the address that switches to each.
    pub fn languages(&self) -> Vec<(Language, Link)> {
        Language::ALL
            .into_iter()
            .filter(|language| *language != self.t.language)
            .map(|language| (language, urls::preferences(&self.here).with("lang", language.code())))
            .collect()
    }

    /// The address that switches to a theme.
    pub fn theme_link(&self, word: &str) -> Link {
        urls::preferences(&self.here).with("theme", word)
    }
}

impl FromRequest for Shell {
    type Error = Infallible;
    type Future = Ready<Result<Self, Infallible>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let now = request.app_data::<web::Data<Now>>().map_or(Instant::from_millis(0), |now| now.tell());
        let (who, role) = principal(request).map(|me| (me.name, me.role)).unzip();
        ready(Ok(Self {
            t: Text::new(language_of(request), now),
            theme: request
                .cookie("theme")
                .and_then(|cookie| Theme::from_word(cookie.value()))
                .unwrap_or_default(),
            area: Area::Elsewhere,
            here: here(request),
            search: String::new(),
            done: done_in_query(request.query_string()),
            who,
            role,
            form_token: form_token::of(request),
            request_id: request.extensions().get::<RequestId>().map(ToString::to_string).unwrap_or_default(),
            alone: request.app_data::<web::Data<House>>().is_none_or(|house| house.is_alone()),
        }))
    }
}

/// The address says it, or the cookie, or the browser.
fn language_of(request: &HttpRequest) -> Language {
    language_in_query(request.query_string())
        .or_else(|| request.cookie("lang").and_then(|cookie| Language::from_tag(cookie.value())))
        .or_else(|| {
            let header = request.headers().get(header::ACCEPT_LANGUAGE)?;
            Language::from_accept_language(header.to_str().ok()?)
        })
        .unwrap_or_default()
}

/// The language that a query asks for with `lang=`.
pub(crate) fn language_in_query(query: &str) -> Option<Language> {
    form_urlencoded::parse(query.as_bytes())
        .find(|(name, _)| name == "lang")
        .and_then(|(_, value)| Language::from_tag(&value))
}

/// The word of a confirmation, as a message key may have it.
fn done_in_query(query: &str) -> Option<String> {
    let word = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "done")?.1.into_owned();
    let plain = !word.is_empty() && word.bytes().all(|c| c.is_ascii_lowercase() || c == b'-');
    plain.then_some(word)
}

/// Path and query; what was just done is said once, so it is no part of the way back.
fn here(request: &HttpRequest) -> String {
    let query: Vec<&str> = request
        .query_string()
        .split('&')
        .filter(|pair| !pair.is_empty() && !pair.starts_with("done="))
        .collect();
    let path = request.uri().path();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{}", query.join("&")) }
}
