//! What the configuration says about serving: flags and environment first, then the file.

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use bareme_web::{Limits, Network, Site, TlsFiles};
use serde::Deserialize;

use super::{Settings, public_url};
use crate::cli::Serve;
use crate::output::Failure;

/// How the server is reached, in the configuration file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ServeFile {
    hosts: Vec<String>,
    trusted_proxies: Vec<String>,
    tls_certificate: Option<PathBuf>,
    tls_key: Option<PathBuf>,
    metrics: Option<SocketAddr>,
}

/// How much the server takes on, in the configuration file.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LimitsFile {
    at_once: Option<usize>,
    at_once_each: Option<usize>,
    per_second: Option<f64>,
    burst: Option<f64>,
    connections: Option<usize>,
    head_seconds: Option<u64>,
    body_seconds: Option<u64>,
}

/// The site as flags, environment and file set it; every mistake is named at once.
///
/// # Errors
///
/// What cannot be read, and what must not be served so.
pub fn site(settings: &Settings, flags: &Serve) -> Result<Site, Failure> {
    let mut mistakes = Vec::new();
    let file = &settings.serve;
    let listen = address(flags.listen.as_deref().unwrap_or(&settings.listen)).unwrap_or_else(|mistake| {
        mistakes.push(mistake);
        SocketAddr::from(([127, 0, 0, 1], 0))
    });
    let hosts = if flags.hosts.is_empty() { file.hosts.clone() } else { flags.hosts.clone() };
    mistakes.extend(
        hosts
            .iter()
            .filter(|host| !is_name(host))
            .map(|host| format!("'{host}' is not a host name such as bareme.example.com")),
    );
    let site = Site {
        listen,
        hosts,
        public: public(&mut mistakes, settings, flags),
        proxies: proxies(&mut mistakes, file, flags),
        tls: tls(&mut mistakes, file, flags),
        metrics: flags.metrics.or(file.metrics),
        limits: limits(&mut mistakes, settings.limits),
    };
    if let Err(problems) = site.check() {
        mistakes.extend(problems.iter().map(ToString::to_string));
    }
    if mistakes.is_empty() { Ok(site) } else { Err(Failure::usage(mistakes.join("\n"))) }
}

fn public(mistakes: &mut Vec<String>, settings: &Settings, flags: &Serve) -> Option<String> {
    match public_url(flags.public_url.clone()) {
        Ok(url) => url.or_else(|| settings.public_url.clone()),
        Err(Failure::Usage(mistake)) => {
            mistakes.push(mistake);
            None
        }
        Err(_) => None,
    }
}

fn proxies(mistakes: &mut Vec<String>, file: &ServeFile, flags: &Serve) -> Vec<Network> {
    if !flags.trusted_proxies.is_empty() {
        return flags.trusted_proxies.clone();
    }
    let mut proxies = Vec::new();
    for text in &file.trusted_proxies {
        match text.parse() {
            Ok(network) => proxies.push(network),
            Err(mistake) => mistakes.push(format!("trusted_proxies: {mistake}")),
        }
    }
    proxies
}

fn tls(mistakes: &mut Vec<String>, file: &ServeFile, flags: &Serve) -> Option<TlsFiles> {
    let certificate = flags.tls_certificate.clone().or_else(|| file.tls_certificate.clone());
    let key = flags.tls_key.clone().or_else(|| file.tls_key.clone());
    match (certificate, key) {
        (Some(certificate), Some(key)) => Some(TlsFiles { certificate, key }),
        (None, None) => None,
        _ => {
            mistakes.push("tls_certificate and tls_key belong together: name both, or none".to_owned());
            None
        }
    }
}

fn limits(mistakes: &mut Vec<String>, file: LimitsFile) -> Limits {
    let usual = Limits::default();
    let limits = Limits {
        at_once: file.at_once.unwrap_or(usual.at_once),
        at_once_each: file.at_once_each.unwrap_or(usual.at_once_each),
        per_second: file.per_second.unwrap_or(usual.per_second),
        burst: file.burst.unwrap_or(usual.burst),
        connections: file.connections.unwrap_or(usual.connections),
        head_seconds: file.head_seconds.unwrap_or(usual.head_seconds),
        body_seconds: file.body_seconds.unwrap_or(usual.body_seconds),
    };
    let counts = [limits.at_once, limits.at_once_each, limits.connections];
    let sound = counts.iter().all(|count| *count > 0)
        && limits.per_second.is_finite()
        && limits.per_second > 0.0
        && limits.burst >= 1.0
        && limits.head_seconds > 0
        && limits.body_seconds > 0;
    if !sound {
        mistakes.push("[limits]: every limit is a number above 0".to_owned());
    }
    limits
}

/// The address to listen on.
fn address(listen: &str) -> Result<SocketAddr, String> {
    listen
        .replace("localhost", "127.0.0.1")
        .parse()
        .map_err(|_| format!("'{listen}' is not an address and port such as 127.0.0.1:8080"))
}

/// A name or an address, without a scheme, a port or a path.
fn is_name(host: &str) -> bool {
    let is_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    host.parse::<IpAddr>().is_ok() || (!host.is_empty() && host.chars().all(is_word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(toml: &str) -> Settings {
        let file = toml::from_str(toml).unwrap();
        Settings::of(file, &crate::cli::Global::default(), None, crate::config::Problems::default()).unwrap()
    }

    fn says(toml: &str, listen: &str) -> String {
        let flags = Serve { listen: Some(listen.to_owned()), ..Serve::default() };
        match site(&settings(toml), &flags) {
            Ok(_) => String::new(),
            Err(Failure::Usage(mistakes)) => mistakes,
            Err(other) => panic!("{other:?}"),
        }
    }

    #[test]
    fn other_machines_reach_it_by_tls_only() {
        for here in ["127.0.0.1:8080", "localhost:0", "[::1]:8080"] {
            assert_eq!(says("", here), "");
        }
        for open in ["0.0.0.0:80", "[::]:80", "192.168.1.2:80"] {
            assert!(says("", open).contains("trusted_proxies"), "{open}");
        }
        assert_eq!(
            says(
                "public_url = \"https://b.example\"\n[serve]\ntrusted_proxies = [\"10.0.0.1\"]",
                "0.0.0.0:80"
            ),
            ""
        );
        assert_eq!(says("[serve]\ntls_certificate = \"c.pem\"\ntls_key = \"k.pem\"", "0.0.0.0:443"), "");
    }

    #[test]
    fn every_mistake_is_named_at_once() {
        let toml = "[serve]\nhosts = [\"https://x\"]\ntrusted_proxies = [\"proxy\"]\ntls_key = \"k.pem\"\n[limits]\nat_once = 0";
        let said = says(toml, "8080");
        for part in ["8080", "https://x", "'proxy'", "tls_certificate", "[limits]"] {
            assert!(said.contains(part), "{part} in {said}");
        }
    }
}
