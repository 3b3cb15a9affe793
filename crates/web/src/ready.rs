//! Whether this server can answer, for whoever sends requests to several of them. Liveness is another question: a server whose
//! database is away should wait for it, and not be killed.

use actix_web::http::header;
use actix_web::{HttpResponse, web};
use bareme_engine::doctor;

use crate::engine;
use crate::error::AGAIN;

/// 200 when the database answers and has this version's form, 503 with the reason otherwise.
pub(crate) async fn show(engine: engine::Data) -> HttpResponse {
    let engine = bareme_engine::Engine::clone(&engine);
    let ready = web::block(move || doctor::ready(&engine)).await;
    match ready {
        Ok(Ok(())) => HttpResponse::Ok().content_type("text/plain; charset=utf-8").body("ready\n"),
        Ok(Err(why)) => unready(&why),
        Err(_) => unready("the server is stopping"),
    }
}

fn unready(why: &str) -> HttpResponse {
    HttpResponse::ServiceUnavailable()
        .insert_header((header::RETRY_AFTER, AGAIN))
        .content_type("text/plain; charset=utf-8")
        .body(format!("not ready: {why}\n"))
}
