//! Samples of coming in, one's own account, and who may come in.

use askama::Template;
use bareme_access::{Principal, Role};
use bareme_engine::people::account::{AccountView, Enrolment};
use bareme_engine::people::invitation::Invited;
use bareme_engine::people::manage::PersonView;
use bareme_engine::people::sessions::SessionView;
use bareme_engine::people::{Refusal, Secret};

use super::{Page, days_ago, some};
use crate::Shell;
use crate::pages::entry::invitation::InvitationPage;
use crate::pages::entry::note;
use crate::pages::entry::second_factor::SecondFactorPage;
use crate::pages::entry::set_up::SetUpPage;
use crate::pages::entry::sign_in::SignInPage;
use crate::pages::me::codes::CodesPage;
use crate::pages::me::factor::FactorPage;
use crate::pages::me::show::MePage;
use crate::pages::people::list::PeoplePage;
use crate::pages::people::show::PersonPage;
use crate::pages::post::{PostForm, Posted};

/// A form with values and what was refused about them.
fn form(values: &[(&str, &str)], refusals: &[Refusal]) -> PostForm {
    let owned = values.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    let mut form = PostForm::new(Posted::of(owned));
    for refusal in refusals {
        note(&mut form, refusal, "password");
    }
    form
}

/// Every page of people.
pub(super) fn pages(shell: &Shell) -> Vec<Page> {
    let new = || shell.clone();
    // Nobody is in yet where somebody comes in.
    let out = || Shell { who: None, role: None, ..shell.clone() };
    vec![
        ("sign-in", sign_in(out(), form(&[], &[]), true).render()),
        ("sign-in-refused", sign_in(out(), form(&[("email", "<none>")], &[Refusal::Wrong]), false).render()),
        ("sign-in-waits", sign_in(out(), form(&[], &[Refusal::Wait { seconds: 64 }]), false).render()),
        ("second-factor", second_factor(out()).render()),
        ("set-up", set_up(out()).render()),
        ("invitation", invitation(out(), true).render()),
        ("invitation-gone", invitation(out(), false).render()),
        ("me", me(new(), true).render()),
        ("me-without-factor", me(new(), false).render()),
        ("factor", factor(new()).render()),
        ("codes", codes(new()).render()),
        ("people", people(new()).render()),
        ("person", person(new(), 0).render()),
        ("person-invited", person(new(), 1).render()),
        ("person-out", person(new(), 2).render()),
    ]
}

fn sign_in(shell: Shell, form: PostForm, unset: bool) -> SignInPage {
    SignInPage { t: shell.t, shell, form, back: String::from("/leads?q=<none>"), unset }
}

fn second_factor(shell: Shell) -> SecondFactorPage {
    SecondFactorPage { t: shell.t, shell, form: form(&[], &[Refusal::WrongCode]), back: String::from("/") }
}

fn set_up(shell: Shell) -> SetUpPage {
    let typed = [("code", "<none>"), ("name", "<b>Müller"), ("email", "<none>")];
    let form = form(&typed, &[Refusal::CodeGone, Refusal::Name, Refusal::Email, Refusal::NotTheSame]);
    SetUpPage { t: shell.t, shell, form }
}

fn invitation(shell: Shell, valid: bool) -> InvitationPage {
    let invited = || Invited { name: String::from("Ana <i>Hacker"), email: String::from("ana@example.com") };
    let refusals = if valid { vec![Refusal::NotTheSame] } else { vec![Refusal::CodeGone] };
    let form = form(&[("code", "abcd-<none>")], &refusals);
    InvitationPage { t: shell.t, shell, invited: valid.then(invited), form }
}

fn me(shell: Shell, has_factor: bool) -> MePage {
    let session = |id, agent: Option<&str>| SessionView {
        id,
        agent: agent.map(str::to_owned),
        since: days_ago(id),
        last_seen: days_ago(0),
    };
    MePage {
        t: shell.t,
        shell,
        me: Principal {
            user: 3,
            name: String::from("Ana <i>Hacker"),
            role: Role::SalesLeader,
            team: some("<b>Müller"),
        },
        account: AccountView {
            email: String::from("ana@example.com"),
            has_factor,
            needs_factor: false,
            recovery_codes: 1,
        },
        sessions: vec![session(1, Some("<script>alert(1)</script>")), session(2, None)],
        here: 1,
        form: form(&[], &[Refusal::WrongCode, Refusal::NotTheSame]),
    }
}

fn factor(shell: Shell) -> FactorPage {
    let enrolment = Enrolment {
        secret: Secret::new("JBSWY3DPEHPK3PXP"),
        link: Secret::new("otpauth://totp/Bareme:ana@example.com?secret=JBSWY3DPEHPK3PXP&issuer=Bareme"),
    };
    FactorPage {
        t: shell.t,
        shell,
        enrolment,
        form: form(&[], &[Refusal::WrongCode]),
        back: String::from("/"),
    }
}

fn codes(shell: Shell) -> CodesPage {
    let codes = ["abcd-efgh-ijkl-mnop", "qrst-uvwx-yz23-4567"].map(Secret::new).into();
    CodesPage { t: shell.t, shell, codes, back: String::from("/") }
}

fn everybody() -> Vec<PersonView> {
    let person = |id: i64, name: &str, role: Role, has_password: bool| PersonView {
        id,
        name: name.to_owned(),
        email: format!("person{id}@example.com"),
        role,
        team: (id == 1).then(|| String::from("<b>Müller")),
        has_password,
        has_factor: id == 1,
        disabled: (id == 3).then(|| days_ago(4)),
        since: days_ago(40),
    };
    vec![
        person(1, "Ana <i>Hacker", Role::SalesLeader, true),
        person(2, "Ben", Role::Rep, false),
        person(3, "Cleo", Role::Marketer, true),
    ]
}

fn people(shell: Shell) -> PeoplePage {
    PeoplePage {
        t: shell.t,
        shell,
        people: everybody(),
        teams: vec![String::from("<b>Müller")],
        needing: [Role::Admin].into(),
        form: form(&[("name", "<b>Müller"), ("role", "rep")], &[Refusal::NameTaken, Refusal::Team]),
    }
}

fn person(shell: Shell, index: usize) -> PersonPage {
    let refusals = if index == 0 { vec![Refusal::LastAdmin] } else { Vec::new() };
    PersonPage {
        t: shell.t,
        shell,
        person: everybody().swap_remove(index),
        teams: vec![String::from("<b>Müller")],
        form: form(&[("role", "rep"), ("team", "<b>Müller")], &refusals),
        code: (index == 1).then(|| Secret::new("abcd-efgh")),
    }
}
