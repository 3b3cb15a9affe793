//! What somebody may want to do, and the one table that says how far each role reaches with it.

use crate::Role;

/// What somebody may want to do: the rows of the table of DESIGN section 13.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// See contacts, accounts and scores with their reasons.
    SeePeople,
    /// See leads with their logs, one by one and as lists.
    SeeLeads,
    /// Edit a contact, adjust a score.
    EditPeople,
    /// Accept, reject, qualify and every other act on a lead.
    WorkLeads,
    /// Give leads to others.
    Reassign,
    /// See the funnel and the reports.
    SeeReports,
    /// Take data out as files.
    Export,
    /// See models: what a score means.
    SeeModels,
    /// Draft and simulate models, recalibrate them, and see proposals.
    DraftModels,
    /// Sign a proposal.
    SignProposal,
    /// See what marketing and sales agreed on.
    SeeAgreement,
    /// Change reasons, hours and the service level.
    ChangeAgreement,
    /// Change teams and routing: who gets, and so who sees, which leads.
    ChangeTeams,
    /// Import files, and undo one's imports.
    Import,
    /// Send reports by mail, now and on a schedule.
    MailReports,
    /// See schedules, runs and dead letters.
    SeeJobs,
    /// Change and run them.
    ManageJobs,
    /// One's own access tokens.
    OwnTokens,
    /// Users, tokens, webhooks and settings.
    Administer,
    /// Read the audit log.
    SeeAudit,
    /// Ask for a person to be erased.
    AskErasure,
    /// Erase a person.
    Erase,
}

/// How far somebody reaches with an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reach {
    /// Not at all: it answers as if it did not exist.
    Nothing,
    /// Sums over all, of nobody in particular.
    Aggregates,
    /// All, with names and addresses masked, and each look is in the audit log.
    Masked,
    /// What is their own.
    Own,
    /// What is their team's.
    Team,
    /// All.
    All,
}

impl Action {
    /// Every action, in the order in which tables show them.
    pub const ALL: [Self; 22] = [
        Self::SeePeople,
        Self::SeeLeads,
        Self::EditPeople,
        Self::WorkLeads,
        Self::Reassign,
        Self::SeeReports,
        Self::Export,
        Self::SeeModels,
        Self::DraftModels,
        Self::SignProposal,
        Self::SeeAgreement,
        Self::ChangeAgreement,
        Self::ChangeTeams,
        Self::Import,
        Self::MailReports,
        Self::SeeJobs,
        Self::ManageJobs,
        Self::OwnTokens,
        Self::Administer,
        Self::SeeAudit,
        Self::AskErasure,
        Self::Erase,
    ];

    /// The word in logs and message keys.
    pub const fn word(self) -> &'static str {
        match self {
            Self::SeePeople => "see-people",
            Self::SeeLeads => "see-leads",
            Self::EditPeople => "edit-people",
            Self::WorkLeads => "work-leads",
            Self::Reassign => "reassign",
            Self::SeeReports => "see-reports",
            Self::Export => "export",
            Self::SeeModels => "see-models",
            Self::DraftModels => "draft-models",
            Self::SignProposal => "sign-proposal",
            Self::SeeAgreement => "see-agreement",
            Self::ChangeAgreement => "change-agreement",
            Self::ChangeTeams => "change-teams",
            Self::Import => "import",
            Self::MailReports => "mail-reports",
            Self::SeeJobs => "see-jobs",
            Self::ManageJobs => "manage-jobs",
            Self::OwnTokens => "own-tokens",
            Self::Administer => "administer",
            Self::SeeAudit => "see-audit",
            Self::AskErasure => "ask-erasure",
            Self::Erase => "erase",
        }
    }
}

/// How far a role reaches with an action: the one table that everything follows from.
#[expect(clippy::match_same_arms, reason = "a line an action, as people read a table")]
pub const fn reach(role: Role, action: Action) -> Reach {
    use Reach::{Aggregates, All, Masked, Nothing, Own, Team};
    // In the order of `Role::ALL`.
    let row = match action {
        Action::SeePeople => [All, Own, Team, All, Masked],
        Action::SeeLeads => [All, Own, Team, All, Nothing],
        Action::EditPeople => [All, Own, Team, Team, Nothing],
        Action::WorkLeads => [Nothing, Own, Team, Team, Nothing],
        Action::Reassign => [Nothing, Nothing, Team, Team, Nothing],
        Action::SeeReports => [All, Own, Team, All, Aggregates],
        Action::Export => [All, Own, Team, All, Nothing],
        Action::SeeModels | Action::SeeAgreement => [All, All, All, All, All],
        Action::DraftModels => [All, Nothing, All, All, Nothing],
        Action::SignProposal => [Nothing, Nothing, All, All, Nothing],
        Action::ChangeAgreement => [Nothing, Nothing, All, All, All],
        Action::ChangeTeams => [Nothing, Nothing, Nothing, All, All],
        Action::MailReports => [All, Nothing, Nothing, All, All],
        Action::Import => [Own, Nothing, Nothing, Nothing, All],
        Action::SeeJobs => [All, Nothing, All, All, All],
        Action::ManageJobs => [Nothing, Nothing, Nothing, Nothing, All],
        Action::OwnTokens => [All, All, All, All, All],
        Action::Administer => [Nothing, Nothing, Nothing, Nothing, All],
        Action::SeeAudit => [Nothing, Nothing, Team, Team, All],
        Action::AskErasure => [All, All, All, All, Nothing],
        Action::Erase => [Nothing, Nothing, Nothing, Nothing, All],
    };
    row[role as usize]
}

/// Most rows that a role may take out in one file; `None`: as many as there are.
pub const fn export_limit(role: Role) -> Option<usize> {
    match reach(role, Action::Export) {
        Reach::Own => Some(500),
        _ => None,
    }
}
