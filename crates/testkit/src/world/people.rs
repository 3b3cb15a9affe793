//! Somebody who is signed in, by the ways that people take.

use bareme_access::Role;
use bareme_engine::people::manage::{self, Person, Place};
use bareme_engine::people::{Opened, Secret, Visitor, invitation, sessions, sign_in};

use super::World;

/// What a session's cookie begins with.
const NAME: &str = "__Host-session=";

/// The password of everybody in tests.
pub const PASSWORD: &str = "correct horse battery staple";

impl World {
    /// The cookie of a session of somebody with a role, who is added when need be and belongs to the team of the agreement
    /// that names them.
    pub fn signed_in(&self, name: &str, role: Role) -> String {
        let known = manage::list(self.engine()).unwrap().into_iter().find(|person| person.name == name);
        let token = match known {
            Some(person) if person.has_password => self.sign_in(&person.email).token,
            Some(person) => self.accept(person.id).token,
            None => self.accept(self.add_person(name, role)).token,
        };
        cookie(&token)
    }

    /// Adds somebody, who has no password yet.
    pub fn add_person(&self, name: &str, role: Role) -> i64 {
        let agreement = self.engine().database().read(|c| self.engine().agreement(c)).unwrap();
        let named = |team: &&bareme_scoring::Team| {
            team.leader.as_deref() == Some(name) || team.members.iter().any(|member| member == name)
        };
        let team = agreement.teams.iter().find(named).map(|team| team.name.clone());
        let person = Person { email: email(name), name: name.to_owned() };
        manage::add(self.engine(), &person, &Place { role, team }).unwrap().unwrap()
    }

    /// Lets somebody set the password of tests by an invitation.
    pub fn accept(&self, person: i64) -> Opened {
        let code = manage::invite(self.engine(), person).unwrap();
        invitation::accept(self.engine(), &code, &Secret::new(PASSWORD), &Visitor::default())
            .unwrap()
            .unwrap()
    }

    /// A form's body with what the pages of a session's owner put into every form; as it is where there is no session.
    pub fn sealed(&self, body: &str, cookie: &str) -> String {
        let token = cookie.strip_prefix(NAME).map(Secret::new);
        let current = token.and_then(|token| sessions::find(self.engine(), &token).unwrap());
        let Some(current) = current else { return body.to_owned() };
        let between = if body.is_empty() { "" } else { "&" };
        format!("{body}{between}form_token={}", current.form_token.reveal())
    }

    /// Signs somebody in who has the password of tests.
    pub fn sign_in(&self, email: &str) -> Opened {
        let password = Secret::new(PASSWORD);
        sign_in::with_password(self.engine(), email, &password, &Visitor::default()).unwrap().unwrap()
    }
}

/// The address of somebody in tests.
pub fn email(name: &str) -> String {
    format!("{}@example.com", bareme_scoring::fold(name).replace(' ', "."))
}

/// The cookie of a session's token, as a browser sends it.
pub fn cookie(token: &Secret) -> String {
    format!("{NAME}{}", token.reveal())
}
