//! What every answer is guarded by: headers that forbid foreign and inline code, a check of the host name and of the way a
//! request came, and a check that what changes something was sent by a page of this site.

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::{Method, StatusCode, header};
use actix_web::middleware::{DefaultHeaders, Next};
use actix_web::{Error, HttpResponse, web};

use crate::site::House;
use crate::{PageError, visitor};

/// Nothing is loaded from elsewhere and nothing inline runs; no text becomes code; no page may be framed.
const CONTENT_SECURITY_POLICY: &str = "default-src 'self'; img-src 'self' data:; object-src 'none'; \
     base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

/// Headers of every answer.
pub(crate) fn headers() -> DefaultHeaders {
    DefaultHeaders::new()
        .add((header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY))
        .add((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .add((header::X_FRAME_OPTIONS, "DENY"))
        .add((header::REFERRER_POLICY, "same-origin"))
        .add(("Cross-Origin-Opener-Policy", "same-origin"))
        .add(("Cross-Origin-Resource-Policy", "same-origin"))
        .add((header::PERMISSIONS_POLICY, "camera=(), geolocation=(), microphone=()"))
        // Pages show people's data: only the visitor's own browser may keep them, and asks again.
        .add((header::CACHE_CONTROL, "private, no-cache"))
}

/// Browsers that came by TLS once never come without it again.
pub(crate) async fn tls_for_ever(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let is_secure = visitor::is_secure(request.request());
    let mut response = next.call(request).await?.map_into_boxed_body();
    if is_secure {
        let always = header::HeaderValue::from_static("max-age=31536000");
        response.headers_mut().insert(header::STRICT_TRANSPORT_SECURITY, always);
    }
    Ok(response)
}

/// Refuses foreign host names, and whoever came past the proxy at which TLS ends. A foreign name means that a page
/// elsewhere had its name resolved to this address in order to read from here (DNS rebinding), or that somebody wants
/// links to lead elsewhere: no link is made of a host name, and none is believed.
///
/// A request without a host name comes from a tool, not from a browser, and passes.
pub(crate) async fn known_host_only(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let Some(house) = request.app_data::<web::Data<House>>() else {
        return Err(PageError::internal("the site is not set up").into());
    };
    let peer = request.peer_addr().map(|peer| peer.ip());
    let is_past = |peer| house.is_behind_proxies() && !house.trusts(peer);
    let refusal = if is_foreign(house, request.headers()) {
        let names = if house.site().listen.ip().is_loopback() {
            "Bareme answers to localhost, 127.0.0.1 and [::1] only. Open it under one of these names.\n"
        } else {
            "Bareme does not answer to this name. Open it under the name that it was given.\n"
        };
        Some((StatusCode::MISDIRECTED_REQUEST, names))
    } else if peer.is_some_and(is_past) {
        Some((StatusCode::FORBIDDEN, "Bareme is reached through its proxy only. Open its https address.\n"))
    } else {
        None
    };
    if let Some((status, sentence)) = refusal {
        let response = HttpResponse::build(status).content_type("text/plain; charset=utf-8").body(sentence);
        return Ok(request.into_response(response));
    }
    next.call(request).await.map(ServiceResponse::map_into_boxed_body)
}

fn is_foreign(house: &House, headers: &header::HeaderMap) -> bool {
    let mut hosts = headers.get_all(header::HOST);
    // Two names are one too many: the proxy and this server could each believe another.
    hosts.next().is_some_and(|host| !host.to_str().is_ok_and(|host| house.answers_to(host)))
        || hosts.next().is_some()
}

/// Refuses requests that would change something and were not sent by a page of this site: another site could otherwise
/// let a visitor's browser act in the visitor's name.
pub(crate) async fn own_site_only(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let reads = [Method::GET, Method::HEAD, Method::OPTIONS, Method::TRACE].contains(request.method());
    let public = request.app_data::<web::Data<House>>().and_then(|house| house.public_authority());
    if !reads && !is_own(request.headers(), public) {
        return Ok(request.error_response(PageError::OtherSite));
    }
    next.call(request).await.map(ServiceResponse::map_into_boxed_body)
}

/// Whether the headers of a request say that a page of this site sent it; `public` is the name under which people find
/// it, which a proxy may have replaced.
///
/// Every browser of today sends `Sec-Fetch-Site`, and every one since 2020 sends `Origin` with what changes something; a
/// page cannot forge either. What carries neither is a tool such as curl, or a browser so old that nothing can be
/// told: it passes when it carries no cookie and comes from no other page, so that it acts in nobody's name.
fn is_own(headers: &header::HeaderMap, public: Option<&str>) -> bool {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    let host = text("host").unwrap_or_default();
    let leads_here = |address: &str| {
        let rest = address.strip_prefix("http://").or_else(|| address.strip_prefix("https://"));
        rest.and_then(|rest| rest.split('/').next()).is_some_and(|name| {
            name.eq_ignore_ascii_case(host) || public.is_some_and(|public| name.eq_ignore_ascii_case(public))
        })
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_of_this_site_change_something() {
        let own = |pairs: &[(&str, &str)]| {
            let mut headers = header::HeaderMap::new();
            headers.insert(header::HOST, "localhost:8080".parse().unwrap());
            for (name, value) in pairs {
                let name: header::HeaderName = name.parse().unwrap();
                headers.insert(name, value.parse().unwrap());
            }
            is_own(&headers, Some("bareme.example.com"))
        };
        let good: [&[(&str, &str)]; 7] = [
            // A proxy in front may ask under another name.
            &[("origin", "https://bareme.example.com"), ("cookie", "lang=fr")],
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
