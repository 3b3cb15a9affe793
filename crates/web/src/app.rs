//! The application: routes, and what every request passes on its way to them.

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::middleware::{Compress, from_fn};
use actix_web::web::{self, ServiceConfig};
use actix_web::{App, Error, HttpResponse};
use bareme_engine::Engine;
use tracing_actix_web::TracingLogger;

use crate::logging::RequestSpan;
use crate::site::House;
use crate::{Now, PageError, connections, error, form_token, guard, limits, metrics, pages, signed_in};

/// The whole site on an engine.
pub fn app(
    engine: Engine,
) -> App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<impl MessageBody>,
        Error = Error,
        InitError = (),
    >,
> {
    app_in(engine, House::at_home())
}

/// The same, as it is served.
pub(crate) fn app_in(
    engine: Engine,
    house: House,
) -> App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<impl MessageBody>,
        Error = Error,
        InitError = (),
    >,
> {
    let clock = engine.clone();
    framed(house, Now::new(move || clock.now()), move |config| {
        config.app_data(web::Data::new(engine));
        pages::table().register(config);
    })
}

/// The frame of the site around some routes: those of the site, or the gallery of samples.
pub fn app_with(
    now: Now,
    routes: impl FnOnce(&mut ServiceConfig),
) -> App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<impl MessageBody>,
        Error = Error,
        InitError = (),
    >,
> {
    framed(House::at_home(), now, routes)
}

fn framed(
    house: House,
    now: Now,
    routes: impl FnOnce(&mut ServiceConfig),
) -> App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<impl MessageBody>,
        Error = Error,
        InitError = (),
    >,
> {
    App::new()
        .app_data(web::Data::new(now))
        .app_data(web::Data::new(house))
        .wrap(from_fn(signed_in::only_people_who_are_in))
        .wrap(from_fn(form_token::needed))
        .wrap(from_fn(guard::own_site_only))
        .wrap(from_fn(error::error_pages))
        .wrap(from_fn(signed_in::recognise))
        .wrap(from_fn(pages::preferences::remember_language))
        .wrap(Compress::default())
        .wrap(TracingLogger::<RequestSpan>::new())
        .wrap(from_fn(limits::admit))
        .wrap(from_fn(guard::known_host_only))
        .wrap(from_fn(guard::tls_for_ever))
        .wrap(guard::headers())
        .wrap(from_fn(metrics::count))
        .wrap(from_fn(connections::follow))
        .configure(routes)
        .default_service(web::to(nothing_here))
}

async fn nothing_here() -> Result<HttpResponse, PageError> {
    Err(PageError::NotFound)
}
