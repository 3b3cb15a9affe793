//! A whole quarter: the demo company's model is measured, a better one proposed, signed by two, in force, and taken back.

use std::collections::BTreeMap;

use bareme_engine::proposals::{self, NoAuthority, Refusal, Side, Signed, State};
use bareme_engine::recalibrate::{self, Asked, Verdict};
use bareme_store::{Backend, StoreError};
use bareme_testkit::World;

use super::world::{run, sign, versions};

/// The version by which each lead was handed over.
fn handed_over_by(world: &World) -> BTreeMap<i64, Option<i64>> {
    let mut found = BTreeMap::new();
    world.read(|c| {
        bareme_store::leads::for_each_row::<StoreError>(c, |lead| {
            found.insert(lead.id, lead.version_id);
            Ok(())
        })
    });
    found
}

#[test]
fn what_a_run_proposes_is_signed_scores_and_can_be_taken_back() {
    let world = World::new(Backend::Sqlite);
    world.fill_demo(400, 1);
    let (before, leads) = (versions(&world), handed_over_by(&world));
    let id = run(&world, &Asked::new(None, "Ana")).unwrap();
    let kept = recalibrate::find(world.engine(), id).unwrap();
    assert_eq!(kept.listed.verdict, Verdict::Adopt);
    let (proposal, _) = kept.listed.proposal.expect("what is recommended can be signed");
    assert_eq!(sign(&world, proposal, "Mia", Side::Marketing), Ok(Signed::First));
    assert_eq!(versions(&world), before, "one signature publishes nothing");
    let Err(Refusal::NoAuthority(NoAuthority::NotALeader { leaders })) =
        sign(&world, proposal, "Sam", Side::Sales)
    else {
        panic!("who leads no team signs for nobody")
    };
    let leader = leaders[0].clone();
    let proposed = proposals::find(world.engine(), proposal).unwrap().document;
    assert!(matches!(sign(&world, proposal, &leader, Side::Sales), Ok(Signed::Published { .. })));
    let in_force = || world.read(bareme_store::models::list).remove(0).version;
    let (number, document) = (in_force().number, in_force().document);
    assert_eq!((number, document.as_str()), (before.0 + 1, proposed.as_str()));

    let moved: u64 = world.score().iter().map(|scored| scored.changed).sum();
    assert!(moved > 100, "another model gives other scores: {moved}");
    let after = handed_over_by(&world);
    assert!(
        leads.iter().all(|(id, by)| after.get(id) == Some(by)),
        "leads keep the version that handed them over"
    );

    let back = proposals::restore(world.engine(), &kept.listed.model, before.0, "Mia").unwrap().unwrap();
    assert_eq!(sign(&world, back, "Mia", Side::Marketing), Ok(Signed::First));
    assert_eq!(in_force().number, number, "who brings back needs both sides, too");
    assert!(matches!(sign(&world, back, &leader, Side::Sales), Ok(Signed::Published { .. })));
    assert_eq!(in_force().number, number + 1);
    assert_eq!(proposals::find(world.engine(), proposal).unwrap().state, State::Published);
    let after = handed_over_by(&world);
    assert!(leads.iter().all(|(id, by)| after.get(id) == Some(by)));
}
