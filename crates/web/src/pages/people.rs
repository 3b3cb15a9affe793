//! Who may come in: people are invited, get a role and a team, and are kept out again.

pub mod list;
pub mod show;

use bareme_access::{Action, Role};
use bareme_engine::people::manage::Place;

use super::form::Choice;
use super::post::PostForm;
use crate::i18n::Text;
use crate::rights::Access::To;
use crate::rights::Routes;
use crate::urls::pattern;

/// Adds the pages to the router.
pub(super) fn routes(routes: &mut Routes) {
    routes
        .get(pattern::PEOPLE, To(Action::Administer), list::list)
        .post(pattern::PEOPLE, To(Action::Administer), list::add)
        .post(pattern::PEOPLE_RULES, To(Action::Administer), list::rules)
        .get(pattern::PERSON, To(Action::Administer), show::show)
        .post(pattern::PERSON, To(Action::Administer), show::place)
        .post(pattern::PERSON_ACTS, To(Action::Administer), show::act);
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
