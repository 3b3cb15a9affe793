//! Reports in the browser: filtered, saved, shared, and followed down to the leads behind a figure.

use bareme_engine::reports::ReportKind;

use super::browse;
use super::files::downloaded;
use super::page::whole;

/// Every report, in the usual view and by something that leads share.
pub fn paths() -> Vec<String> {
    let kinds = ReportKind::ALL.into_iter().map(ReportKind::word);
    kinds.flat_map(|kind| [format!("/reports/{kind}"), format!("/reports/{kind}?by=source")]).collect()
}

#[test]
fn the_list_of_reports_opens_each_of_them() {
    browse(async |page| {
        page.open("/reports").await;
        let titles = page.texts(".report-list h2 a").await;
        assert_eq!(titles.len(), ReportKind::ALL.len());
        for title in titles {
            page.open("/reports").await;
            page.follow(&title).await;
            assert_eq!(page.text("h1").await, title);
            assert_eq!(page.status().await, 200);
        }
    });
}

#[test]
fn a_period_takes_the_place_of_days_and_days_that_of_a_period() {
    browse(async |page| {
        page.open("/reports/funnel?from=2025-09-01&until=2026-03-01").await;
        page.choose("#f-period", "last_12_months").await;
        assert_eq!(page.here().await, "/reports/funnel?period=last_12_months&by=month&view=cohort");
        assert_eq!(page.count(".field-error").await, 0);
        let script = "const day = document.querySelector('#f-from'); day.value = '2026-01-01';
            day.dispatchEvent(new Event('change', { bubbles: true }));
            return [document.querySelector('#f-period').value]";
        assert_eq!(page.list(script).await, [""]);
    });
}

#[test]
fn a_filter_is_saved_under_a_name_shared_by_its_link_and_deleted() {
    browse(async |page| {
        page.open("/reports/funnel?period=last_year&by=source").await;
        page.click(".saved-views > summary").await;
        page.search("#view-name", "Board").await;
        let shown = page.text(".saved-views .notice").await;
        assert!(shown.contains("Board") && shown.contains("moves on with time"), "{shown}");
        let link = page.address_of(".saved-views .notice a").await;
        page.open(&link).await;
        assert!(page.here().await.contains("period=last_year&by=source"), "{}", page.here().await);
        page.open("/reports").await;
        page.click("#views tbody summary").await;
        page.click("#views form:last-child button").await;
        assert_eq!(page.count("#views tbody tr").await, 0);
        page.visit(&link).await;
        page.refused(404).await;
        assert_eq!(page.text("h1").await, "This saved view is not there any more");
    });
}

#[expect(clippy::cast_precision_loss, reason = "some hundred leads")]
fn percent(part: usize, whole: usize) -> f64 {
    part as f64 * 100.0 / whole as f64
}

#[test]
fn a_leader_goes_from_the_acceptance_rate_to_the_rejected_leads_of_one_reason_and_takes_them_along() {
    browse(async |page| {
        page.open("/reports").await;
        page.click(".report-list a[href=\"/reports/acceptance\"]").await;
        let rate = page.texts(".tiles .value").await.remove(0);
        let hint = page.texts(".tiles .tile:first-child .hint:not(.number)").await.remove(0);
        let words: Vec<&str> = hint.split(' ').collect();
        let (accepted, decided) = (whole(words[0]), whole(words[2]));
        assert_eq!(rate, format!("{:.1}%", percent(accepted, decided)), "{hint}");
        let reasons = page.texts("#reasons tbody td a").await;
        let refused: usize = reasons.iter().map(|count| whole(count)).sum();
        assert_eq!(refused, decided - accepted, "the reasons are those of the rejected: {reasons:?}");
        page.click(".tiles .tile:first-child .value a").await;
        assert_eq!(page.text("main .lead").await.split(' ').next().map(whole), Some(decided));
        page.open("/reports/acceptance").await;
        let reason = page.texts("#reasons tbody th").await.remove(0);
        let counted = page.texts("#reasons tbody tr:first-child td a").await.remove(0);
        let told =
            "return [document.querySelector('#reasons .chart [data-mark]').getAttribute('aria-label')]";
        assert!(page.list(told).await[0].starts_with(&format!("{reason}: {counted} ")), "the picture agrees");
        page.click("#reasons tbody tr:first-child td a").await;
        let list = page.here().await;
        assert!(list.starts_with("/leads?") && list.contains("reason="), "{list}");
        let said = page.text("main .lead").await;
        assert_eq!(said.split(' ').next(), Some(counted.as_str()), "{list}: {said}");
        let shown = page.texts_to_the_end("main tbody .badges + .row-sub").await;
        assert_eq!(shown.len(), whole(&counted), "{list}");
        assert!(shown.iter().all(|shown| *shown == reason), "{list}: {shown:?}");
        page.open(&list).await;
        page.click("a[download]").await;
        let file = downloaded(&page.site.folder().join("downloads/leads.csv")).await;
        let (heads, rows) = file.split_once("\r\n").unwrap();
        assert!(heads.ends_with(",filter,made_at"), "{heads}");
        let rows: Vec<&str> = rows.trim_end().split("\r\n").collect();
        assert_eq!(rows.len(), whole(&counted), "the file has as many leads as the report and the list");
        let code = format!(",{},", reason.to_lowercase().replace(' ', "_"));
        assert!(rows.iter().all(|row| row.contains(&code)), "{code}: {rows:#?}");
    });
}
