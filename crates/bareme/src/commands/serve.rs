//! `bareme serve`: pages, and the scheduled jobs.

use bareme_engine::Engine;
use bareme_engine::people::set_up;
use bareme_jobs::Jobs;

use super::jobs::server_name;
use crate::cli::Serve;
use crate::config::{self, Settings};
use crate::output::{Failure, Outcome, tell};

pub fn run(settings: &Settings, flags: &Serve) -> Outcome {
    let site = config::site(settings, flags)?;
    let scheme = if site.tls.is_some() { "https" } else { "http" };
    let public = site.public.clone().unwrap_or_else(|| format!("{scheme}://{}", site.listen));
    let post = crate::post::post(settings, &public)?;
    let engine = super::engine(settings)?.with_post(post);
    let code = set_up::issue_code(&engine)?;
    let runtime =
        tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(Failure::failed)?;
    runtime.block_on(async {
        let database = engine.database().url().to_owned();
        let (at_work, listening) = tokio::sync::oneshot::channel();
        // Jobs begin once the address is ours: a second server that cannot listen must not run them.
        let jobs = settings.jobs.then(|| tokio::spawn(jobs(engine.clone(), listening)));
        let without_jobs = jobs.is_none();
        let found_at = site.public.clone();
        let is_local = site.listen.ip().is_loopback();
        let served = bareme_web::serve(engine, site, |bound| {
            let _ = at_work.send(());
            tell(&format!("Bareme serves {scheme}://{bound}/ from {database}"));
            if without_jobs {
                tell("Scheduled jobs are left to other servers, since the configuration says jobs = false.");
            }
            if let Some(code) = code {
                tell("No administrator can sign in yet. Make the first one here; the code counts once, until the next start:");
                let there = found_at.unwrap_or_else(|| format!("{scheme}://{bound}"));
                tell(&format!("{}/set-up?code={}", there.trim_end_matches('/'), code.reveal()));
            }
            let who = if is_local { "It listens on this machine only. " } else { "" };
            tell(&format!("{who}Stop with Ctrl-C."));
        })
        .await;
        if let Some(jobs) = jobs
            && let Ok(Some(jobs)) = jobs.await
        {
            jobs.stop().await;
        }
        served.map_err(Failure::failed)
    })
}

/// Takes part in the scheduled jobs from the moment on at which the server listens; not at all when it never does.
async fn jobs(engine: Engine, listening: tokio::sync::oneshot::Receiver<()>) -> Option<Jobs> {
    listening.await.ok()?;
    match bareme_jobs::start(engine, bareme_jobs::Settings::new(server_name())).await {
        Ok(jobs) => Some(jobs),
        Err(error) => {
            tracing::error!(%error, "the scheduled jobs could not be started");
            None
        }
    }
}
