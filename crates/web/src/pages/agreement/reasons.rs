//! Why sales may say no: the managed list of reasons.

use actix_web::HttpResponse;
use askama::Template;
use askama_web::WebTemplate;
use bareme_engine::agreement::{self, AgreementDraft, Part};
use bareme_scoring::{Reason, ReasonPolicy, Reasons, fold};

use super::rows::{self, Listed, Row};
use super::{Editing, answer, problems, send};
use crate::i18n::Text;
use crate::pages::form::Choice;
use crate::pages::post::{PostForm, Posted};
use crate::{Area, PageError, Shell, engine, urls};

/// Rows for new reasons.
const BLANK: usize = 2;

/// The page.
#[derive(Template, WebTemplate)]
#[template(path = "pages/agreement/reasons.html")]
pub struct ReasonsPage {
    /// The visitor's language.
    pub t: Text,
    /// What surrounds it.
    pub shell: Shell,
    /// The form.
    pub editing: Editing,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// Shows the list.
pub async fn show(engine: engine::Data, shell: Shell) -> Result<ReasonsPage, PageError> {
    let (draft, _) = engine::ask(&engine, urls::agreement(), agreement::draft).await?;
    Ok(ReasonsPage::of(shell, &draft))
}

/// Saves the list.
pub async fn save(engine: engine::Data, form: Posted, shell: Shell) -> Result<HttpResponse, PageError> {
    let mut form = PostForm::new(form);
    let Listed { numbers, values, .. } = read(&mut form);
    let editing = Editing { form, changed: None, part: Part::Reasons };
    let sent = send(
        &engine,
        shell.actor(),
        editing,
        move |draft| draft.reasons = Reasons(values),
        |form, found, draft| problems::note(form, found, &[("reason", &numbers)], draft),
    );
    answer(&engine, sent.await?, |editing, _| ReasonsPage::new(shell, editing)).await
}

impl ReasonsPage {
    /// The page of a form.
    pub fn new(shell: Shell, editing: Editing) -> Self {
        let rows = rows::rows(&editing.form, "reason");
        Self { t: shell.t, shell: shell.within(Area::Agreement), editing, rows }
    }

    /// The page of a draft.
    pub fn of(shell: Shell, draft: &AgreementDraft) -> Self {
        let editing = Editing::new(Part::Reasons, draft, filled(draft));
        Self::new(shell, editing)
    }

    fn policies(&self) -> Vec<Choice> {
        ["recycle", "disqualify"].map(|word| Choice::new(word, self.t.say(format!("policy-{word}")))).into()
    }

    /// What a row is called: the shipped text of its code, or what it is for.
    fn legend(&self, row: &Row) -> String {
        if row.is_new() { self.t.say("reason-new") } else { self.t.reason(&row.was) }
    }
}

fn filled(draft: &AgreementDraft) -> PostForm {
    let mut values = Posted::default();
    let blank = Reason {
        code: String::new(),
        policy: ReasonPolicy::Recycle,
        cool_off_days: None,
        label: None,
        retired: false,
    };
    for (number, reason) in (1..).zip(draft.reasons.0.iter().chain(std::iter::repeat_n(&blank, BLANK))) {
        let policy = if reason.policy == ReasonPolicy::Recycle { "recycle" } else { "disqualify" };
        let fields = [
            ("label", reason.label.clone().unwrap_or_default()),
            ("policy", policy.to_owned()),
            ("cool_off_days", reason.cool_off_days.map(|days| days.to_string()).unwrap_or_default()),
        ];
        rows::push(&mut values, "reason", number, &reason.code, &fields);
        if reason.retired {
            values.push(format!("reason[{number}].retired"), "yes");
        }
    }
    PostForm::new(values)
}

fn read(form: &mut PostForm) -> Listed<Reason> {
    let mut taken: Vec<String> = rows::rows(form, "reason").into_iter().map(|row| row.was).collect();
    rows::read(form, "reason", &["label"], |form, row| {
        let label = form.values.text(&row.field("label")).map(str::to_owned);
        let policy = form.parsed(&row.field("policy"), "form-error-choice", |word| match word {
            "recycle" => Some(ReasonPolicy::Recycle),
            "disqualify" => Some(ReasonPolicy::Disqualify),
            _ => None,
        });
        let days = row.field("cool_off_days");
        let cool_off_days = form.parsed(&days, "form-error-whole", |text| text.parse::<u32>().ok());
        let code = if row.is_new() { code(label.as_deref()?, &taken) } else { row.was.clone() };
        taken.push(code.clone());
        let retired = form.is_ticked(row.field("retired"));
        Some((code.clone(), Reason { code, policy: policy?, cool_off_days, label, retired }))
    })
}

/// A code that nothing has yet, from what people read: `Too small` becomes `too_small`.
fn code(label: &str, taken: &[String]) -> String {
    let mut code = String::new();
    for c in fold(label).chars() {
        if c.is_ascii_alphanumeric() {
            code.push(c);
        } else if !code.is_empty() && !code.ends_with('_') {
            code.push('_');
        }
        if code.len() >= 34 {
            break;
        }
    }
    let code = code.trim_end_matches('_');
    let code = if code.is_empty() || code == Reasons::NOT_GIVEN { "reason" } else { code };
    let is_free = |code: &String| !taken.contains(code);
    let numbered = (2..).map(|number| format!("{code}_{number}"));
    std::iter::once(code.to_owned()).chain(numbered).find(is_free).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_reason_gets_a_code_of_its_own() {
        let taken = vec!["too_small".to_owned()];
        assert_eq!(code("Trop petit !", &taken), "trop_petit");
        assert_eq!(code("Too small", &taken), "too_small_2");
        assert_eq!(code("Déjà équipé", &[]), "deja_equipe");
        assert_eq!(code("小", &[]), "reason");
        assert_eq!(code("Not given", &[]), "reason");
        assert!(code(&"x".repeat(200), &[]).len() <= 40);
    }
}
