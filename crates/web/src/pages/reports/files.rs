//! Reports as files: a table for spreadsheets, the whole for print. Both say what was asked, and when.

use actix_web::{HttpResponse, web};
use bareme_engine::audit::{self, Act};
use bareme_engine::reports;
use bareme_reporting::Report;

use super::filter::Wish;
use super::show;
use crate::download::{CSV, file};
use crate::pages::query::{self, Params};
use crate::{PageError, Shell, engine};

/// A table of a report as CSV.
pub async fn csv(
    engine: engine::Data,
    path: web::Path<(String, String)>,
    params: Params,
    shell: Shell,
) -> Result<HttpResponse, PageError> {
    let (kind, section) = path.into_inner();
    let report = report(&engine, (&kind, "csv"), &params, &shell).await?;
    let found = report.sections.iter().find(|known| known.key == section).ok_or(PageError::NotFound)?;
    let name = format!("bareme-{}-{}-{}.csv", report.key, found.key, report.made_at.date());
    let (all, most) = (found.table.rows.len(), engine.export_limit());
    let mut said = report.clone();
    if all > most {
        let rows = vec![("rows", most.to_string()), ("all", all.to_string())];
        said.scope.push((shell.t.say("report-file-rows"), shell.t.with_all("report-cut", rows)));
    }
    let mut table = said.with_origin(&found.table);
    table.rows.truncate(most);
    Ok(file(CSV, &name, table.to_csv().into_bytes()))
}

/// A report for print.
pub async fn pdf(
    engine: engine::Data,
    kind: web::Path<String>,
    params: Params,
    shell: Shell,
) -> Result<HttpResponse, PageError> {
    let report = report(&engine, (&kind, "pdf"), &params, &shell).await?;
    let name = format!("bareme-{}-{}.pdf", report.key, report.made_at.date());
    let span = tracing::Span::current();
    let drawn = web::block(move || span.in_scope(|| crate::print::render(shell.t, &report)));
    let bytes = drawn.await.map_err(PageError::internal)??;
    Ok(file("application/pdf", &name, bytes))
}

/// What an address cannot mean is refused: a file does not show its form.
async fn report(
    engine: &engine::Data,
    (kind, format): (&str, &'static str),
    params: &Params,
    shell: &Shell,
) -> Result<Report, PageError> {
    let (t, who, name) = (shell.t, shell.actor(), kind.to_owned());
    let (wish, errors) = Wish::read(show::kind_of(kind)?, params);
    if let Some(error) = errors.first() {
        let sentence = query::sentence(t, &errors, error.field).unwrap_or_default();
        return Err(PageError::BadRequest(sentence));
    }
    engine::ask(engine, wish.link(), move |engine| {
        let fiscal_start = reports::fiscal_start(engine)?;
        let report = show::made(engine, t, &wish, fiscal_start)?;
        let act = Act::new(&who, "export", "report", name).noting("format", format);
        audit::note_alone(engine, &act.noting("filter", wish.link().query()))?;
        Ok(report)
    })
    .await
}
