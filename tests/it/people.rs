//! Who comes in, on both databases: sessions, codes, second factors, and attempts that are counted.

mod factor;
mod noted;
mod sessions;
mod set_up;
mod throttle;

use bareme_access::Role;
use bareme_engine::people::{Opened, Refusal, Secret, Visitor, sessions as open, sign_in};
use bareme_testkit::{PASSWORD, World, email};

/// Somebody with the password of tests, and their session.
fn member(world: &World, name: &str, role: Role) -> (i64, Opened) {
    let id = world.add_person(name, role);
    (id, world.accept(id))
}

/// Tries to sign in.
fn try_in(world: &World, name: &str, password: &str) -> Result<Opened, Refusal> {
    let from = Visitor { address: "203.0.113.7".to_owned(), ..Visitor::default() };
    sign_in::with_password(world.engine(), &email(name), &Secret::new(password), &from).unwrap()
}

/// Signs in with the password of tests.
fn sign_in(world: &World, name: &str) -> Opened {
    try_in(world, name, PASSWORD).unwrap()
}

/// Whether a session counts.
fn is_in(world: &World, opened: &Opened) -> bool {
    open::find(world.engine(), &opened.token).unwrap().is_some()
}
