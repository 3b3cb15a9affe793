//! Reports in the browser: filtered, saved, shared, and followed down to the leads behind a figure.

use bareme_engine::reports::ReportKind;

use super::browse;

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
        assert_eq!(
            (page.status().await, page.text("h1").await.as_str()),
            (404, "This saved view is not there any more")
        );
        page.complaints().await;
    });
}
