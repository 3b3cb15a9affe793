//! `bareme person`, as people see it.

use std::path::PathBuf;

use clap::Subcommand;

#[derive(Debug, Subcommand)]
pub enum PersonCommand {
    /// All that is held on a person, JSON
    Export {
        /// Their key, e-mail address, number in this database, or name
        id: String,
        /// Write to this file
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// Why a person scores as they do, in plain words for themselves
    Explain {
        /// Their key, e-mail address, number in this database, or name
        id: String,
    },
    /// Who asked for whom to be erased
    Requests,
    /// Erase a person everywhere, for good
    Erase {
        /// Their key, e-mail address, number in this database, or name
        id: String,
        /// Do it without asking
        #[arg(long)]
        yes: bool,
    },
    /// Let rows of an erased person come in again, since they came back of their own will
    Readmit {
        /// The key or e-mail address that their rows have
        id: String,
    },
}
