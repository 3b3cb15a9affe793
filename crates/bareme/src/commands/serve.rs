//! `bareme serve`: pages on loopback, and the nightly scoring.

use bareme_engine::Engine;

use crate::config::{Settings, loopback};
use crate::output::{Failure, Outcome, tell};

pub fn run(settings: &Settings, listen: Option<&str>) -> Outcome {
    let address = loopback(listen.unwrap_or(&settings.listen))?;
    let engine = super::engine(settings)?;
    let runtime =
        tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(Failure::failed)?;
    runtime.block_on(async {
        let database = engine.database().url().to_owned();
        let (at_work, listening) = tokio::sync::oneshot::channel();
        // Jobs begin once the address is ours: a second server that cannot listen must not run them.
        let jobs = tokio::spawn(jobs(engine.clone(), listening));
        let served = bareme_web::serve(engine, address, |bound| {
            let _ = at_work.send(());
            tell(&format!("Bareme serves http://{bound}/ from {database}"));
            tell("It listens on this machine only, since there are no users and permissions yet. Stop with Ctrl-C.");
        })
        .await;
        jobs.abort();
        served.map_err(Failure::failed)
    })
}

/// Runs the schedules from the moment on at which the server listens.
async fn jobs(engine: Engine, listening: tokio::sync::oneshot::Receiver<()>) {
    if listening.await.is_err() {
        return;
    }
    match bareme_jobs::start(engine).await {
        Ok(_jobs) => std::future::pending().await,
        Err(error) => tracing::error!(%error, "the schedules could not be started"),
    }
}
