"""Makes real_data.json: what pandas counts in the real data, without a line of Bareme.

    python3 -m venv venv && venv/bin/pip install pandas==3.1.1 statsmodels==0.15.0
    BAREME_REAL_DATA=... venv/bin/python tests/golden/real_data.py

Olist: one deal was closed before its first contact and counts as not won. Maven: an opportunity is a row with an engage
date; the win rate is won / (won + lost); the amount of a lost one is 0, that of an open one is not known.
"""

import json
import os
import pathlib

import pandas
import statsmodels
from statsmodels.stats.proportion import proportion_confint

DATA = pathlib.Path(os.environ["BAREME_REAL_DATA"])


def olist():
    leads = pandas.read_csv(DATA / "olist/marketing_qualified_leads.csv", parse_dates=["first_contact_date"])
    deals = pandas.read_csv(DATA / "olist/closed_deals.csv", parse_dates=["won_date"])
    all_leads = leads.merge(deals[["mql_id", "won_date"]], on="mql_id", how="left", validate="1:1")
    days = (all_leads.won_date - all_leads.first_contact_date) / pandas.Timedelta(days=1)
    all_leads["days"] = days.where(days >= 0)
    months = all_leads.groupby(all_leads.first_contact_date.dt.strftime("%Y-%m"))
    return [cohort(month, group) for month, group in months] + [cohort("Total", all_leads)]


def cohort(name, group):
    won = int(group.days.notna().sum())
    low, high = proportion_confint(won, len(group), method="wilson")
    median = None if won == 0 else float(group.days.median())
    return {"cohort": name, "leads": len(group), "won": won, "rate": won / len(group),
            "low": float(low), "high": float(high), "median_days": median}


def maven():
    rows = pandas.read_csv(DATA / "maven_crm/sales_pipeline.csv")
    teams = pandas.read_csv(DATA / "maven_crm/sales_teams.csv")
    accounts = pandas.read_csv(DATA / "maven_crm/accounts.csv")
    accounts["sector"] = accounts.sector.replace({"technolgy": "technology"})
    rows = rows[rows.engage_date.notna()]
    rows = rows.merge(teams, on="sales_agent", how="left", validate="m:1")
    rows = rows.merge(accounts[["account", "sector"]], on="account", how="left", validate="m:1")
    by = {"region": "regional_office", "manager": "manager", "sector": "sector"}
    out = {name: [pipeline(value, group) for value, group in rows.groupby(column, dropna=False)]
           for name, column in by.items()}
    out["total"] = [pipeline("Total", rows)]
    return out


def pipeline(value, group):
    won, lost = (group.deal_stage == "Won"), (group.deal_stage == "Lost")
    priced = group.close_value.notna()
    decided = int(won.sum() + lost.sum())
    rate, low, high = None, None, None
    if decided > 0:
        rate = int(won.sum()) / decided
        low, high = (float(end) for end in proportion_confint(int(won.sum()), decided, method="wilson"))
    return {
        "value": None if pandas.isna(value) else value,
        "opportunities": len(group),
        "priced": int(priced.sum()),
        "amount": int(group.close_value.sum()),
        "won": int(won.sum()),
        "won_amount": int(group.close_value[won].sum()),
        "lost": int(lost.sum()),
        "win_rate": rate,
        "low": low,
        "high": high,
    }


document = {
    "made_by": f"tests/golden/real_data.py, pandas {pandas.__version__}, statsmodels {statsmodels.__version__}",
    "olist": olist(),
    "maven": maven(),
}
target = pathlib.Path(__file__).with_name("real_data.json")
target.write_text(json.dumps(document, indent=1) + "\n")
