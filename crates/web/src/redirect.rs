//! The only place that leads a browser elsewhere, and only within the site.

use actix_web::http::header;
use actix_web::{HttpResponse, HttpResponseBuilder};

use crate::urls::Link;

/// An address within the site that a visitor sent along as the way back: a path of this site, or nothing. What a browser
/// would read as another site is refused: `//host`, `/\host`, an address with a scheme, and characters that browsers
/// leave out or write anew.
pub(crate) fn inside(address: &str) -> Option<&str> {
    let bytes = address.as_bytes();
    let begins = bytes.first() == Some(&b'/') && bytes.get(1) != Some(&b'/');
    // Printable ASCII is all that an address has; a backslash is a slash to browsers.
    let sound = bytes.iter().all(|byte| byte.is_ascii_graphic() && *byte != b'\\');
    (begins && sound).then_some(address)
}

/// Leads to an address of this site.
pub(crate) fn to(link: &Link) -> HttpResponse {
    begin().insert_header((header::LOCATION, link.to_string())).finish()
}

/// An answer that leads elsewhere, for cookies.
pub(crate) fn begin() -> HttpResponseBuilder {
    HttpResponse::SeeOther()
}

/// Leads to an address that a visitor sent along, or else elsewhere in this site.
pub(crate) fn finish(
    mut answer: HttpResponseBuilder,
    address: Option<&str>,
    otherwise: &Link,
) -> HttpResponse {
    let place = address.and_then(inside).map_or_else(|| otherwise.to_string(), str::to_owned);
    answer.insert_header((header::LOCATION, place)).finish()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use url::Url;

    use super::*;
    use crate::urls;

    #[test]
    fn the_way_back_never_leaves_the_site() {
        let away = [
            "//evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "https://evil.example",
            "",
            "x",
            "/a\r\nb",
            "/\t/evil.example",
            "/a\\b",
            "javascript:alert(1)",
            " //evil.example",
            "/ /evil.example",
            "/é",
        ];
        for address in away {
            assert_eq!(inside(address), None, "{address:?}");
            assert_eq!(
                finish(begin(), Some(address), &urls::home()).headers().get(header::LOCATION).unwrap(),
                "/"
            );
        }
        for address in ["/", "/accounts?q=a", "/%2f/evil.example", "/a//b", "/@evil.example"] {
            assert_eq!(inside(address), Some(address));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn wherever_a_browser_is_led_it_stays(address in r"[/\\.@:a?#%2f5c \t\r\n\u{0}é]{0,10}|//?\PC{0,12}") {
            let here = Url::parse("https://bareme.example.com/leads/7?x=1").unwrap();
            let answer = finish(begin(), Some(&address), &urls::leads());
            let place = answer.headers().get(header::LOCATION).unwrap().to_str().unwrap();
            let there = here.join(place).unwrap();
            prop_assert_eq!(there.origin(), here.origin(), "{} leads to {}", address, there);
        }
    }
}
