//! Who may come in: people are invited, get a role and a team, and are kept out again.

pub mod list;
pub mod show;

use actix_web::web::ServiceConfig;
use bareme_access::Role;
use bareme_engine::people::manage::Place;

use super::form::Choice;
use super::post::PostForm;
use super::{get, post};
use crate::i18n::Text;
use crate::urls::pattern;

/// Adds the pages to the router.
pub(super) fn routes(config: &mut ServiceConfig) {
    config
        .route(pattern::PEOPLE, get().to(list::list))
        .route(pattern::PEOPLE, post().to(list::add))
        .route(pattern::PEOPLE_RULES, post().to(list::rules))
        .route(pattern::PERSON, get().to(show::show))
        .route(pattern::PERSON, post().to(show::place))
        .route(pattern::PERSON_ACTS, post().to(show::act));
}

/// The roles to choose from.
pub(crate) fn roles(t: Text) -> Vec<Choice> {
    let role = |role: Role| Choice::new(role.word(), t.say(format!("access-role-{}", role.word())));
    Role::ALL.into_iter().map(role).collect()
}

/// The teams to choose from, none first.
pub(crate) fn teams(t: Text, teams: &[String]) -> Vec<Choice> {
    let none = Choice::new("", t.say("person-no-team"));
    std::iter::once(none).chain(teams.iter().map(|team| Choice::new(team, team.clone()))).collect()
}

/// Role and team of a form; what is wrong with the role is noted.
fn place(form: &mut PostForm) -> Option<Place> {
    let role = form.parsed("role", "refused-role", Role::from_word);
    if form.values.text("role").is_none() {
        form.problem("role", "refused-role", Vec::new());
    }
    Some(Place { role: role?, team: form.values.text("team").map(str::to_owned) })
}
