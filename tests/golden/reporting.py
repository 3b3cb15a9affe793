"""Makes reporting.json: what other tools say about the statistics of the reports.

    python3 -m venv venv && venv/bin/pip install lifelines==0.30.3 statsmodels==0.15.0 numpy==2.4.6
    venv/bin/python tests/golden/reporting.py

Times are whole milliseconds. Fates: 0 open (censored), 1 converted, 2 refused, 3 lost.
"""

import json
import pathlib
import warnings

import lifelines
import numpy
import statsmodels
from lifelines import AalenJohansenFitter
from statsmodels.duration.survfunc import CumIncidenceRight
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

DAY = 86_400_000


def leads(seed, count, tied):
    """Leads with exponential times to three exits, followed for 5 to 90 days."""
    rng = numpy.random.default_rng(seed)
    exits = rng.exponential([[60.0, 25.0, 120.0]], (count, 3))
    until = rng.uniform(5.0, 90.0, count)
    time = numpy.minimum(exits.min(axis=1), until)
    fate = numpy.where(exits.min(axis=1) <= until, exits.argmin(axis=1) + 1, 0)
    time = numpy.ceil(time).astype(int) * DAY if tied else (time * DAY).astype(int)
    return [int(t) for t in time], [int(f) for f in fate]


def lifelines_case(seed, count):
    """No two leads leave at the same moment: lifelines would shake ties apart at random."""
    time, fate = leads(seed, count, tied=False)
    assert len(set(time)) == count
    out = {"tool": f"lifelines {lifelines.__version__} AalenJohansenFitter", "millis": time, "fates": fate, "causes": {}}
    for cause in (1, 2, 3):
        fitter = AalenJohansenFitter(calculate_variance=True)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            fitter.fit(time, fate, event_of_interest=cause)
        picked = fitter.cumulative_density_.index[1::5]
        bounds = fitter.confidence_interval_
        out["causes"][str(cause)] = [
            {
                "millis": int(at),
                "incidence": float(fitter.cumulative_density_.loc[at].iloc[0]),
                "variance": none(fitter.variance_.loc[at]),
                "high": none(bounds.loc[at].max()),
                "low": none(bounds.loc[at].min()),
            }
            for at in picked
        ]
    return out


def none(number):
    return float(number) if numpy.isfinite(number) else None


def statsmodels_case(seed, count):
    """Days with several exits of several kinds."""
    time, fate = leads(seed, count, tied=True)
    fit = CumIncidenceRight(numpy.array(time), numpy.array(fate))
    return {
        "tool": f"statsmodels {statsmodels.__version__} CumIncidenceRight",
        "millis": time,
        "fates": fate,
        "times": [int(t) for t in fit.times],
        "incidence": [[float(x) for x in cause] for cause in fit.cinc],
        "error": [[none(x) for x in cause] for cause in fit.cinc_se],
    }


def newcombe():
    """Difference of two shares, first minus second."""
    cases = [(56, 70, 48, 80), (9, 10, 3, 10), (0, 10, 5, 10), (10, 10, 0, 20), (120, 1000, 100, 1000), (0, 3, 0, 5)]
    rows = []
    for a, n, b, m in cases:
        low, high = confint_proportions_2indep(a, n, b, m, compare="diff", method="newcomb", alpha=0.05)
        rows.append({"first": [a, n], "second": [b, m], "low": float(low), "high": float(high)})
    return {"tool": f"statsmodels {statsmodels.__version__} confint_proportions_2indep(method='newcomb')", "rows": rows}


def wilson():
    rows = []
    for part, whole in [(0, 1), (1, 1), (1, 2), (7, 19), (41, 60), (299, 300), (12_345, 300_000)]:
        low, high = proportion_confint(part, whole, 0.05, "wilson")
        rows.append({"part": part, "whole": whole, "low": float(low), "high": float(high)})
    return {"tool": f"statsmodels {statsmodels.__version__} proportion_confint(method='wilson')", "rows": rows}


def quantiles():
    rng = numpy.random.default_rng(11)
    values = [int(v) for v in rng.integers(0, 12, 40)]
    shares = [0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 1.0]
    rows = [{"share": share, "value": float(numpy.quantile(values, share))} for share in shares]
    return {"tool": f"numpy {numpy.__version__} quantile (linear, definition 7)", "values": values, "rows": rows}


document = {
    "script": "tests/golden/reporting.py",
    "aalen_johansen": lifelines_case(seed=7, count=60),
    "aalen_johansen_ties": statsmodels_case(seed=8, count=80),
    "newcombe": newcombe(),
    "wilson": wilson(),
    "quantiles": quantiles(),
}
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(document, indent=1) + "\n")
