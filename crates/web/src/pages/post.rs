//! Forms that are sent: what was typed is kept, every problem stands beside its field, and after success the browser is
//! led elsewhere, so that loading again sends nothing twice.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use actix_web::dev::{Payload, UrlEncoded};
use actix_web::error::UrlencodedError;
use actix_web::http::StatusCode;
use actix_web::rt::time::timeout;
use actix_web::{FromRequest, HttpRequest, HttpResponse};
use askama::Template;

use crate::i18n::Text;
use crate::urls::Link;
use crate::{PageError, form_token, redirect};

/// No form is longer, in bytes.
pub(crate) const MOST_BYTES: usize = 256 * 1024;
/// No form has more fields and boxes.
const MOST_VALUES: usize = 10_000;
/// Nobody takes longer to send one.
pub(crate) const MOST_TIME: Duration = Duration::from_secs(30);

/// What a form sent, in its order, as it was typed.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Posted(Vec<(String, String)>);

/// Names of fields only: what was typed into them may be a password.
impl fmt::Debug for Posted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.iter().map(|(name, _)| name)).finish()
    }
}

impl Posted {
    /// Values by hand: those that a form begins with, and those of samples.
    pub fn of(values: impl IntoIterator<Item = (String, String)>) -> Self {
        Self(values.into_iter().collect())
    }

    /// Adds a value.
    pub fn push(&mut self, name: impl Into<String>, value: impl Into<String>) {
        self.0.push((name.into(), value.into()));
    }

    /// Puts a value in place of what was sent under a name.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.0.retain(|(key, _)| key != name);
        self.push(name, value);
    }

    /// What was typed into a field, as it was typed; the last of equals, empty when nothing was sent.
    pub fn typed(&self, name: &str) -> &str {
        self.0.iter().rfind(|(key, _)| key == name).map_or("", |(_, value)| value)
    }

    /// What was typed without blanks around it; `None` when there is nothing.
    pub fn text(&self, name: &str) -> Option<&str> {
        Some(self.typed(name).trim()).filter(|text| !text.is_empty())
    }

    /// Everything that was sent under a name, in order: boxes of one group, rows of a table.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Everything that was sent, in order, name and value.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Whether a field was sent at all: a box that was ticked, a button that was pressed.
    pub fn has(&self, name: &str) -> bool {
        self.all(name).next().is_some()
    }

    /// Whether a value is among those of a group of boxes.
    pub fn is_chosen(&self, name: &str, value: &str) -> bool {
        self.all(name).any(|chosen| chosen == value)
    }
}

/// Reads a body of the type that browsers send, up to 256 kB, and waits for it for half a minute.
impl FromRequest for Posted {
    type Error = PageError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, PageError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let body = UrlEncoded::<Vec<(String, String)>>::new(request, payload).limit(MOST_BYTES);
        Box::pin(async move {
            let body = timeout(MOST_TIME, body).await.map_err(|_| PageError::TooSlow)?;
            let mut values = body.map_err(|error| match error {
                UrlencodedError::Overflow { .. } => PageError::TooLarge,
                other => PageError::BadRequest(other.to_string()),
            })?;
            if values.len() > MOST_VALUES {
                return Err(PageError::TooLarge);
            }
            for (_, value) in &mut values {
                // Browsers send the lines of a text with the ends of lines of their own. A NUL is no part of any text.
                if value.contains(['\r', '\0']) {
                    *value = value.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "\u{FFFD}");
                }
            }
            // It was looked at before, and is no part of what somebody typed.
            values.retain(|(name, _)| name != form_token::FIELD);
            Ok(Self(values))
        })
    }
}

/// What is wrong with one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldProblem {
    /// The field's name.
    pub field: String,
    /// Message key of the sentence.
    pub key: String,
    /// Its arguments.
    pub arguments: Vec<(&'static str, String)>,
}

/// A form as it is shown: what is in its fields, and what is wrong with them.
#[derive(Clone, Debug, Default)]
pub struct PostForm {
    /// What is in the fields.
    pub values: Posted,
    /// What is wrong with them.
    pub problems: Vec<FieldProblem>,
}

impl PostForm {
    /// A form whose fields hold these values, with nothing wrong yet.
    pub const fn new(values: Posted) -> Self {
        Self { values, problems: Vec::new() }
    }

    /// Notes what is wrong with a field.
    pub fn problem(
        &mut self,
        field: impl Into<String>,
        key: impl Into<String>,
        arguments: Vec<(&'static str, String)>,
    ) {
        self.problems.push(FieldProblem { field: field.into(), key: key.into(), arguments });
    }

    /// A value that `parse` understands; what it does not understand is noted with a sentence that may use `$value`. A
    /// field that is empty gives `None` and no problem.
    pub fn parsed<T>(&mut self, field: &str, key: &str, parse: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let typed = self.values.text(field)?.to_owned();
        let value = parse(&typed);
        if value.is_none() {
            self.problem(field, key, vec![("value", typed)]);
        }
        value
    }

    /// Text that must be there.
    pub fn needed(&mut self, field: &str) -> Option<String> {
        let text = self.values.text(field).map(str::to_owned);
        if text.is_none() {
            self.problem(field, "form-needed", Vec::new());
        }
        text
    }

    /// Whether nothing is wrong.
    pub const fn is_sound(&self) -> bool {
        self.problems.is_empty()
    }

    /// What is in a field.
    pub fn value(&self, field: impl AsRef<str>) -> &str {
        self.values.typed(field.as_ref())
    }

    /// Whether a box is ticked.
    pub fn is_ticked(&self, field: impl AsRef<str>) -> bool {
        self.values.has(field.as_ref())
    }

    /// The sentence beside a field, when something is wrong with it.
    pub fn error(&self, t: &Text, field: impl AsRef<str>) -> Option<String> {
        let problem = self.problems.iter().find(|problem| problem.field == field.as_ref())?;
        Some(t.with_all(&problem.key, problem.arguments.clone()))
    }

    /// Problems whose field is none of these: they stand above the form, so that none is lost.
    pub fn other_errors(&self, t: &Text, fields: &[&str]) -> Vec<String> {
        let other = self.problems.iter().filter(|problem| !fields.contains(&problem.field.as_str()));
        other.map(|problem| t.with_all(&problem.key, problem.arguments.clone())).collect()
    }
}

/// A page that answers a form which was not carried out.
///
/// # Errors
///
/// When the page cannot be rendered.
pub fn page(status: StatusCode, page: &impl Template) -> Result<HttpResponse, PageError> {
    let html = page.render().map_err(PageError::internal)?;
    Ok(HttpResponse::build(status).content_type("text/html; charset=utf-8").body(html))
}

/// Leads the browser elsewhere after a form was carried out; there, the message `done-…` of a word is shown.
pub fn done(link: &Link, word: &'static str) -> HttpResponse {
    let there = link.clone().with("done", word);
    redirect::to(&there)
}

#[cfg(test)]
mod tests {
    use actix_web::http::header;
    use actix_web::test::TestRequest;

    use super::*;
    use crate::i18n::Language;

    async fn posted(body: impl Into<actix_web::web::Bytes>, kind: &str) -> Result<Posted, PageError> {
        let request = TestRequest::post().insert_header((header::CONTENT_TYPE, kind)).set_payload(body);
        let (request, mut payload) = request.to_http_parts();
        Posted::from_request(&request, &mut payload).await
    }

    const FORM: &str = "application/x-www-form-urlencoded";

    #[actix_web::test]
    async fn everything_typed_is_kept_as_it_was_typed() {
        let form = posted("a=1&a=+2+&b=x%0D%0Ay&%C3%A9=%26&empty=", FORM).await.unwrap();
        assert_eq!(form.typed("a"), " 2 ");
        assert_eq!(form.text("a"), Some("2"));
        assert_eq!(form.all("a").collect::<Vec<_>>(), ["1", " 2 "]);
        assert_eq!(form.typed("b"), "x\ny");
        assert_eq!(form.text("é"), Some("&"));
        assert!(form.has("empty") && form.text("empty").is_none() && !form.has("c"));
        assert!(form.is_chosen("a", "1") && !form.is_chosen("a", "2"));
    }

    #[actix_web::test]
    async fn what_is_no_form_or_too_long_is_refused() {
        assert!(matches!(posted("{}", "application/json").await, Err(PageError::BadRequest(_))));
        let long = format!("a={}", "x".repeat(MOST_BYTES));
        assert!(matches!(posted(long, FORM).await, Err(PageError::TooLarge)));
        let fits = format!("a={}", "x".repeat(MOST_BYTES - 2));
        assert!(posted(fits, FORM).await.is_ok());
    }

    #[test]
    fn a_problem_stands_beside_its_field_and_none_is_lost() {
        let t = Text::new(Language::English, bareme_scoring::Instant::from_millis(0));
        let mut form = PostForm::new(Posted::of([("days".to_owned(), "x".to_owned())]));
        assert_eq!(form.parsed("days", "form-error-whole", |text| text.parse::<u32>().ok()), None);
        assert_eq!(form.needed("name"), None);
        assert!(form.error(&t, "days").is_some_and(|sentence| sentence.contains("“x”")));
        assert!(form.error(&t, "name").is_some() && form.error(&t, "other").is_none());
        assert_eq!(form.other_errors(&t, &["days"]).len(), 1);
        assert!(!form.is_sound());
        assert_eq!(form.value("days"), "x");
    }

    #[test]
    fn the_browser_is_led_elsewhere_after_success() {
        let response = done(&crate::urls::leads().with("owner", "a b"), "saved");
        assert_eq!(response.status(), 303);
        let place = response.headers().get(header::LOCATION).and_then(|value| value.to_str().ok());
        assert_eq!(place, Some("/leads?owner=a+b&done=saved"));
    }
}
