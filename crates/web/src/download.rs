//! The only place that gives out files: as attachments, which no browser shows as a page of this site.

use actix_web::HttpResponse;
use actix_web::http::header;

/// If it is opened as a page all the same, nothing in it runs, and it belongs to no site.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; sandbox; frame-ancestors 'none'";

/// A table: as the browser must take it.
pub(crate) const CSV: &str = "text/csv; charset=utf-8";

/// A file to be kept. Of its name, letters, digits, dots, hyphens and underscores are left.
pub(crate) fn file(kind: &'static str, name: &str, body: impl Into<Vec<u8>>) -> HttpResponse {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-' | '_');
    let name: String = name.chars().filter(|letter| plain(*letter)).collect();
    HttpResponse::Ok()
        .content_type(kind)
        .insert_header((header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")))
        .insert_header((header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY))
        .body(body.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_never_a_page_and_its_name_never_a_header() {
        let answer = file(CSV, "a\"\r\nSet-Cookie: x/../é.csv", "<script>");
        let of = |name: header::HeaderName| answer.headers().get(name).unwrap().to_str().unwrap().to_owned();
        assert_eq!(of(header::CONTENT_DISPOSITION), "attachment; filename=\"aSet-Cookiex...csv\"");
        assert_eq!(of(header::CONTENT_TYPE), CSV);
        assert!(of(header::CONTENT_SECURITY_POLICY).contains("sandbox"));
    }
}
