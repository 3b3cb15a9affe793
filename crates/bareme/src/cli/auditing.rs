//! `bareme audit`, as people see it.

use clap::Args;

#[derive(Debug, Args)]
pub struct Audit {
    /// What one person did
    #[arg(long, value_name = "NAME")]
    pub actor: Option<String>,
    /// One action only, such as export, model-publish or agreement-change
    #[arg(long, value_name = "ACTION")]
    pub action: Option<String>,
    /// One kind of object only, such as model, job or import
    #[arg(long, value_name = "KIND")]
    pub object: Option<String>,
    /// At most so many entries
    #[arg(long, default_value_t = 50, value_name = "N")]
    pub last: usize,
    /// Only check the chain, also against an end that was written down earlier, as this command or doctor printed it
    #[arg(long, value_name = "NUMBER:HASH")]
    pub holds: Option<String>,
}
