//! Every figure opens what it counts: the cells of the matrix their people, the figures of the funnel their leads.

use super::browse;
use super::page::{Page, whole};

#[test]
fn a_cell_of_the_matrix_opens_exactly_its_people() {
    browse(async |page| {
        page.open("/matrix").await;
        let counts: Vec<usize> =
            page.texts(".matrix .cell .count").await.iter().map(|text| whole(text)).collect();
        let names = page.texts(".matrix .cell .rating").await;
        assert_eq!((counts.len(), names.len()), (16, 16));
        let scored = page.texts(".tiles .value").await.remove(0);
        assert_eq!(counts.iter().sum::<usize>(), whole(&scored), "the cells do not add up to who is scored");
        let mut by_count: Vec<usize> = (0..16).filter(|cell| counts[*cell] > 0).collect();
        by_count.sort_by_key(|cell| counts[*cell]);
        let middle = by_count[by_count.len() / 2];
        for cell in [by_count[0], middle, by_count[by_count.len() - 1]] {
            let (row, column) = (cell / 4 + 1, cell % 4 + 1);
            page.click(&format!(".matrix tbody tr:nth-child({row}) td:nth-of-type({column}) a")).await;
            let here = page.here().await;
            let ratings = page.texts_to_the_end("main tbody .rating").await;
            assert_eq!(ratings.len(), counts[cell], "{here}");
            assert!(ratings.iter().all(|rating| *rating == names[cell]), "{here}: {ratings:?}");
            page.open("/matrix").await;
        }
    });
}

#[test]
fn a_figure_of_the_funnel_opens_exactly_its_leads() {
    browse(async |page| {
        page.open("/reports/funnel?by=quarter").await;
        opens_as_many(page, ".tiles .tile:nth-child(1) .value a").await;
        opens_as_many(page, ".tiles .tile:nth-child(3) .value a").await;
        for column in [2, 5, 6, 10] {
            let cell = format!("td:nth-of-type({column}) a");
            let first = format!(
                "return [...document.querySelectorAll('#counts tbody tr')]
                    .findIndex((row) => row.querySelector('{cell}')) + 1"
            );
            let row = page.run(&first).await.as_u64().unwrap();
            assert!(row > 0, "no cohort has a figure in column {column}");
            opens_as_many(page, &format!("#counts tbody tr:nth-child({row}) {cell}")).await;
        }
        opens_as_many(page, "#counts tfoot td:nth-of-type(4) a").await;
        opens_as_many(page, "#counts tfoot td:nth-of-type(10) a").await;
        opens_as_many(page, "#way tbody tr:last-child td:nth-of-type(3) a").await;
    });
}

#[test]
fn a_figure_of_a_breakdown_opens_exactly_its_leads() {
    browse(async |page| {
        for by in ["source", "owner", "campaign", "rating", "country", "industry"] {
            page.open(&format!("/reports/funnel?by={by}&from=2025-09-01&until=2026-03-01")).await;
            opens_as_many(page, "#counts tbody tr:nth-child(2) td:nth-of-type(1) a").await;
        }
    });
}

/// Clicks on a figure, counts the leads that it opens, and comes back.
async fn opens_as_many(page: &Page, selector: &str) {
    let report = page.here().await;
    let figure = page.text(selector).await;
    page.click(selector).await;
    let list = page.here().await;
    assert!(list.starts_with("/leads?") || list == "/leads", "{selector} opens {list}");
    let said = page.text("main .lead").await;
    assert_eq!(said.split(' ').next().map(whole), Some(whole(&figure)), "{selector} of {report}: {said}");
    let leads = page.texts_to_the_end("main tbody .row-title").await;
    assert_eq!(leads.len(), whole(&figure), "{selector} of {report} opens {list}");
    while page.here().await != report {
        page.back().await;
    }
}
