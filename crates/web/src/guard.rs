//! What every answer is guarded by: headers that forbid foreign and inline code, and a check of the host name.

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header;
use actix_web::middleware::{DefaultHeaders, Next};
use actix_web::{Error, HttpResponse};

/// Nothing is loaded from elsewhere and nothing inline runs; no page may be framed.
const CONTENT_SECURITY_POLICY: &str = "default-src 'self'; img-src 'self' data:; object-src 'none'; \
     base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// Headers of every answer.
pub(crate) fn headers() -> DefaultHeaders {
    DefaultHeaders::new()
        .add((header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY))
        .add((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .add((header::REFERRER_POLICY, "same-origin"))
        .add(("Cross-Origin-Opener-Policy", "same-origin"))
        .add(("Cross-Origin-Resource-Policy", "same-origin"))
        .add((header::PERMISSIONS_POLICY, "camera=(), geolocation=(), microphone=()"))
        // Pages show people's data: only the visitor's own browser may keep them, and asks again.
        .add((header::CACHE_CONTROL, "private, no-cache"))
}

/// Refuses host names other than this machine's. While the server listens on loopback only, a foreign name means
/// that a page elsewhere had its name resolved to 127.0.0.1 in order to read from here (DNS rebinding).
///
/// A request without a host name comes from a tool, not from a browser, and passes.
pub(crate) async fn loopback_host_only(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let refused = match request.headers().get(header::HOST) {
        None => false,
        Some(host) => !host.to_str().is_ok_and(is_loopback),
    };
    if refused {
        let response = HttpResponse::MisdirectedRequest().content_type("text/plain; charset=utf-8").body(
            "Bareme answers to localhost, 127.0.0.1 and [::1] only. Open it under one of these names.\n",
        );
        return Ok(request.into_response(response));
    }
    next.call(request).await.map(ServiceResponse::map_into_boxed_body)
}

/// Whether a host name, with or without a port, is this machine's.
fn is_loopback(host: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split_once(']').map_or(rest, |(address, _)| address),
        None => host.split_once(':').map_or(host, |(name, _)| name),
    };
    name.eq_ignore_ascii_case("localhost")
        || name.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_this_machine_pass() {
        for host in ["localhost", "LOCALHOST:8080", "127.0.0.1", "127.0.0.1:80", "[::1]:9000", "[::1]"] {
            assert!(is_loopback(host), "{host}");
        }
        for host in ["evil.example", "localhost.evil.example:80", "10.0.0.1", "", "[::2]", "127.0.0.1.nip.io"]
        {
            assert!(!is_loopback(host), "{host}");
        }
    }
}
