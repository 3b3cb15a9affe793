//! Asks the true router, as a browser would.

use std::cell::RefCell;
use std::collections::BTreeMap;

use actix_web::body::MessageBody;
use actix_web::dev::ServiceResponse;
use actix_web::http::{StatusCode, header};
use actix_web::test as http;
use bareme_access::Role;
use bareme_engine::Backend;
use bareme_scoring::Instant;
use bareme_testkit::World;

/// An answer: status, headers, body.
pub(super) struct Answer {
    pub status: StatusCode,
    headers: header::HeaderMap,
    pub body: String,
}

impl Answer {
    pub fn header(&self, name: header::HeaderName) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

/// The site of a world, with somebody who looks at it.
pub(super) struct Site<'w, S> {
    pub service: S,
    world: &'w World,
    me: &'static str,
    role: Role,
    cookies: RefCell<BTreeMap<(String, Instant), String>>,
}

impl<'w, S> Site<'w, S> {
    pub fn new(service: S, world: &'w World, me: &'static str, role: Role) -> Self {
        Self { service, world, me, role, cookies: RefCell::default() }
    }

    /// The cookie of who looks.
    pub fn cookie(&self) -> String {
        self.cookie_of(self.me)
    }

    /// A form's body, as a page of a cookie's owner sends it.
    pub fn sealed(&self, body: &str, cookie: &str) -> String {
        self.world.sealed(body, cookie)
    }

    /// The cookie of somebody else of the same role.
    pub fn cookie_of(&self, name: &str) -> String {
        let signed_in = || self.world.signed_in(name, self.role);
        self.cookies.borrow_mut().entry((name.to_owned(), self.world.now())).or_insert_with(signed_in).clone()
    }
}

/// The site of a world for somebody: a leader of marketing where nobody is named. A macro, because the type of a service has
/// no name.
macro_rules! site {
    ($world:expr, $me:expr, $role:expr) => {{
        let world: &bareme_testkit::World = &$world;
        let service = http::init_service($crate::app(world.engine().clone())).await;
        $crate::tests::ask::Site::new(service, world, $me, $role)
    }};
    ($world:expr) => {
        site!($world, "Mia Lead", bareme_access::Role::MarketingLeader)
    };
}

pub(super) use site;

/// Asks a site for an address with some headers. A macro, because the type of a request has no name outside of actix.
macro_rules! ask {
    ($site:expr, $path:expr, $headers:expr) => {{
        let headers: &[(&str, &str)] = &$headers;
        let mut request = http::TestRequest::get().uri($path);
        // Unless it is somebody else who looks.
        if headers.iter().all(|(_, value)| !value.starts_with("__Host-session")) {
            request = request.append_header((actix_web::http::header::COOKIE, $site.cookie()));
        }
        for header in headers {
            request = request.append_header(*header);
        }
        answer(http::call_service(&$site.service, request.to_request()).await).await
    }};
    ($site:expr, $path:expr) => {
        ask!($site, $path, [])
    };
}

pub(super) use ask;

/// Reads an answer to its end.
pub(super) async fn answer<B: MessageBody>(response: ServiceResponse<B>) -> Answer {
    let (status, headers) = (response.status(), response.headers().clone());
    let body = http::read_body(response).await;
    Answer { status, headers, body: String::from_utf8_lossy(&body).into_owned() }
}

/// A small demo company.
pub(super) fn demo() -> World {
    let world = World::new(Backend::Sqlite);
    world.fill_demo(40, 2);
    world
}
