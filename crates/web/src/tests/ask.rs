//! Asks the true router, as a browser would.

use actix_web::body::MessageBody;
use actix_web::dev::ServiceResponse;
use actix_web::http::{StatusCode, header};
use actix_web::test as http;
use bareme_engine::Backend;
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

/// Asks a site for an address with some headers. A macro, because the type of a request has no name outside of actix.
macro_rules! ask {
    ($site:expr, $path:expr, $headers:expr) => {{
        let headers: &[(&str, &str)] = &$headers;
        let mut request = http::TestRequest::get().uri($path);
        for header in headers {
            request = request.insert_header(*header);
        }
        answer(http::call_service(&$site, request.to_request()).await).await
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
