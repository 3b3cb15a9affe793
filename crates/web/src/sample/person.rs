//! Samples of the pages about the rights of people.

use bareme_engine::person::Asked;
use bareme_engine::view::Message;

use super::{days_ago, now};
use crate::Shell;
use crate::pages::person::requests::Erasures;
use crate::pages::person::show::PersonShow;

pub(super) fn show(shell: Shell) -> PersonShow {
    let told = vec![
        Message::new("person_scores", "")
            .with("day", now().date())
            .with("fit", "62.50")
            .with("engagement", "18.75"),
        Message::new("person_is", "")
            .with("points", "20")
            .with("rule", "Title")
            .with("facts", "title: <script>Chief"),
        Message::new("person_did", "")
            .with("points", "12.50")
            .with("rule", "Pages <b>read")
            .with("count", 3)
            .with("day", now().date()),
        Message::new("person_rule", "").with("points", "-5").with("rule", "Competitor"),
        Message::new("person_contacted", ""),
        Message::new("person_rights", ""),
    ];
    PersonShow::new(shell, 17, "Inès <b>Müller</b>".to_owned(), told)
}

pub(super) fn unscored(shell: Shell) -> PersonShow {
    let told = vec![Message::new("person_not_scored", ""), Message::new("person_not_contacted", "")];
    PersonShow::new(shell, 18, "bo@example.org".to_owned(), told)
}

pub(super) fn requests(shell: Shell) -> Erasures {
    let asked =
        |contact_id, done| Asked { contact_id, by: "Ana <i>Hacker".to_owned(), at: days_ago(3), done };
    Erasures::new(shell, vec![asked(17, None), asked(12, Some(("Root".to_owned(), days_ago(1))))])
}

pub(super) fn no_requests(shell: Shell) -> Erasures {
    Erasures::new(shell, Vec::new())
}
