//! `bareme backup` and `bareme restore`, as people see them.

use std::path::PathBuf;

use clap::Args;

#[derive(Debug, Args)]
pub struct Backup {
    /// The file to write; it must not be there yet
    pub file: PathBuf,
    /// Compare every index of the copy with its table as well, which takes several times as long
    #[arg(long)]
    pub thorough: bool,
}

#[derive(Debug, Args)]
pub struct Restore {
    /// The backup
    pub file: PathBuf,
    /// Also when there is a database already: it is put aside (PostgreSQL: replaced)
    #[arg(long)]
    pub force: bool,
}
