//! Configuration: a file, then the environment, then flags; every mistake is named at once.

mod file;
mod serving;

use std::path::Path;

use bareme_mail::{Server, Smtp};
use bareme_web::i18n::Language;

use crate::cli::{Format, Global, LogFormat, Serve};
use crate::output::Failure;
use file::{File, Problems};

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

impl Settings {
    /// Reads the configuration of a run; of one that serves, also what it says about serving.
    ///
    /// # Errors
    ///
    /// A file that was named and cannot be read, or one that says something unknown: every mistake, a line each.
    pub fn load(global: &Global, serve: Option<&Serve>) -> Result<Self, Failure> {
        let mut problems = Problems::default();
        let file = match &global.config {
            Some(path) => File::read(path, &mut problems),
            None if Path::new(DEFAULT_FILE).is_file() => File::read(Path::new(DEFAULT_FILE), &mut problems),
            None => File::default(),
        };
        Self::of(file, global, serve, problems)
    }

    fn of(
        file: File,
        global: &Global,
        serve: Option<&Serve>,
        mut problems: Problems,
    ) -> Result<Self, Failure> {
        let connections = file.connections.unwrap_or(16);
        if !(2..=200).contains(&connections) {
            problems.note(format!("connections = {connections}: choose 2 to 200"));
        }
        // The environment has been read into the flags already; flags win over it.
        let database = global.database.clone().or(file.database);
        let log = global.log.clone().or(file.log).unwrap_or_else(|| "warn".to_owned());
        problems.take(filter(&log));
        let mail = mail(
            variable("BAREME_MAIL_URL").or(file.mail.url),
            variable("BAREME_MAIL_FROM").or(file.mail.from),
            variable("BAREME_MAIL_LANGUAGE").or(file.mail.language).as_deref(),
            &mut problems,
        );
        let public_url =
            problems.take(public_url(variable("BAREME_PUBLIC_URL").or(file.public_url))).flatten();
        let settings = Self {
            database: database.unwrap_or_else(|| "sqlite:bareme.db".to_owned()),
            listen: file.listen.unwrap_or_else(|| "127.0.0.1:8080".to_owned()),
            connections,
            jobs: file.jobs.unwrap_or(true),
            log,
            log_format: global.log_format.or(file.log_format).unwrap_or_default(),
            format: global.format,
            mail,
            public_url,
            serve: file.serve,
            limits: file.limits,
        };
        if let Some(flags) = serve {
            problems.take(site(&settings, flags));
        }
        problems.none(settings)
    }
}

/// A variable of the environment, unless it is empty. Not flags: a password among them would stand in the list of
/// processes, and in the shell's memory.
#[expect(clippy::disallowed_methods, reason = "configuration is the one home of the environment")]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.trim().is_empty())
}

/// Server and sender: both or neither.
fn mail(
    url: Option<String>,
    from: Option<String>,
    language: Option<&str>,
    problems: &mut Problems,
) -> Option<Mail> {
    let language = Language::from_tag(language.unwrap_or("en"));
    if language.is_none() {
        problems.note("the language of mails is en or fr");
    }
    let server = url.as_deref().and_then(|url| problems.take(Server::parse(url).map_err(Failure::usage)));
    match (url, from) {
        (None, None) => None,
        (Some(_), Some(from)) => {
            let server = server?;
            problems.take(Smtp::new(server.clone(), &from).map_err(Failure::usage))?;
            Some(Mail { server, from, language: language? })
        }
        (None, Some(_)) => {
            problems.note(
                "a sender of mails is named and no mail server: add url under [mail] in the configuration, or \
                 BAREME_MAIL_URL",
            );
            None
        }
        (Some(_), None) => {
            problems.note(
                "a mail server is named and no sender: add from under [mail] in the configuration, or BAREME_MAIL_FROM",
            );
            None
        }
    }
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

/// What the log says: a filter that can be read.
fn filter(text: &str) -> Result<(), Failure> {
    match tracing_subscriber::EnvFilter::try_new(text) {
        Ok(_) => Ok(()),
        Err(_) => Err(Failure::usage(format!(
            "log = '{text}': write a level such as info, or parts with levels such as bareme_engine=debug,warn"
        ))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mail_takes_a_server_and_a_sender_and_says_what_is_missing() {
        let text = |text: &str| Some(text.to_owned());
        let ask = |url, from, language| {
            let mut problems = Problems::default();
            let mail = mail(url, from, language, &mut problems);
            problems.none(mail)
        };
        assert!(ask(None, None, None).is_ok_and(|mail| mail.is_none()));
        let set =
            ask(text("smtps://ann:secret@mail.example.com"), text("Bareme <r@example.com>"), Some("fr"));
        assert!(!format!("{:?}", set.unwrap().unwrap()).contains("secret"));
        for (url, from) in [
            (None, text("r@example.com")),
            (text("smtps://mail.example.com"), None),
            (text("mail.example.com"), text("r@example.com")),
            (text("smtps://mail.example.com"), text("Bareme")),
        ] {
            let Err(Failure::Usage(sentence)) = ask(url, from, None) else { panic!("taken") };
            assert!(!sentence.is_empty());
        }
        assert!(public_url(text("https://bareme.example.com/x")).is_ok());
        assert!(public_url(text("bareme.example.com")).is_err());
        assert!(public_url(text("https://a b")).is_err());
    }
}
