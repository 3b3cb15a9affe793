//! The report of a run as files: a table for spreadsheets, the whole for print.

use actix_web::{HttpResponse, web};
use bareme_engine::audit::{self, Act};
use bareme_engine::recalibrate;
use bareme_reporting::Report;

use crate::download::{CSV, file};
use crate::{PageError, Shell, engine, urls};

/// A table of a report as CSV.
pub async fn csv(
    engine: engine::Data,
    path: web::Path<(i64, String)>,
    shell: Shell,
) -> Result<HttpResponse, PageError> {
    let (id, section) = path.into_inner();
    let report = report(&engine, id, "csv", &shell).await?;
    let found = report.sections.iter().find(|known| known.key == section).ok_or(PageError::NotFound)?;
    let name = format!("bareme-recalibration-{id}-{}.csv", found.key);
    Ok(file(CSV, &name, report.with_origin(&found.table).to_csv().into_bytes()))
}

/// A report for print.
pub async fn pdf(engine: engine::Data, id: web::Path<i64>, shell: Shell) -> Result<HttpResponse, PageError> {
    let id = id.into_inner();
    let report = report(&engine, id, "pdf", &shell).await?;
    let span = tracing::Span::current();
    let drawn = web::block(move || span.in_scope(|| crate::print::render(shell.t, &report)));
    let bytes = drawn.await.map_err(PageError::internal)??;
    Ok(file("application/pdf", &format!("bareme-recalibration-{id}.pdf"), bytes))
}

async fn report(
    engine: &engine::Data,
    id: i64,
    format: &'static str,
    shell: &Shell,
) -> Result<Report, PageError> {
    let (t, who) = (shell.t, shell.actor());
    engine::ask(engine, urls::recalibrations(), move |engine| {
        let report = recalibrate::report(engine, id, &t)?;
        let act =
            Act::new(&who, "export", "report", "recalibration").noting("format", format).noting("run", id);
        audit::note_alone(engine, &act)?;
        Ok(report)
    })
    .await
}
