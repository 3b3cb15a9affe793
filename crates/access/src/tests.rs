//! The table against the design, and what follows from it.

use crate::Action as A;
use crate::Reach::{Aggregates, All, Masked, Nothing, Own, Team};
use crate::{Action, Principal, Reach, Role, Scope, Side, export_limit, markdown, reach};

/// The columns of DESIGN section 13, its leader in two: (marketer, rep, sales leader, marketing leader, admin).
const DESIGN: &[(&[Action], [Reach; 5])] = &[
    (&[A::SeePeople], [All, Own, Team, All, Masked]),
    (&[A::EditPeople], [All, Own, Team, Team, Nothing]),
    (&[A::WorkLeads], [Nothing, Own, Team, Team, Nothing]),
    (&[A::Reassign], [Nothing, Nothing, Team, Team, Nothing]),
    (&[A::SeeReports], [All, Own, Team, All, Aggregates]),
    (&[A::Export], [All, Own, Team, All, Nothing]),
    (&[A::DraftModels], [All, Nothing, All, All, Nothing]),
    (&[A::SignProposal], [Nothing, Nothing, All, All, Nothing]),
    (&[A::Import], [Own, Nothing, Nothing, Nothing, All]),
    (&[A::SeeJobs], [All, Nothing, All, All, All]),
    (&[A::ManageJobs, A::Administer, A::Erase], [Nothing, Nothing, Nothing, Nothing, All]),
    (&[A::OwnTokens], [All, All, All, All, All]),
    (&[A::SeeAudit], [Nothing, Nothing, Team, Team, All]),
    (&[A::AskErasure], [All, All, All, All, Nothing]),
];

/// What the design does not name, and this house decided: see `docs/permissions.md`.
const DECIDED: &[(&[Action], [Reach; 5])] = &[
    (&[A::SeeLeads], [All, Own, Team, All, Nothing]),
    (&[A::SeeModels, A::SeeAgreement], [All, All, All, All, All]),
    (&[A::ChangeAgreement], [Nothing, Nothing, All, All, All]),
    (&[A::ChangeTeams], [Nothing, Nothing, Nothing, All, All]),
    (&[A::MailReports], [All, Nothing, Nothing, All, All]),
];

fn principal(role: Role, team: Option<&str>) -> Principal {
    Principal { user: 1, name: "Ada".to_owned(), role, team: team.map(str::to_owned) }
}

#[test]
fn the_table_is_the_one_of_the_design() {
    let mut told: Vec<Action> = Vec::new();
    for (actions, row) in DESIGN.iter().chain(DECIDED) {
        for action in *actions {
            let here = Role::ALL.map(|role| reach(role, *action));
            assert_eq!(here, *row, "{action:?}");
            told.push(*action);
        }
    }
    told.sort_unstable();
    let mut all = Action::ALL.to_vec();
    all.sort_unstable();
    assert_eq!(told, all, "an action that nobody checks");
}

#[test]
fn the_documentation_shows_the_table() {
    let page = include_str!("../../../docs/permissions.md");
    let table = markdown();
    assert!(page.contains(&table), "docs/permissions.md is stale: it should hold\n\n{table}");
}

#[test]
fn words_are_unique_and_lead_back() {
    for (place, action) in Action::ALL.iter().enumerate() {
        assert!(Action::ALL.iter().skip(place + 1).all(|other| other.word() != action.word()), "{action:?}");
    }
    for role in Role::ALL {
        assert_eq!(Role::from_word(role.word()), Some(role));
    }
    assert_eq!(Role::from_word("Admin"), None);
}

#[test]
fn a_scope_names_whose_things_are_reached() {
    let own = |team: Option<&str>| Scope::Own { name: "Ada".to_owned(), team: team.map(str::to_owned) };
    assert_eq!(principal(Role::Rep, Some("North")).scope(A::SeePeople), own(Some("North")));
    let team = Scope::Team { name: "Ada".to_owned(), team: "North".to_owned() };
    assert_eq!(principal(Role::SalesLeader, Some("North")).scope(A::SeePeople), team);
    // Who leads no team leads nobody, and not everybody.
    assert_eq!(principal(Role::SalesLeader, None).scope(A::SeePeople), own(None));
    assert_eq!(principal(Role::Admin, Some("North")).scope(A::SeePeople), Scope::Masked);
    assert_eq!(principal(Role::Admin, None).scope(A::SeeReports), Scope::Aggregates);
    assert_eq!(principal(Role::Marketer, None).scope(A::WorkLeads), Scope::Nothing);
    assert!(!principal(Role::Marketer, None).may(A::WorkLeads));
    assert!(principal(Role::Admin, None).may(A::SeePeople));
}

#[test]
fn whoever_changes_things_may_see_them() {
    let pairs = [
        (A::EditPeople, A::SeePeople),
        (A::SeeLeads, A::SeePeople),
        (A::WorkLeads, A::SeeLeads),
        (A::Reassign, A::WorkLeads),
        (A::Export, A::SeeReports),
        (A::DraftModels, A::SeeModels),
        (A::SignProposal, A::DraftModels),
        (A::ChangeAgreement, A::SeeAgreement),
        (A::ChangeTeams, A::ChangeAgreement),
        (A::ManageJobs, A::SeeJobs),
    ];
    for role in Role::ALL {
        for (change, see) in pairs {
            assert!(reach(role, change) <= reach(role, see), "{role:?}: {change:?} reaches beyond {see:?}");
        }
    }
}

#[test]
fn reps_take_out_few_rows_and_one_leader_of_each_side_signs() {
    assert_eq!(Role::ALL.map(export_limit), [None, Some(500), None, None, None]);
    let sides = Role::ALL.map(Role::signs_for);
    assert_eq!(sides, [None, None, Some(Side::Sales), Some(Side::Marketing), None]);
    for role in Role::ALL {
        assert_eq!(role.signs_for().is_some(), reach(role, A::SignProposal) == All, "{role:?}");
    }
}
