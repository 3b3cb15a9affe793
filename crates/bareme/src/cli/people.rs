//! `bareme user`, as people see it.

use bareme_access::Role;
use clap::{Args, Subcommand};

#[derive(Debug, Subcommand)]
pub enum UserCommand {
    /// List the people who may come in
    List,
    /// Add somebody, and print a link with which they set a password
    Add {
        /// Their e-mail address, with which they sign in
        email: String,
        /// Their name, as in the teams of the agreement and as owner of leads
        #[arg(long)]
        name: String,
        #[command(flatten)]
        place: PlaceArguments,
    },
    /// Give somebody another role or team; their sessions end
    SetRole {
        /// Their address or name
        who: String,
        #[command(flatten)]
        place: PlaceArguments,
    },
    /// Keep somebody out; their sessions end
    Disable {
        /// Their address or name
        who: String,
    },
    /// Let somebody in again
    Enable {
        /// Their address or name
        who: String,
    },
    /// Take somebody's password and second factor away, and print a link with which they begin anew
    Reset {
        /// Their address or name
        who: String,
    },
}

#[derive(Debug, Args)]
pub struct PlaceArguments {
    /// What they are: marketer, rep, sales-leader, marketing-leader or admin
    #[arg(long, value_name = "ROLE", value_parser = role)]
    pub role: Role,
    /// Their team of the agreement
    #[arg(long, value_name = "NAME")]
    pub team: Option<String>,
}

fn role(word: &str) -> Result<Role, String> {
    Role::from_word(word)
        .ok_or_else(|| "choose marketer, rep, sales-leader, marketing-leader or admin".to_owned())
}
