//! Static files, embedded in the program; a fingerprint of all of them stands in their address, so that browsers may
//! keep them for ever.

use std::sync::LazyLock;

use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, web};
use rust_embed::RustEmbed;

use crate::urls::Link;
use crate::{PageError, redirect};

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../../static"]
struct Files;

/// One fingerprint for all files: style sheets name fonts by relative addresses, which then change with them.
static FINGERPRINT: LazyLock<String> = LazyLock::new(|| {
    let mut names: Vec<_> = Files::iter().collect();
    names.sort_unstable();
    let mut hasher = blake3::Hasher::new();
    for name in names {
        if let Some(file) = Files::get(&name) {
            hasher.update(name.as_bytes());
            hasher.update(&file.metadata.sha256_hash());
        }
    }
    hasher.finalize().to_hex().chars().take(12).collect()
});

/// The address of a static file.
pub(crate) fn url(path: &str) -> String {
    format!("/static/{}/{path}", *FINGERPRINT)
}

/// What browsers ask for beside answers that are no pages, such as that of the health check.
pub(crate) async fn favicon() -> HttpResponse {
    redirect::to(&Link::to(url("img/mark.svg")))
}

/// Answers with a static file, or with 304 when the browser has it.
pub(crate) async fn show(
    request: HttpRequest,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, PageError> {
    let (fingerprint, name) = path.into_inner();
    let file = Files::get(&name).ok_or(PageError::NotFound)?;
    let tag = format!("\"{}\"", blake3::Hash::from_bytes(file.metadata.sha256_hash()).to_hex());
    // In development files are read from the disk and change under the same address.
    let lasting = fingerprint == *FINGERPRINT && !cfg!(debug_assertions);
    let keep = if lasting { "public, max-age=31536000, immutable" } else { "no-cache" };
    let known = request
        .headers()
        .get(header::IF_NONE_MATCH)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|tags| tags.split(',').any(|known| known.trim().trim_start_matches("W/") == tag));
    let mut response = if known { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    response.insert_header((header::CACHE_CONTROL, HeaderValue::from_static(keep)));
    response.insert_header((header::ETAG, tag));
    if known {
        return Ok(response.finish());
    }
    let kind = mime_guess::from_path(&name).first_or_octet_stream();
    Ok(response.content_type(kind.as_ref()).body(file.data.into_owned()))
}
