//! `bareme serve`: pages on loopback, and the nightly scoring.

use crate::config::{Settings, loopback};
use crate::output::{Failure, Outcome, tell};

pub fn run(settings: &Settings, listen: Option<&str>) -> Outcome {
    let address = loopback(listen.unwrap_or(&settings.listen))?;
    let engine = super::engine(settings)?;
    let runtime =
        tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(Failure::failed)?;
    runtime.block_on(async {
        let _jobs = bareme_jobs::start(engine.clone()).await.map_err(Failure::failed)?;
        let database = engine.database().url().to_owned();
        bareme_web::serve(engine, address, |bound| {
            tell(&format!("Bareme serves http://{bound}/ from {database}"));
            tell("It listens on this machine only, since there are no users and permissions yet. Stop with Ctrl-C.");
        })
        .await
        .map_err(|error| Failure::failed(format!("{address}: {error}")))
    })
}
