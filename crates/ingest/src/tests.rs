//! What a person sees of each nasty file: which rows come in, which come back, and why.

mod bytes;
mod mappings;
mod presets;
mod properties;
mod quotes;
mod rejects;
mod values;

use crate::{
    Entry, IngestError, Kind, Mapping, Plan, PlanOptions, Record, Reject, Source, SourceOptions, Tally,
};

/// What became of a file.
struct Outcome {
    records: Vec<Record>,
    rejects: Vec<Reject>,
    tally: Tally,
    plan: Plan,
    source: Source,
}

fn source(bytes: impl AsRef<[u8]>) -> Source {
    Source::from_bytes("test.csv", bytes.as_ref(), &SourceOptions::default()).unwrap()
}

/// Imports by the words of the header.
fn import(kind: Kind, bytes: impl AsRef<[u8]>) -> Outcome {
    let source = source(bytes);
    let mapping = Mapping::automatic(kind, source.header());
    import_with(source, &mapping).unwrap()
}

/// Imports by a mapping in TOML.
fn import_by(mapping: &str, bytes: impl AsRef<[u8]>) -> Outcome {
    import_with(source(bytes), &Mapping::parse(mapping).unwrap()).unwrap()
}

fn import_with(source: Source, mapping: &Mapping) -> Result<Outcome, IngestError> {
    let survey = source.survey(mapping)?;
    let plan = Plan::resolve(&source, &survey, mapping, &PlanOptions::default())?;
    let mut records = plan.records(&source)?;
    let (mut good, mut bad) = (Vec::new(), Vec::new());
    for entry in records.by_ref() {
        let Entry { record, .. } = entry?;
        match record {
            Ok(record) => good.push(record),
            Err(reject) => bad.push(reject),
        }
    }
    let tally = records.tally();
    drop(records);
    assert_eq!(survey.rows, tally.rows, "the survey counts the same rows");
    Ok(Outcome { records: good, rejects: bad, tally, plan, source })
}

impl Outcome {
    /// The keys of all records, in order.
    fn keys(&self) -> Vec<&str> {
        self.records
            .iter()
            .map(|record| match record {
                Record::Account(account) => account.key.as_str(),
                Record::Contact(contact) => contact.key.as_str(),
                Record::Lead(lead) => lead.key.as_str(),
                Record::Activity(activity) => activity.contact.as_str(),
                Record::Relationship(edge) => edge.from.as_str(),
            })
            .collect()
    }

    /// An attribute of a record, as text.
    fn attribute(&self, index: usize, name: &str) -> Option<String> {
        match &self.records[index] {
            Record::Account(account) => account.attributes.get(name).map(ToString::to_string),
            Record::Contact(contact) => contact.attributes.get(name).map(ToString::to_string),
            other => panic!("{other:?} has no attributes"),
        }
    }

    /// Line and code of each reject.
    fn rejected(&self) -> Vec<(u64, &str)> {
        self.rejects.iter().map(|reject| (reject.line, reject.message.code.as_ref())).collect()
    }
}
