//! The options of `bareme serve`, as people see them.

use std::net::SocketAddr;
use std::path::PathBuf;

use bareme_web::Network;
use clap::Args;

/// Where the server listens, and how others reach it.
#[derive(Clone, Debug, Default, Args)]
pub struct Serve {
    /// Address to listen on; other machines reach it only by TLS, here or at a proxy in front [default: 127.0.0.1:8080]
    #[arg(long, env = "BAREME_LISTEN", value_name = "ADDRESS:PORT")]
    pub listen: Option<String>,
    /// Names under which it answers, besides those of this machine and of the public address; may be given several times
    #[arg(long = "host", env = "BAREME_HOSTS", value_name = "NAME", value_delimiter = ',')]
    pub hosts: Vec<String>,
    /// Where people find it, when TLS ends at a proxy in front: an address that begins with https://
    #[arg(long, env = "BAREME_PUBLIC_URL", value_name = "URL")]
    pub public_url: Option<String>,
    /// Proxies that may say for whom they ask, such as 10.0.0.7 or 10.0.0.0/8; may be given several times
    #[arg(
        long = "trusted-proxy",
        env = "BAREME_TRUSTED_PROXIES",
        value_name = "ADDRESS",
        value_delimiter = ','
    )]
    pub trusted_proxies: Vec<Network>,
    /// The certificate (PEM), when TLS ends here
    #[arg(long, env = "BAREME_TLS_CERTIFICATE", value_name = "FILE", requires = "tls_key")]
    pub tls_certificate: Option<PathBuf>,
    /// Its key (PEM)
    #[arg(long, env = "BAREME_TLS_KEY", value_name = "FILE", requires = "tls_certificate")]
    pub tls_key: Option<PathBuf>,
    /// Give out figures for monitoring at /metrics of this address, on this machine only
    #[arg(long, env = "BAREME_METRICS", value_name = "ADDRESS:PORT")]
    pub metrics: Option<SocketAddr>,
}
