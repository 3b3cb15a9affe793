//! Configuration: a file, then the environment, then flags; every mistake is named at once.

mod serving;

use std::path::{Path, PathBuf};

use bareme_mail::{Server, Smtp};
use bareme_web::i18n::Language;
use serde::Deserialize;

use crate::cli::{Format, Global, LogFormat};
use crate::output::Failure;

pub use serving::{LimitsFile, ServeFile, site};

/// The file that is read when none is named.
const DEFAULT_FILE: &str = "bareme.toml";

/// What holds for this run.
#[derive(Clone, Debug)]
pub struct Settings {
    /// URL of the database.
    pub database: String,
    /// Address of the server.
    pub listen: String,
    /// Connections to the database.
    pub connections: u32,
    /// Whether `serve` also runs the scheduled jobs.
    pub jobs: bool,
    /// Filter of the log.
    pub log: String,
    /// How the log is written.
    pub log_format: LogFormat,
    /// How commands answer, when asked for.
    pub format: Option<Format>,
    /// The mail server and the sender; nothing is mailed when absent.
    pub mail: Option<Mail>,
    /// Where people find the site, for links in mails; the address of the server when absent.
    pub public_url: Option<String>,
    /// How the server is reached, as the file says.
    pub serve: ServeFile,
    /// How much the server takes on, as the file says.
    pub limits: LimitsFile,
}

/// The mail server, and in whose name letters are sent.
#[derive(Clone, Debug)]
pub struct Mail {
    /// The server, with its password, which no log shows.
    pub server: Server,
    /// The sender: `Bareme <reports@example.com>`.
    pub from: String,
    /// The language of letters for which nobody chose one.
    pub language: Language,
}

/// The configuration file.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct File {
    database: Option<String>,
    listen: Option<String>,
    connections: Option<u32>,
    jobs: Option<bool>,
    log: Option<String>,
    log_format: Option<LogFormat>,
    public_url: Option<String>,
    mail: MailFile,
    serve: ServeFile,
    limits: LimitsFile,
}

/// The mail server in the configuration file.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct MailFile {
    url: Option<String>,
    from: Option<String>,
    language: Option<String>,
}

/// Without the password.
impl std::fmt::Debug for MailFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MailFile").field("from", &self.from).finish_non_exhaustive()
    }
}

impl Settings {
    /// Reads the configuration of a run.
    ///
    /// # Errors
    ///
    /// A file that was named and cannot be read, or one that says something unknown.
    pub fn load(global: &Global) -> Result<Self, Failure> {
        let file = match &global.config {
            Some(path) => read(path)?,
            None if Path::new(DEFAULT_FILE).is_file() => read(&PathBuf::from(DEFAULT_FILE))?,
            None => File::default(),
        };
        Self::of(file, global)
    }

    fn of(file: File, global: &Global) -> Result<Self, Failure> {
        let connections = file.connections.unwrap_or(16);
        if !(2..=200).contains(&connections) {
            return Err(Failure::usage(format!("connections = {connections}: choose 2 to 200")));
        }
        Ok(Self {
            // The environment has been read into the flags already; flags win over it.
            database: global
                .database
                .clone()
                .or(file.database)
                .unwrap_or_else(|| "sqlite:bareme.db".to_owned()),
            listen: file.listen.unwrap_or_else(|| "127.0.0.1:8080".to_owned()),
            connections,
            jobs: file.jobs.unwrap_or(true),
            log: global.log.clone().or(file.log).unwrap_or_else(|| "warn".to_owned()),
            log_format: global.log_format.or(file.log_format).unwrap_or_default(),
            format: global.format,
            mail: mail(
                variable("BAREME_MAIL_URL").or(file.mail.url),
                variable("BAREME_MAIL_FROM").or(file.mail.from),
                variable("BAREME_MAIL_LANGUAGE").or(file.mail.language).as_deref(),
            )?,
            public_url: public_url(variable("BAREME_PUBLIC_URL").or(file.public_url))?,
            serve: file.serve,
            limits: file.limits,
        })
    }
}

/// A variable of the environment, unless it is empty. Not flags: a password among them would stand in the list of
/// processes, and in the shell's memory.
#[expect(clippy::disallowed_methods, reason = "configuration is the one home of the environment")]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.trim().is_empty())
}

/// Server and sender: both or neither.
fn mail(url: Option<String>, from: Option<String>, language: Option<&str>) -> Result<Option<Mail>, Failure> {
    let language = Language::from_tag(language.unwrap_or("en"))
        .ok_or_else(|| Failure::usage("the language of mails is en or fr"))?;
    let (url, from) = match (url, from) {
        (None, None) => return Ok(None),
        (Some(url), Some(from)) => (url, from),
        (None, Some(_)) => {
            return Err(Failure::usage(
                "a sender of mails is named and no mail server: add url under [mail] in the configuration, or \
                 BAREME_MAIL_URL",
            ));
        }
        (Some(_), None) => {
            return Err(Failure::usage(
                "a mail server is named and no sender: add from under [mail] in the configuration, or BAREME_MAIL_FROM",
            ));
        }
    };
    let server = Server::parse(&url).map_err(Failure::usage)?;
    Smtp::new(server.clone(), &from).map_err(Failure::usage)?;
    Ok(Some(Mail { server, from, language }))
}

/// Where people find the site.
fn public_url(url: Option<String>) -> Result<Option<String>, Failure> {
    let Some(url) = url else { return Ok(None) };
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://")).unwrap_or_default();
    let sound = !rest.is_empty() && rest.chars().all(|c| c.is_ascii_graphic() && !"<>\"?#".contains(c));
    if sound {
        return Ok(Some(url));
    }
    Err(Failure::usage(format!(
        "public_url = '{url}': write where people find Bareme, such as https://bareme.example.com"
    )))
}

fn read(path: &Path) -> Result<File, Failure> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| Failure::usage(format!("configuration {}: {error}", path.display())))?;
    toml::from_str(&text)
        .map_err(|error| Failure::usage(format!("configuration {}: {error}", path.display())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mail_takes_a_server_and_a_sender_and_says_what_is_missing() {
        let text = |text: &str| Some(text.to_owned());
        assert!(mail(None, None, None).is_ok_and(|mail| mail.is_none()));
        let set =
            mail(text("smtps://ann:secret@mail.example.com"), text("Bareme <r@example.com>"), Some("fr"));
        let set = set.unwrap().unwrap();
        assert!(!format!("{set:?}").contains("secret"));
        for (url, from) in [
            (None, text("r@example.com")),
            (text("smtps://mail.example.com"), None),
            (text("mail.example.com"), text("r@example.com")),
            (text("smtps://mail.example.com"), text("Bareme")),
        ] {
            let Err(Failure::Usage(sentence)) = mail(url, from, None) else { panic!("taken") };
            assert!(!sentence.is_empty());
        }
        assert!(public_url(text("https://bareme.example.com/x")).is_ok());
        assert!(public_url(text("bareme.example.com")).is_err());
        assert!(public_url(text("https://a b")).is_err());
    }
}
