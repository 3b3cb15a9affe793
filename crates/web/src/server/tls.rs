//! The certificate and its key, where TLS ends here.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};

use crate::site::TlsFiles;

/// Why a certificate or its key cannot be used. No message holds any of the key.
#[derive(Debug, thiserror::Error)]
pub enum TlsProblem {
    /// A file cannot be read as what it should be.
    #[error("{what} {}: {why}", path.display())]
    File {
        /// What it should be.
        what: &'static str,
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// They do not fit each other, or are of a kind that is not understood.
    #[error("the certificate and the key cannot be used together: {0}")]
    Pair(#[from] rustls::Error),
}

/// Reads both files.
pub(super) fn read(files: &TlsFiles) -> Result<ServerConfig, TlsProblem> {
    let wrong = |what, path: &Path, why: String| TlsProblem::File { what, path: path.to_owned(), why };
    let certificate = |why| wrong("the certificate", &files.certificate, why);
    let chain: Vec<CertificateDer<'static>> = CertificateDer::pem_file_iter(&files.certificate)
        .and_then(Iterator::collect)
        .map_err(|error| certificate(error.to_string()))?;
    if chain.is_empty() {
        return Err(certificate(
            "has no certificate in PEM, which begins with -----BEGIN CERTIFICATE-----".to_owned(),
        ));
    }
    let key = PrivateKeyDer::from_pem_file(&files.key)
        .map_err(|error| wrong("the key", &files.key, error.to_string()))?;
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(chain, key)?;
    Ok(config)
}
