//! The table as people read it: what `docs/permissions.md` shows.

use std::fmt::Write as _;

use crate::{Action, Reach, Role, reach};

/// The table as Markdown: a row an action, a column a role.
pub fn markdown() -> String {
    let mut text = String::from("| |");
    for role in Role::ALL {
        let _ = write!(text, " {} |", role.title());
    }
    text.push_str("\n| --- |");
    text.push_str(&" --- |".repeat(Role::ALL.len()));
    text.push('\n');
    for action in Action::ALL {
        let _ = write!(text, "| {} |", title(action));
        for role in Role::ALL {
            let _ = write!(text, " {} |", word(reach(role, action)));
        }
        text.push('\n');
    }
    text
}

const fn title(action: Action) -> &'static str {
    match action {
        Action::SeePeople => "see contacts, accounts, and scores with their reasons",
        Action::SeeLeads => "see leads and their logs",
        Action::EditPeople => "edit a contact, adjust a score",
        Action::WorkLeads => "accept, reject, qualify, and every other act on a lead",
        Action::Reassign => "give leads to others",
        Action::SeeReports => "see the funnel and the reports",
        Action::Export => "take data out as files",
        Action::SeeModels => "see models",
        Action::DraftModels => "draft and simulate models, recalibrate, see proposals",
        Action::SignProposal => "sign a proposal",
        Action::SeeAgreement => "see the agreement",
        Action::ChangeAgreement => "change reasons, hours and the service level",
        Action::ChangeTeams => "change teams and routing",
        Action::Import => "imports and their undo",
        Action::MailReports => "send reports by mail",
        Action::SeeJobs => "see schedules, runs and dead letters",
        Action::ManageJobs => "change and run them",
        Action::OwnTokens => "own access tokens",
        Action::Administer => "users, tokens, webhooks, settings",
        Action::SeeAudit => "audit log",
        Action::AskErasure => "ask for a person to be erased",
        Action::Erase => "erase a person",
    }
}

const fn word(reach: Reach) -> &'static str {
    match reach {
        Reach::Nothing => "–",
        Reach::Aggregates => "sums",
        Reach::Masked => "masked",
        Reach::Own => "own",
        Reach::Team => "team",
        Reach::All => "all",
    }
}
