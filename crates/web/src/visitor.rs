//! Who asks: the address that a request came from, and whether it came over TLS. What a request says about itself is
//! believed only from proxies that the configuration names.

use std::net::{IpAddr, Ipv6Addr};

use actix_web::http::header::HeaderMap;
use actix_web::{HttpRequest, web};

use crate::site::House;

/// The address of whoever asks; absent in tests that send no connection along.
pub(crate) fn address(request: &HttpRequest) -> Option<IpAddr> {
    let peer = request.peer_addr()?.ip().to_canonical();
    let house = request.app_data::<web::Data<House>>()?;
    Some(behind(house, peer, request.headers()))
}

/// Whether the visitor's browser speaks TLS, here or with a proxy in front.
pub(crate) fn is_secure(request: &HttpRequest) -> bool {
    let Some(house) = request.app_data::<web::Data<House>>() else { return false };
    if house.site().tls.is_some() {
        return true;
    }
    let is_trusted = request.peer_addr().is_some_and(|peer| house.trusts(peer.ip()));
    let said = last_word(request.headers(), "x-forwarded-proto");
    let is_public_secure = house.site().public.as_ref().is_some_and(|public| public.starts_with("https://"));
    is_trusted && said.map_or(is_public_secure, |scheme| scheme.eq_ignore_ascii_case("https"))
}

/// What stands for a visitor where they are counted: an address, or the network that one household of IPv6 has.
pub(crate) fn household(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX))),
        address @ IpAddr::V4(_) => address,
    }
}

/// From the right of `X-Forwarded-For`, each address that a trusted proxy wrote; the first that is no proxy asks.
fn behind(house: &House, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
    let mut current = peer;
    let lines: Vec<&str> = headers.get_all("x-forwarded-for").filter_map(|line| line.to_str().ok()).collect();
    for word in lines.iter().rev().flat_map(|line| line.rsplit(',')) {
        if !house.trusts(current) {
            break;
        }
        let Some(next) = parse(word.trim()) else { break };
        current = next;
    }
    current
}

/// An address as proxies write it, some with a port.
fn parse(word: &str) -> Option<IpAddr> {
    let plain = word.parse::<IpAddr>().ok();
    let address = plain.or_else(|| word.parse::<std::net::SocketAddr>().ok().map(|socket| socket.ip()));
    address.map(|address| address.to_canonical())
}

fn last_word<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let line = headers.get_all(name).last()?.to_str().ok()?;
    line.rsplit(',').next().map(str::trim)
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;
    use crate::site::Site;

    fn ask(peer: &str, headers: &[(&str, &str)]) -> (String, bool) {
        let site = Site {
            public: Some("https://bareme.example.com".to_owned()),
            proxies: vec!["10.0.0.0/8".parse().unwrap()],
            ..Site::on("0.0.0.0:80".parse().unwrap())
        };
        let mut request = TestRequest::get()
            .app_data(web::Data::new(House::new(site)))
            .peer_addr(format!("{peer}:5000").parse().unwrap());
        for header in headers {
            request = request.append_header(*header);
        }
        let request = request.to_http_request();
        (address(&request).unwrap().to_string(), is_secure(&request))
    }

    #[test]
    fn a_stranger_is_who_they_are_whatever_they_say() {
        let said = [("x-forwarded-for", "198.51.100.1"), ("x-forwarded-proto", "https")];
        assert_eq!(ask("203.0.113.9", &said), ("203.0.113.9".to_owned(), false));
    }

    #[test]
    fn a_proxy_is_believed_and_what_came_before_it_is_not() {
        let said = ("x-forwarded-for", "1.2.3.4, 198.51.100.1, 10.0.0.2");
        assert_eq!(ask("10.0.0.1", &[said]), ("198.51.100.1".to_owned(), true));
        let lines = [("x-forwarded-for", "1.2.3.4"), ("x-forwarded-for", "198.51.100.1:4711")];
        assert_eq!(ask("10.0.0.1", &lines).0, "198.51.100.1");
        assert_eq!(ask("10.0.0.1", &[("x-forwarded-for", "nonsense")]).0, "10.0.0.1");
        assert!(!ask("10.0.0.1", &[("x-forwarded-proto", "https, http")]).1);
    }

    #[test]
    fn a_household_of_ipv6_is_one_visitor() {
        let of = |text: &str| household(text.parse().unwrap()).to_string();
        assert_eq!(of("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
        assert_eq!(of("::ffff:192.0.2.1"), "192.0.2.1");
    }
}
