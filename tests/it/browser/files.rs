//! What comes in by file: its rejects, markup in its texts, and addresses that name nothing.

use bareme_access::Role;
use std::time::Duration;

use bareme_engine::pages::imports;

use super::browse;
use super::page::Page;
use super::site::{FILE, IMPORTER, MARKUP};

#[test]
fn an_import_with_rejects_names_line_and_reason_and_gives_the_file() {
    browse(async |page| {
        page.as_somebody(IMPORTER, Role::Marketer).await;
        page.open("/imports").await;
        page.follow(FILE).await;
        let id = page.site.import;
        assert_eq!(page.here().await, format!("/imports/{id}"));
        let rejects = imports::show(page.site.engine(), id, None).unwrap().rejects.rows;
        let lines: Vec<u64> = rejects.iter().map(|reject| reject.line).collect();
        assert_eq!(lines[..2], [3, 4], "{rejects:#?}");
        let shown = page.texts("#rejects tbody tr").await;
        assert_eq!(shown.len(), rejects.len());
        for (reject, row) in rejects.iter().zip(&shown) {
            assert!(
                row.contains(&reject.line.to_string()) && row.contains(&reject.reason.text),
                "{row}: {reject:?}"
            );
            assert!(reject.value.as_deref().is_none_or(|value| row.contains(value)), "{row}: {reject:?}");
        }
        assert!(shown[0].contains("2026-02-30"), "{}", shown[0]);
        page.click("a[download]").await;
        let path = page.site.folder().join(format!("downloads/rejects-{id}.csv"));
        let file = downloaded(&path).await;
        assert_eq!(file, imports::rejects_file(page.site.engine(), id).unwrap());
        assert!(file.contains("contact,type,content,campaign,channel,at\n"), "{file}");
        assert!(file.contains("marked-up person,page_view,/a,,web,2026-02-30\n"), "{file}");
    });
}

/// The text of a file that the browser has been asked to save.
pub(super) async fn downloaded(path: &std::path::Path) -> String {
    for _ in 0..500 {
        // It gets its name when it is complete.
        if let Ok(text) = std::fs::read_to_string(path) {
            return text;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("{} was not downloaded", path.display());
}

#[test]
fn markup_in_imported_texts_is_shown_and_never_run() {
    browse(async |page| {
        let (account, contact) = page.site.marked_up;
        page.open(&format!("/accounts/{account}")).await;
        assert_eq!(page.text("h1").await, MARKUP);
        assert!(page.text("#facts").await.contains(MARKUP));
        assert!(page.text("#why tbody .row-title").await == MARKUP);
        assert!(page.text("#timeline").await.contains(MARKUP));
        harmless(page).await;
        page.open(&format!("/contacts/{contact}")).await;
        assert_eq!(page.text("h1").await, MARKUP);
        for part in [".page-head", "#timeline", "#leads", "#relationships", "#graph", "#facts"] {
            assert!(page.text(part).await.contains(MARKUP), "{part} does not show it");
        }
        harmless(page).await;
        for list in ["/accounts", "/contacts"] {
            page.open(list).await;
            page.search("#f-q", "<img src=x").await;
            assert_eq!(page.text("tbody .row-title").await, MARKUP, "{list}");
            harmless(page).await;
        }
        page.open("/leads?stage=recycled").await;
        harmless(page).await;
        page.open("/me").await;
        page.as_somebody("Ada Admin", Role::Admin).await;
        page.open(&format!("/imports/{}", page.site.import)).await;
        assert_eq!(page.text("h1").await, FILE);
        harmless(page).await;
        page.visit("/accounts?rating=%3Cscript%3Ewindow.ran%3D4%3C/script%3E&q=%22%3E%3Cimg+src%3Dx%3E")
            .await;
        assert!(page.text(".field-error").await.contains("<script>window.ran=4</script>"));
        harmless(page).await;
    });
}

/// What would run, or has.
const RUNS: &str = "return [
    ...[...document.querySelectorAll('[src=x], script:not([src]), [style*=expression]')],
    ...[...document.querySelectorAll('*')].filter((e) =>
      e.getAttributeNames().some((name) => name.startsWith('on'))),
  ].map((e) => e.outerHTML).concat('ran' in window ? ['it ran'] : [])";

#[test]
fn no_page_at_all_runs_what_a_file_brought() {
    browse(async |page| {
        for (who, role, paths) in page.site.rounds(page).await {
            page.open("/me").await;
            page.as_somebody(who, role).await;
            for path in paths {
                page.visit(&path).await;
                let found = page.list(RUNS).await;
                assert!(found.is_empty(), "{path}: {found:?}");
            }
        }
        // What the browser says about the pages with something wrong.
        page.complaints().await;
    });
}

/// Nothing of the markup became an element, and nothing ran; what the policy refused would be in the console.
async fn harmless(page: &Page) {
    let found = page
        .list(
            "return [
               ...[...document.querySelectorAll('main img, main script, main b, h1 *')].map((e) => e.outerHTML),
               ...('ran' in window ? [`ran: ${window.ran}`] : []),
             ]",
        )
        .await;
    assert!(found.is_empty(), "{}: {found:?}", page.here().await);
}

#[test]
fn what_does_not_exist_answers_404_with_a_way_back() {
    browse(async |page| {
        for path in
            ["/accounts/999999", "/contacts/999999", "/contacts/me", "/imports/999999", "/models/none", "/no"]
        {
            page.visit(path).await;
            assert_eq!(page.status().await, 404, "{path}");
            assert_eq!(page.text("h1").await, "There is nothing here");
            assert_eq!(page.text("main code").await.len(), 36, "{path}: the reference for the log");
            page.click("main a.button").await;
            assert_eq!(page.status().await, 200, "the way back from {path}");
            assert_eq!(page.text("h1").await, "Companies warming up");
        }
        only_failed_loads(page, 404).await;
    });
}

#[test]
fn a_place_in_a_list_that_is_not_ours_answers_400_and_leads_back_to_the_filtered_list() {
    browse(async |page| {
        for path in ["/accounts?rating=A", "/contacts?rating=B", "/leads?reached=sal"] {
            page.visit(&format!("{path}&cursor=bogus")).await;
            assert_eq!(page.status().await, 400, "{path}");
            assert_eq!(page.text("h1").await, "This place in the list is gone");
            page.click("main a.button").await;
            assert_eq!(page.status().await, 200, "{path}");
            assert_eq!(page.here().await, path);
            assert!(page.count("main tbody tr").await > 0, "{path}");
        }
        only_failed_loads(page, 400).await;
    });
}

/// Holds the console to what the browser says by itself about pages of a status, and empties it.
async fn only_failed_loads(page: &Page, status: u16) {
    let expected = format!("the server responded with a status of {status}");
    let others: Vec<String> =
        page.complaints().await.into_iter().filter(|complaint| !complaint.contains(&expected)).collect();
    assert!(others.is_empty(), "{others:?}");
}
