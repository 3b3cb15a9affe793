"""Makes recalibration.json: what other tools say about the statistics of recalibration.

    python3 -m venv venv && venv/bin/pip install numpy==2.4.6 scipy==1.17.1 scikit-learn==1.9.1 \
        pandas==3.1.1 statsmodels==0.15.0 optbinning==1.0.0 rocauc_comparison==0.1.1
    venv/bin/python tests/golden/recalibration.py

DeLong's variance comes from rocauc_comparison, an independent implementation of Sun and Xu (2014).
"""

import json
import pathlib
import warnings

import numpy
import optbinning
import pandas
import scipy
import sklearn
import statsmodels
import statsmodels.api
from optbinning import OptimalBinning
from optbinning.binning.metrics import jeffrey
from rocauc_comparison.delong import compute_ground_truth_statistics, fastDeLong
from scipy.optimize import minimize
from scipy.stats import ks_2samp, norm, somersd
from sklearn.calibration import calibration_curve
from sklearn.isotonic import IsotonicRegression
from sklearn.metrics import brier_score_loss, log_loss, roc_auc_score
from statsmodels.stats.proportion import proportion_confint

warnings.simplefilter("ignore")
ROCAUC = "rocauc_comparison 0.1.1 fastDeLong"
SKLEARN = f"scikit-learn {sklearn.__version__}"
STATSMODELS = f"statsmodels {statsmodels.__version__}"
OPTBINNING = f"optbinning {optbinning.__version__}"
SCIPY = f"scipy {scipy.__version__}"


def floats(array):
    return [float(number) for number in array]


def bools(array):
    return [bool(flag) for flag in array]


def delong(seed, count, decimals):
    """Two scores of the same cases; few decimals make ties."""
    rng = numpy.random.default_rng(seed)
    truth = rng.normal(size=count)
    events = rng.random(count) < 1 / (1 + numpy.exp(1.0 - truth))
    current = numpy.round(truth + rng.normal(0, 1.6, count), decimals)
    proposed = numpy.round(truth + rng.normal(0, 0.8, count), decimals)
    order, ones = compute_ground_truth_statistics(events.astype(int))
    aucs, covariance = fastDeLong(numpy.vstack((current, proposed))[:, order], ones)
    error = numpy.sqrt(covariance[0, 0] + covariance[1, 1] - 2 * covariance[0, 1])
    z = (aucs[1] - aucs[0]) / error
    ks = ks_2samp(proposed[events], proposed[~events])
    assert abs(roc_auc_score(events, proposed) - aucs[1]) < 1e-12
    return {
        "tool": f"{ROCAUC}; {SCIPY} ks_2samp, norm",
        "current": floats(current),
        "proposed": floats(proposed),
        "events": bools(events),
        "auc": floats(aucs),
        "variance": floats(numpy.diag(covariance)),
        "covariance": float(covariance[0, 1]),
        "difference_error": float(error),
        "z": float(z),
        "p_value": float(2 * norm.sf(abs(z))),
        "ks": float(ks.statistic),
    }


def probabilities():
    rng = numpy.random.default_rng(11)
    count = 500
    chance = rng.beta(1.2, 3.0, count)
    events = rng.random(count) < chance**1.2
    assert len(set(chance)) == count
    rate, mean = calibration_curve(events, chance, n_bins=10, strategy="quantile")
    order = numpy.argsort(chance)
    intervals = [
        floats(proportion_confint(int(events[part].sum()), len(part), 0.05, "wilson"))
        for part in numpy.split(order, 10)
    ]
    return {
        "tool": f"{SKLEARN} brier_score_loss, log_loss, calibration_curve; {STATSMODELS} proportion_confint",
        "chance": floats(chance),
        "events": bools(events),
        "brier": float(brier_score_loss(events, chance)),
        "log_loss": float(log_loss(events, chance)),
        "rate": floats(rate),
        "predicted": floats(mean),
        "wilson": intervals,
    }


def gains(case):
    """Lift and gains by tenths of scores without ties, and Gini, which is Somers' D, of scores with ties too."""
    scores, events = (numpy.array(case[key]) for key in ("chance", "events"))
    tenth = pandas.qcut(pandas.Series(scores).rank(ascending=False), 10, labels=False)
    table = pandas.DataFrame({"event": events}).groupby(tenth)["event"].agg(["size", "sum"])
    cumulative = table.cumsum()
    base = events.mean()
    return {
        "tool": f"pandas {pandas.__version__} qcut, cumsum; {SCIPY} somersd",
        "n": [int(x) for x in table["size"]],
        "events": [int(x) for x in table["sum"]],
        "lift": floats(table["sum"] / table["size"] / base),
        "cumulative_lift": floats(cumulative["sum"] / cumulative["size"] / base),
        "gain": floats(cumulative["sum"] / events.sum()),
        "gini": float(somersd(events, scores).statistic),
        "gini_of_tied": float(somersd(events, numpy.round(scores, 1)).statistic),
    }


def stability():
    rows = []
    for reference, actual in [
        ([100, 200, 300, 400], [110, 190, 310, 390]),
        ([10, 20, 30, 40], [40, 30, 20, 10]),
        ([50, 0, 950, 1000], [400, 20, 0, 1600]),
    ]:
        # An empty bin counts half a case, then the shares are made to add to 1.
        p, q = (numpy.where(numpy.array(c) == 0, 0.5, c).astype(float) for c in (reference, actual))
        value = jeffrey(q / q.sum(), p / p.sum(), return_sum=True)
        rows.append({"reference": reference, "actual": actual, "psi": float(value)})
    return {"tool": f"{OPTBINNING} metrics.jeffrey", "rows": rows}


def evidence():
    """Bins by given cut points: optbinning's WOE has the opposite sign of ours."""
    rng = numpy.random.default_rng(5)
    count = 2000
    value = numpy.round(rng.gamma(2.0, 10.0, count))
    events = rng.random(count) < 1 / (1 + numpy.exp(2.5 - 0.05 * value))
    missing = rng.random(count) < 0.1
    seen = numpy.where(missing, numpy.nan, value)
    cuts = [6.0, 14.0, 25.0, 41.0]
    binning = OptimalBinning(user_splits=cuts, user_splits_fixed=[True] * 4, monotonic_trend=None, min_bin_size=0.001)
    binning.fit(seen, events.astype(int))
    table = binning.binning_table.build()
    assert floats(binning.splits) == cuts
    lines = table.iloc[[0, 1, 2, 3, 4, 6]]
    return {
        "tool": f"{OPTBINNING} OptimalBinning(user_splits), WOE with its sign turned",
        "n": [int(x) for x in lines["Count"]],
        "events": [int(x) for x in lines["Event"]],
        "woe": [-float(x) for x in lines["WoE"]],
        "iv": floats(lines["IV"]),
        "total": float(table.loc["Totals", "IV"]),
        "values": [None if gone else float(x) for x, gone in zip(value, missing)],
        "event_flags": bools(events),
        "cuts": cuts,
    }


def supervised(case):
    """A staircase in the truth, and the monotone cut points optbinning finds on it with its own aim (most IV)."""
    value = numpy.array([numpy.nan if x is None else x for x in case["values"]])
    events = numpy.array(case["event_flags"])
    known = ~numpy.isnan(value)
    binning = OptimalBinning(monotonic_trend="ascending", max_n_bins=5, min_bin_size=0.01, max_n_prebins=100)
    binning.fit(value[known], events[known].astype(int))
    xs = numpy.unique(value[known])
    smooth = IsotonicRegression().fit(value[known], events[known].astype(float))
    return {
        "tool": f"{OPTBINNING} OptimalBinning; {SKLEARN} IsotonicRegression",
        "cuts": floats(binning.splits),
        "status": binning.status,
        "isotonic_at": floats(xs),
        "isotonic": floats(smooth.predict(xs)),
    }


def logistic():
    rng = numpy.random.default_rng(3)
    count = 400
    columns = numpy.column_stack(
        [
            rng.normal(size=count),
            (rng.random(count) < 0.3).astype(float),
            numpy.round(rng.exponential(4.0, count), 1),
            rng.normal(50.0, 20.0, count).round(),
        ]
    ).round(3)
    truth = -1.5 + columns @ numpy.array([0.8, 1.1, -0.15, 0.01])
    events = rng.random(count) < 1 / (1 + numpy.exp(-truth))
    weights = numpy.round(rng.uniform(0.5, 2.0, count), 2)
    design = statsmodels.api.add_constant(columns)
    plain = statsmodels.api.Logit(events.astype(float), design).fit(disp=0, tol=1e-12, method="newton")
    weighted = statsmodels.api.GLM(
        events.astype(float), design, family=statsmodels.api.families.Binomial(), freq_weights=weights
    ).fit(tol=1e-14)
    centre = numpy.array([0.5, 0.5, 0.0, 0.02])
    precision = numpy.array([20.0, 5.0, 50.0, 1000.0])

    def objective(theta, weight):
        eta = design @ theta
        loss = weight * (numpy.logaddexp(0, eta) - events * eta)
        gap = theta[1:] - centre
        residual = weight * (1 / (1 + numpy.exp(-eta)) - events)
        gradient = design.T @ residual + numpy.concatenate(([0.0], precision * gap))
        return loss.sum() + 0.5 * (precision * gap**2).sum(), gradient

    def solve(bounds):
        start = numpy.concatenate(([0.0], centre))
        best = minimize(
            objective, start, args=(weights,), jac=True, method="L-BFGS-B", bounds=bounds,
            options={"ftol": 1e-16, "gtol": 1e-10, "maxiter": 10_000, "maxls": 100},
        )
        return {"theta": floats(best.x), "objective": float(best.fun)}

    free = [(None, None)] * 5
    boxed = [(None, None), (0.0, 0.6), (0.0, None), (0.0, None), (0.0, None)]
    return {
        "tool": f"{STATSMODELS} Logit, GLM(freq_weights); {SCIPY} minimize(L-BFGS-B)",
        "columns": [floats(row) for row in columns],
        "events": bools(events),
        "weights": floats(weights),
        "plain": {"theta": floats(plain.params), "errors": floats(plain.bse), "log_likelihood": float(plain.llf)},
        "weighted": {"theta": floats(weighted.params), "errors": floats(weighted.bse)},
        "centre": floats(centre),
        "precision": floats(precision),
        "prior": solve(free),
        "boxed": solve(boxed),
    }


def main():
    case, chances = evidence(), probabilities()
    document = {
        "made_by": "tests/golden/recalibration.py",
        "numpy": numpy.__version__,
        "delong": [delong(1, 300, 6), delong(2, 250, 0)],
        "probabilities": chances,
        "gains": gains(chances),
        "stability": stability(),
        "evidence": case,
        "supervised": supervised(case),
        "logistic": logistic(),
    }
    path = pathlib.Path(__file__).with_suffix(".json")
    path.write_text(json.dumps(document, separators=(",", ":")) + "\n")


main()
