//! Prints a portrait of the simulated company: totals, rhythm and funnel. For tuning, and for the curious.

use std::collections::BTreeMap;
use std::io::{self, Write};

use bareme_scoring::{Instant, Stage};
use bareme_simulator::{Simulation, SimulationSettings, kinds};

fn main() -> io::Result<()> {
    let accounts = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(200);
    let seed = std::env::args().nth(2).and_then(|text| text.parse().ok()).unwrap_or(1);
    let until = Instant::parse("2026-06-30T12:00:00Z").unwrap_or(Instant::MIN);
    let settings = SimulationSettings { accounts, seed, ..SimulationSettings::new(until) };
    let simulation = Simulation::new(&settings);
    let mut out = io::stdout().lock();
    for record in simulation.accounts().take(8) {
        writeln!(out, "{record:?}")?;
    }
    for record in simulation.contacts().take(5) {
        writeln!(out, "{record:?}")?;
    }
    writeln!(out, "relationships {}", simulation.relationships().count())?;
    activities(&simulation, &mut out)?;
    leads(&simulation, &mut out)
}

fn activities(simulation: &Simulation, out: &mut impl Write) -> io::Result<()> {
    let kinds = kinds();
    let mut types: BTreeMap<&str, u64> = BTreeMap::new();
    let mut total = 0_u64;
    for activity in simulation.compact_activities() {
        total += 1;
        let kind = kinds.get(usize::try_from(activity.kind_index).unwrap_or(0));
        *types.entry(kind.map_or("", |kind| kind.activity.as_str())).or_default() += 1;
    }
    writeln!(out, "contacts {}, activities {total}: {types:?}", simulation.contact_count())
}

fn leads(simulation: &Simulation, out: &mut impl Write) -> io::Result<()> {
    let mut periods = [BTreeMap::<Stage, u64>::new(), BTreeMap::new()];
    let mut reasons: BTreeMap<String, u64> = BTreeMap::new();
    for lead in simulation.leads() {
        let since =
            lead.stages.iter().any(|(stage, at)| *stage == Stage::Mql && *at >= simulation.market_change());
        for (stage, _) in &lead.stages {
            *periods[usize::from(since)].entry(*stage).or_default() += 1;
        }
        if let Some(reason) = lead.reason {
            *reasons.entry(reason).or_default() += 1;
        }
    }
    writeln!(out, "stages before the change {:?}", periods[0])?;
    writeln!(out, "stages since the change {:?}", periods[1])?;
    writeln!(out, "reasons {reasons:?}")
}
