//! Serves a sample of every page, to look at the design without a database:
//! `cargo run -p bareme-web --example gallery -- 127.0.0.1:8099`.

use std::error::Error;
use std::net::SocketAddr;

use actix_web::{HttpResponse, HttpServer, web};
use bareme_web::i18n::Language;
use bareme_web::{Now, Shell, app_with, sample};

async fn index() -> HttpResponse {
    let names = sample::pages(&sample::shell(Language::English));
    let links: Vec<String> =
        names.iter().map(|(name, _)| format!("<li><a href=\"/gallery/{name}\">{name}</a></li>")).collect();
    HttpResponse::Ok().content_type("text/html; charset=utf-8").body(format!("<ul>{}</ul>", links.concat()))
}

async fn show(mut shell: Shell, name: web::Path<String>) -> HttpResponse {
    shell.t.now = sample::now();
    let page = sample::pages(&shell).into_iter().find(|(known, _)| *known == name.as_str());
    match page {
        Some((_, Ok(html))) => HttpResponse::Ok().content_type("text/html; charset=utf-8").body(html),
        Some((_, Err(error))) => HttpResponse::InternalServerError().body(error.to_string()),
        None => HttpResponse::NotFound().finish(),
    }
}

#[actix_web::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let address: SocketAddr =
        std::env::args().nth(1).unwrap_or_else(|| String::from("127.0.0.1:8099")).parse()?;
    HttpServer::new(move || {
        app_with(Now::new(sample::now), |config| {
            bareme_web::rights::frame().register(config);
            config.route("/gallery", web::get().to(index)).route("/gallery/{name}", web::get().to(show));
        })
    })
    .bind(address)?
    .run()
    .await?;
    Ok(())
}
