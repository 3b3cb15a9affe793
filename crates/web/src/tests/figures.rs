//! Every figure opens exactly what it counts, and the page that it opens says the same figure.

use std::collections::BTreeSet;

use actix_web::test as http;
use bareme_testkit::{Kind, World};

use super::ask::{Answer, answer, ask, demo, site};

#[actix_web::test]
async fn a_cell_of_the_matrix_opens_as_many_rows_as_it_says() {
    let world = demo();
    let site = site!(world);
    let matrix = ask!(site, "/matrix").body;
    let mut checked = 0;
    for cell in matrix.split("<a class=\"cell").skip(1) {
        let link = cell.split("href=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
        let shown = cell.split("class=\"count\">").nth(1).and_then(|rest| rest.split('<').next()).unwrap();
        let Ok(count) = shown.parse::<usize>() else { continue };
        if count > 0 && count <= 50 {
            let list = ask!(site, &link.replace("&#38;", "&")).body;
            assert_eq!(list.matches("class=\"row-title").count(), count, "{link}");
            checked += 1;
        }
    }
    assert!(checked > 3, "only {checked} cells could be checked");
}

/// Links that are a figure: address and figure.
fn figures(page: &str, to: &str) -> Vec<(String, u64)> {
    let start = format!("<a href=\"{to}");
    let links = page.split(&start).skip(1);
    let figures = links.filter_map(|rest| {
        let (link, rest) = rest.split_once("\">")?;
        let text = rest.split('<').next()?.replace(',', "");
        Some((format!("{to}{}", link.replace("&#38;", "&")), text.trim().parse().ok()?))
    });
    figures.collect()
}

/// How many rows fit, as the head of a list says: "17 of 200 leads, …".
fn said(list: &Answer) -> u64 {
    let lead = list.body.split("<p class=\"lead\">").nth(1).unwrap_or_default();
    let number = lead.split_whitespace().next().unwrap_or_default().replace(',', "");
    number.parse().unwrap_or_else(|_| panic!("{lead}"))
}

/// A demo company with leads that lack what others have.
fn with_bare_leads() -> World {
    let world = demo();
    world.import(Kind::Contacts, "key,name\nbare,Bare\n").run();
    let leads = "key,contact,mql at,rejected at,reason\n\
                 bare1,bare,2026-01-31T23:59:59Z,,\n\
                 bare2,bare,2026-02-01T00:00:00Z,2026-02-03,no_need\n";
    assert_eq!(world.import(Kind::Leads, leads).run().rejected, 0);
    world
}

#[actix_web::test]
async fn every_figure_of_the_funnel_opens_a_list_that_says_the_same_figure() {
    let world = with_bare_leads();
    let site = site!(world);
    let breakdowns =
        ["week", "month", "quarter", "year", "source", "campaign", "owner", "rating", "country", "industry"];
    for by in breakdowns {
        for period in ["", "&from=2025-09-17&until=2026-02-11"] {
            let page = ask!(site, &format!("/reports/funnel?by={by}{period}")).body;
            let figures: BTreeSet<_> = figures(&page, "/leads").into_iter().collect();
            assert!(figures.len() > 8, "{by}{period}: {figures:?}");
            let cohorts = page.split("id=\"counts\"").nth(1).unwrap().split("</tbody>").next().unwrap();
            for cell in cohorts.split("<td class=\"right number\"").skip(1) {
                let text = cell.split('>').nth(1).unwrap_or_default();
                let linked = cell.contains("<a href=\"/leads");
                let figure = text.split('<').next().unwrap_or_default().trim();
                assert!(
                    linked || !figure.parse::<u64>().is_ok_and(|n| n > 0),
                    "{by}: {figure} opens nothing"
                );
            }
            for (link, figure) in figures {
                let list = ask!(site, &link);
                assert_eq!(said(&list), figure, "{by}{period}: {link}");
                let rows = list.body.matches("class=\"row-title").count() as u64;
                assert_eq!(rows, figure.min(50), "{by}{period}: {link}");
            }
        }
    }
    let page = ask!(site, "/reports/funnel?by=owner").body;
    assert!(page.contains("without=owner"), "no row for leads without an owner");
}

#[actix_web::test]
async fn every_figure_of_the_first_page_opens_a_list_that_says_the_same_figure() {
    let world = with_bare_leads();
    let site = site!(world);
    let page = ask!(site, "/").body;
    let tiles = page.split("class=\"tiles\"").nth(1).unwrap().split("</dl>").next().unwrap();
    let mut checked = 0;
    for to in ["/leads", "/accounts"] {
        for (link, figure) in figures(tiles, to) {
            assert_eq!(said(&ask!(site, &link)), figure, "{link}");
            checked += 1;
        }
    }
    assert!(checked >= 4, "only {checked} figures could be checked");
    assert!(page.contains("only=surge"));
}

#[actix_web::test]
async fn the_first_page_tells_of_rejected_rows_of_the_last_import_until_a_clean_one_follows() {
    let world = demo();
    let site = site!(world, "Ada", bareme_access::Role::Admin);
    assert!(!ask!(site, "/").body.contains("#rejects"), "nothing was rejected yet");
    let bad = world.import(Kind::Activities, "contact,type,at\nnobody,page_view,2026-13-40\n").run();
    assert_eq!(bad.rejected, 1);
    let page = ask!(site, "/").body;
    assert!(page.contains(&format!("href=\"/imports/{}#rejects\"", bad.id)) && page.contains("1 row of"));
    world.import(Kind::Contacts, "key,name\nfine,Fine\n").run();
    assert!(!ask!(site, "/").body.contains("#rejects"), "the last import is clean");
}

#[actix_web::test]
async fn figure_list_and_file_have_the_same_leads() {
    let world = with_bare_leads();
    let site = site!(world);
    for filter in ["", "?reached=rejected", "?only=decided&without=owner", "?reason=no_need"] {
        let list = ask!(site, &format!("/leads{filter}"));
        let count = said(&list);
        let lines = ask!(site, &format!("/leads.csv{filter}")).body.matches("T12:00:00Z\r\n").count() as u64;
        assert_eq!(lines, count, "{filter}: each line ends with the moment at which it was made");
        assert!(
            list.body.contains(&format!("href=\"/leads.csv{}\"", filter.replace('&', "&#38;"))),
            "{filter}"
        );
    }
    let wrong = ask!(site, "/leads.csv?only=nonsense");
    assert_eq!(
        wrong.status, 400,
        "a file of other leads than those that were asked for would not be noticed"
    );
}
