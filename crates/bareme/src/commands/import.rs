//! `bareme import`: a file comes in, and what became of each row is said.

use std::path::{Path, PathBuf};

use bareme_engine::import::{
    ImportObserver, ImportPlan, ImportRequest, ImportSummary, MappingChoice, import,
};
use bareme_ingest::{Encoding, Mapping, SourceOptions};
use indicatif::{ProgressBar, ProgressStyle};

use crate::cli::{Format, Import};
use crate::config::Settings;
use crate::output::{Failure, Outcome, count, print_json, print_lines, tell};

pub fn run(settings: &Settings, arguments: &Import) -> Outcome {
    let mapping = match (&arguments.mapping, &arguments.preset) {
        (Some(path), _) => {
            let mapping = Mapping::parse(&super::read_text(path)?)
                .map_err(|problems| Failure::failed(format!("{}:\n{problems}", path.display())))?;
            MappingChoice::Given(Box::new(mapping))
        }
        (None, Some(preset)) => MappingChoice::Preset(preset.clone()),
        (None, None) => MappingChoice::Automatic,
    };
    let encoding = match arguments.encoding.as_deref() {
        None => None,
        Some(label) => Some(Encoding::from_label(label).ok_or_else(|| {
            Failure::usage(format!(
                "'{label}' is not an encoding: write utf-8, utf-16le, utf-16be or windows-1252"
            ))
        })?),
    };
    let request = ImportRequest {
        kind: arguments.kind,
        path: arguments.file.clone(),
        mapping,
        source: SourceOptions { encoding, delimiter: arguments.delimiter, ..SourceOptions::default() },
        currency: arguments.currency.clone(),
        rejects: Some(arguments.rejects.clone().unwrap_or_else(|| beside(&arguments.file))),
        dry_run: arguments.dry_run,
        by: super::WHO.to_owned(),
    };
    // Before a database is made for nothing.
    super::readable(&arguments.file)?;
    let engine = super::engine(settings)?;
    let text = settings.format != Some(Format::Json);
    let mut observer = Observer { bar: ProgressBar::hidden(), text };
    let summary = import(&engine, &request, &mut observer)?;
    observer.bar.finish_and_clear();
    if text { show(&summary, arguments.dry_run) } else { print_json(&json(&summary, arguments.dry_run)) }
}

/// `contacts.csv` → `contacts.rejects.csv`, in the same folder.
fn beside(file: &Path) -> PathBuf {
    file.with_extension("rejects.csv")
}

struct Observer {
    bar: ProgressBar,
    text: bool,
}

impl ImportObserver for Observer {
    fn begins(&mut self, plan: &ImportPlan) {
        if self.text {
            tell(&format!("Read as: {}", plan.detected));
            let mapped = plan.columns.iter().filter_map(|column| {
                let target = column.target.as_ref()?;
                Some(if *target == column.column {
                    target.clone()
                } else {
                    format!("{} → {target}", column.column)
                })
            });
            tell(&format!("Columns: {}", mapped.collect::<Vec<_>>().join(", ")));
            let unused: Vec<&str> = plan
                .columns
                .iter()
                .filter(|column| column.target.is_none())
                .map(|column| column.column.as_str())
                .collect();
            if !unused.is_empty() {
                tell(&format!("Not used: {}", unused.join(", ")));
            }
        }
        if let Some(row) = plan.resumes_after {
            tell(&format!("An import of this file was interrupted; going on after row {row}."));
        }
        let style =
            ProgressStyle::with_template("{bar:40} {human_pos}/{human_len} rows, {per_sec}, {eta} left");
        self.bar = ProgressBar::new(plan.rows);
        self.bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    }

    fn progress(&mut self, done: u64, _total: u64) {
        self.bar.set_position(done);
    }
}

fn show(summary: &ImportSummary, dry_run: bool) -> Outcome {
    let ImportSummary { read, created, updated, unchanged, skipped, rejected, .. } = summary;
    let mut text = vec![format!(
        "{} read: {created} new, {updated} changed, {unchanged} unchanged, {skipped} left out, {rejected} \
         rejected.",
        count(*read, "row", "rows")
    )];
    if *unchanged > 0 && created + updated == 0 {
        let but = if *rejected > 0 { "but for the rejected rows " } else { "" };
        text.push(format!("Nothing has changed: {but}all of this was known already."));
    }
    if dry_run {
        let besides = if summary.rejects.is_some() { "; only the rejects file was written" } else { "" };
        text.push(format!("This was a dry run: the database is as it was{besides}."));
    }
    text.extend(summary.notices.iter().map(|notice| format!("- {notice}")));
    text.extend(summary.rejects.as_ref().map(|path| {
        format!("Rejected rows with their reasons: {}; mend and import that file.", path.display())
    }));
    print_lines(&text)
}

fn json(summary: &ImportSummary, dry_run: bool) -> serde_json::Value {
    serde_json::json!({
        "import": summary.id,
        "dry_run": dry_run,
        "read": summary.read,
        "created": summary.created,
        "updated": summary.updated,
        "unchanged": summary.unchanged,
        "skipped": summary.skipped,
        "rejected": summary.rejected,
        "notices": summary.notices,
        "rejects": summary.rejects,
    })
}
