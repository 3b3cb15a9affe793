//! How a server is reached: where it listens, under which names, through which proxies, and how much it takes on.

mod network;

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use crate::connections::Patience;
use crate::limits::{Gate, Limits};
use crate::metrics::Metrics;

pub use network::Network;

/// Where and how a site is served.
#[derive(Clone, Debug)]
pub struct Site {
    /// Where it listens; port 0 takes a free one.
    pub listen: SocketAddr,
    /// Names under which it answers besides those of this machine.
    pub hosts: Vec<String>,
    /// Where people find it, when TLS ends in front of it: `https://bareme.example.com`.
    pub public: Option<String>,
    /// Who may say for whom they ask: the proxies in front.
    pub proxies: Vec<Network>,
    /// Certificate and key, when TLS ends here.
    pub tls: Option<TlsFiles>,
    /// Where figures for monitoring are given out, on this machine only; nowhere when absent.
    pub metrics: Option<SocketAddr>,
    /// How much it takes on.
    pub limits: Limits,
}

/// Where the certificate and its key lie, as PEM.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TlsFiles {
    /// The certificate, with those that lead to its root behind it.
    pub certificate: PathBuf,
    /// Its key.
    pub key: PathBuf,
}

/// Why a site must not be served as it is set.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SiteProblem {
    /// Passwords and people's data would cross the network in the clear.
    #[error(
        "{0} can be reached from other machines, and what is sent there could be read on the way: name a certificate and \
         its key, or, where TLS ends at a proxy in front, the https address under which people find it (public_url) and \
         the addresses of the proxies (trusted_proxies). 127.0.0.1 needs none of it"
    )]
    InTheClear(SocketAddr),
    /// Figures for monitoring are not protected by anything.
    #[error(
        "{0} can be reached from other machines: figures for monitoring are given out on 127.0.0.1 or [::1] only"
    )]
    OpenMetrics(SocketAddr),
}

impl Site {
    /// On an address, for this machine only.
    pub fn on(listen: SocketAddr) -> Self {
        Self {
            listen,
            hosts: Vec::new(),
            public: None,
            proxies: Vec::new(),
            tls: None,
            metrics: None,
            limits: Limits::default(),
        }
    }

    /// Whether it may be served so.
    ///
    /// # Errors
    ///
    /// Every reason why not.
    pub fn check(&self) -> Result<(), Vec<SiteProblem>> {
        let mut problems = Vec::new();
        let is_secure_public = self.public.as_ref().is_some_and(|public| public.starts_with("https://"));
        let ends_in_front = is_secure_public && !self.proxies.is_empty();
        if !self.listen.ip().is_loopback() && self.tls.is_none() && !ends_in_front {
            problems.push(SiteProblem::InTheClear(self.listen));
        }
        if let Some(metrics) = self.metrics.filter(|metrics| !metrics.ip().is_loopback()) {
            problems.push(SiteProblem::OpenMetrics(metrics));
        }
        if problems.is_empty() { Ok(()) } else { Err(problems) }
    }
}

impl From<SocketAddr> for Site {
    fn from(listen: SocketAddr) -> Self {
        Self::on(listen)
    }
}

/// What every request of a site is measured by; the workers share it.
#[derive(Clone)]
pub(crate) struct House(Arc<Inner>);

struct Inner {
    site: Site,
    /// Names that it answers to, in lower case.
    names: Vec<String>,
    gate: Gate,
    metrics: Metrics,
}

impl House {
    /// The house of a site.
    pub fn new(site: Site) -> Self {
        let mut names: Vec<String> = site.hosts.iter().map(|host| name_of(host)).collect();
        names.extend(site.public.as_deref().and_then(authority).map(name_of));
        if site.listen.ip().is_loopback() {
            names.push("localhost".to_owned());
        }
        let gate = Gate::new(site.limits);
        Self(Arc::new(Inner { site, names, gate, metrics: Metrics::default() }))
    }

    /// The house of tests and samples: this machine only.
    pub fn at_home() -> Self {
        Self::new(Site::on(SocketAddr::from(([127, 0, 0, 1], 0))))
    }

    /// The settings.
    pub fn site(&self) -> &Site {
        &self.0.site
    }

    /// Who comes in.
    pub fn gate(&self) -> &Gate {
        &self.0.gate
    }

    /// What is counted.
    pub fn metrics(&self) -> &Metrics {
        &self.0.metrics
    }

    /// How long clients may take.
    pub fn patience(&self) -> Patience {
        let Limits { head_seconds, body_seconds, .. } = self.0.site.limits;
        Patience {
            head: Duration::from_secs(head_seconds),
            body: Duration::from_secs(body_seconds),
            ..Patience::default()
        }
    }

    /// Whether a host name, with or without a port, is one of this site's.
    pub fn answers_to(&self, host: &str) -> bool {
        let name = name_of(host);
        let is_this_machine = || {
            self.0.site.listen.ip().is_loopback() && name.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
        };
        self.0.names.contains(&name) || is_this_machine()
    }

    /// Whether an address is a proxy that is believed.
    pub fn trusts(&self, address: IpAddr) -> bool {
        self.0.site.proxies.iter().any(|network| network.contains(address))
    }

    /// Whether nobody on another machine can reach it.
    pub fn is_alone(&self) -> bool {
        self.0.site.listen.ip().is_loopback()
            && self.0.site.public.is_none()
            && self.0.site.proxies.is_empty()
    }

    /// Whether TLS ends at a proxy in front, so that everybody else comes the wrong way.
    pub fn is_behind_proxies(&self) -> bool {
        self.0.site.tls.is_none() && !self.0.site.listen.ip().is_loopback()
    }

    /// The address under which people find it, as browsers name it: scheme, name and port.
    pub fn public_authority(&self) -> Option<&str> {
        authority(self.0.site.public.as_deref()?)
    }
}

/// `https://bareme.example.com:8443/x` → `bareme.example.com:8443`.
fn authority(address: &str) -> Option<&str> {
    let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"))?;
    rest.split(['/', '?', '#']).next().filter(|authority| !authority.is_empty())
}

/// A host name without its port and brackets, in lower case.
fn name_of(host: &str) -> String {
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split_once(']').map_or(rest, |(address, _)| address),
        None => host.split_once(':').map_or(host, |(name, _)| name),
    };
    name.trim_end_matches('.').to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(listen: &str) -> Site {
        Site::on(listen.parse().unwrap())
    }

    #[test]
    fn only_names_of_this_machine_pass_on_loopback() {
        let house = House::new(on("127.0.0.1:8080"));
        for host in ["localhost", "LOCALHOST:8080", "127.0.0.1", "127.0.0.1:80", "[::1]:9000", "[::1]"] {
            assert!(house.answers_to(host), "{host}");
        }
        for host in ["evil.example", "localhost.evil.example:80", "10.0.0.1", "", "[::2]", "127.0.0.1.nip.io"]
        {
            assert!(!house.answers_to(host), "{host}");
        }
    }

    #[test]
    fn elsewhere_only_names_that_are_set_pass() {
        let public = Some("https://Bareme.example.com:8443/x".to_owned());
        let site = Site { hosts: vec!["b.internal".to_owned()], public, ..on("0.0.0.0:80") };
        let house = House::new(site);
        for host in ["bareme.example.com", "BAREME.example.com:8443", "b.internal:80", "bareme.example.com."]
        {
            assert!(house.answers_to(host), "{host}");
        }
        for host in ["localhost", "127.0.0.1", "example.com", "bareme.example.com.evil.example"] {
            assert!(!house.answers_to(host), "{host}");
        }
    }

    #[test]
    fn others_reach_it_only_by_tls_here_or_in_front() {
        let open = on("0.0.0.0:80");
        assert!(on("[::1]:80").check().is_ok());
        let problems = open.check().unwrap_err();
        assert!(problems[0].to_string().contains("127.0.0.1"), "{problems:?}");
        let public = |address: &str| Site { public: Some(address.to_owned()), ..open.clone() };
        assert!(public("https://b.example").check().is_err(), "no proxy is named");
        let behind = |address: &str| Site { proxies: vec!["10.0.0.1".parse().unwrap()], ..public(address) };
        assert!(behind("http://b.example").check().is_err(), "people would come in the clear");
        assert!(behind("https://b.example").check().is_ok());
        let files = TlsFiles { certificate: PathBuf::from("c.pem"), key: PathBuf::from("k.pem") };
        assert!(Site { tls: Some(files), ..open.clone() }.check().is_ok());
        let both = Site { metrics: Some("0.0.0.0:9".parse().unwrap()), ..open };
        assert_eq!(both.check().unwrap_err().len(), 2, "every mistake at once");
    }
}
