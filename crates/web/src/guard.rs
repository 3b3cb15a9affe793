//! What every answer is guarded by: headers that forbid foreign and inline code, a check of the host name, and a check
//! that what changes something was sent by a page of this site.

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::{Method, header};
use actix_web::middleware::{DefaultHeaders, Next};
use actix_web::{Error, HttpResponse};

use crate::PageError;

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

/// Refuses requests that would change something and were not sent by a page of this site: another site could otherwise
/// let a visitor's browser act in the visitor's name.
pub(crate) async fn own_site_only(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let reads = [Method::GET, Method::HEAD, Method::OPTIONS, Method::TRACE].contains(request.method());
    if !reads && !is_own(request.headers()) {
        return Ok(request.error_response(PageError::OtherSite));
    }
    next.call(request).await.map(ServiceResponse::map_into_boxed_body)
}

/// Whether the headers of a request say that a page of this site sent it.
///
/// Every browser of today sends `Sec-Fetch-Site`, and every one since 2020 sends `Origin` with what changes something; a
/// page cannot forge either. What carries neither is a tool such as curl, or a browser so old that nothing can be
/// told: it passes when it carries no cookie and comes from no other page, so that it acts in nobody's name.
fn is_own(headers: &header::HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    let host = text("host").unwrap_or_default();
    let leads_here = |address: &str| {
        let rest = address.strip_prefix("http://").or_else(|| address.strip_prefix("https://"));
        rest.is_some_and(|rest| rest.split('/').next().unwrap_or_default().eq_ignore_ascii_case(host))
    };
    if let Some(site) = text("sec-fetch-site") {
        // `none` is the visitor's own doing, such as sending a form again after the browser was restarted.
        return site == "same-origin" || site == "none";
    }
    if let Some(origin) = text("origin") {
        return leads_here(origin);
    }
    text("referer").is_none_or(leads_here) && !headers.contains_key(header::COOKIE)
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

    #[test]
    fn only_pages_of_this_site_change_something() {
        let own = |pairs: &[(&str, &str)]| {
            let mut headers = header::HeaderMap::new();
            headers.insert(header::HOST, "localhost:8080".parse().unwrap());
            for (name, value) in pairs {
                let name: header::HeaderName = name.parse().unwrap();
                headers.insert(name, value.parse().unwrap());
            }
            is_own(&headers)
        };
        let good: [&[(&str, &str)]; 6] = [
            &[("sec-fetch-site", "same-origin"), ("cookie", "lang=fr")],
            &[("sec-fetch-site", "none")],
            &[("origin", "http://localhost:8080"), ("cookie", "lang=fr")],
            &[("origin", "http://LOCALHOST:8080")],
            &[],
            &[("referer", "http://localhost:8080/leads?x=1")],
        ];
        for headers in good {
            assert!(own(headers), "{headers:?}");
        }
        let bad: [&[(&str, &str)]; 11] = [
            &[("sec-fetch-site", "cross-site")],
            &[("sec-fetch-site", "same-site")],
            // Where the browser says where it comes from, nothing else counts.
            &[("sec-fetch-site", "cross-site"), ("origin", "http://localhost:8080")],
            &[("sec-fetch-site", "")],
            &[("origin", "https://evil.example")],
            &[("origin", "http://localhost:8081")],
            &[("origin", "http://localhost:8080.evil.example")],
            &[("origin", "null")],
            &[("origin", "http://localhost:8080@evil.example")],
            &[("cookie", "lang=fr")],
            &[("referer", "https://evil.example/localhost:8080")],
        ];
        for headers in bad {
            assert!(!own(headers), "{headers:?}");
        }
    }
}
