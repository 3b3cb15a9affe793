//! A run that is killed leaves nothing half-done: the next one gives the report of an undisturbed run.

use std::process::Stdio;
use std::time::{Duration, Instant};

use bareme_engine::Backend;
use bareme_testkit::{World, program};

/// What is kept of each run.
fn kept(world: &World) -> Vec<(String, String)> {
    world.read(|c| {
        let ids: Vec<i64> =
            bareme_store::recalibrations::list(c, None, 100)?.into_iter().rev().map(|row| row.id).collect();
        let mut found = Vec::new();
        for id in ids {
            let row = bareme_store::recalibrations::find(c, id)?.unwrap();
            found.push((row.asked, row.report));
        }
        Ok(found)
    })
}

fn recalibrate(world: &World) -> std::process::Command {
    let mut command = program().command();
    let asked = ["recalibrate", "--from", "2025-01-01", "--to", "2026-01-01", "--format", "json"];
    command.args(["--database", world.url()]).args(asked);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

#[test]
fn a_run_that_is_killed_at_any_moment_leaves_nothing_and_the_next_one_is_whole() {
    for backend in [Backend::Sqlite, Backend::Postgres] {
        let world = World::new(backend);
        world.fill_demo(60, 3);
        let began = Instant::now();
        assert!(recalibrate(&world).status().unwrap().success());
        let took = began.elapsed();
        let undisturbed = kept(&world);
        assert_eq!(undisturbed.len(), 1);
        for part in 1..=6_u32 {
            let mut child = recalibrate(&world).spawn().unwrap();
            std::thread::sleep(took * part / 7);
            child.kill().unwrap();
            child.wait().unwrap();
        }
        // What was committed just before a kill may still be on its way to be seen.
        std::thread::sleep(Duration::from_millis(50));
        assert!(recalibrate(&world).status().unwrap().success());
        let all = kept(&world);
        assert!(all.len() >= 2);
        // Times differ between runs, and nothing else.
        let report = |kept: &(String, String)| kept.1.clone();
        assert!(all.iter().map(report).all(|one| one == report(&undisturbed[0])), "{} reports", all.len());
        let proposals = world.read(|c| bareme_store::proposals::list(c, 1, 100));
        assert!(proposals.len() <= all.len(), "no proposal is there without its report");
        crate::support::assert_sound(&world);
    }
}
