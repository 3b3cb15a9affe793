//! What sales let wait too long, told by mail to whom the sweep names, where that name is an address: one letter a leader
//! and sweep, so that a bad morning is no hundred letters.

use std::collections::BTreeMap;

use bareme_reporting::{Cell, Column, Figure, Kind, Report, Section, Table};
use bareme_scoring::Instant;
use bareme_store::letters::{self, StoredLetter};
use bareme_store::{AnyConnection, accounts, contacts};

use super::{Address, Letter};
use crate::reports::Wording;
use crate::{Engine, Result};

/// A lead that was just marked overdue.
#[derive(Clone, Debug)]
pub(crate) struct Overdue {
    /// Who is to be told.
    pub told: String,
    /// The lead.
    pub lead: i64,
    /// Whom it is about.
    pub contact: i64,
    /// Who has it.
    pub owner: Option<String>,
    /// Until when sales had to respond.
    pub due: Option<Instant>,
}

/// Queues the letters, in the transaction that marks the leads: a lead is marked once, and so is told once. Where mail is not
/// set up, or nobody is named by an address, nothing is queued.
pub(crate) fn tell(engine: &Engine, c: &mut AnyConnection, leads: &[Overdue]) -> Result<()> {
    if engine.mail_set_up().is_none() {
        return Ok(());
    }
    let mut by_address: BTreeMap<Address, Vec<&Overdue>> = BTreeMap::new();
    for lead in leads {
        if let Ok(address) = Address::parse(&lead.told) {
            by_address.entry(address).or_default().push(lead);
        }
    }
    for (address, leads) in by_address {
        let rows = rows(c, &leads)?;
        let now = engine.now();
        let make = |wording: &dyn Wording| report(&rows, now, wording);
        let letter = engine.press()?.notice(engine, &make, "/leads?only=overdue")?;
        let ids: Vec<String> = leads.iter().map(|lead| lead.lead.to_string()).collect();
        let key =
            format!("overdue:{}", blake3::hash(format!("{address}:{}", ids.join(",")).as_bytes()).to_hex());
        letters::insert(c, &stored(key, letter, now), &[address.as_str()])?;
    }
    Ok(())
}

/// A line of the letter.
struct Row {
    contact: String,
    company: Option<String>,
    owner: Option<String>,
    due: Option<Instant>,
}

/// The longest overdue first.
fn rows(c: &mut AnyConnection, leads: &[&Overdue]) -> Result<Vec<Row>> {
    let ids: Vec<i64> = leads.iter().map(|lead| lead.contact).collect();
    let people = contacts::list_by_ids(c, &ids)?;
    let companies: Vec<i64> = people.iter().filter_map(|contact| contact.account_id).collect();
    let companies: BTreeMap<i64, String> = accounts::list_names(c, &companies)?.into_iter().collect();
    let mut leads: Vec<&&Overdue> = leads.iter().collect();
    leads.sort_by_key(|lead| (lead.due, lead.lead));
    let row = |lead: &&Overdue| {
        let contact = people.iter().find(|contact| contact.id == lead.contact)?;
        Some(Row {
            contact: contact.name(),
            company: contact.account_id.and_then(|id| companies.get(&id).cloned()),
            owner: lead.owner.clone(),
            due: lead.due,
        })
    };
    Ok(leads.into_iter().filter_map(row).collect())
}

fn report(rows: &[Row], now: Instant, wording: &dyn Wording) -> Report {
    let columns = vec![
        Column::new("contact", wording.say("overdue-contact"), Kind::Text),
        Column::new("company", wording.say("overdue-company"), Kind::Text),
        Column::new("owner", wording.say("by-owner"), Kind::Text),
        Column::new("due", wording.say("overdue-due"), Kind::Moment),
    ];
    let mut table = Table::new(wording.say("report-leads"), columns);
    for row in rows {
        table.push([
            row.contact.as_str().into(),
            row.company.as_deref().into(),
            row.owner.as_deref().into(),
            row.due.into(),
        ]);
    }
    Report {
        key: "overdue",
        title: wording.say("overdue-title"),
        lead: wording.say("overdue-lead"),
        scope: Vec::new(),
        made_at: now,
        highlights: Vec::new(),
        figures: vec![Figure {
            key: "overdue",
            label: wording.say("report-leads"),
            value: Cell::Count(rows.len() as u64),
            kind: Kind::Count,
            unit: None,
            interval: None,
            hint: String::new(),
            behind: None,
        }],
        sections: vec![Section::new("overdue", wording.say("report-leads"), table)],
        definitions: Vec::new(),
    }
}

fn stored(key: String, letter: Letter, now: Instant) -> StoredLetter {
    StoredLetter {
        id: 0,
        key,
        schedule_id: None,
        subject: letter.subject,
        plain: letter.plain,
        html: letter.html,
        stop_at: None,
        file_name: None,
        file_kind: None,
        file: None,
        queued_at: now.millis(),
    }
}
