"""Compares `bareme model fit` with other tools on the same splits: AUC on cases that were not looked at, and time.

    python3 -m venv venv && venv/bin/pip install -r bench/requirements.txt && venv/bin/pip install --no-deps fasterrisk==0.1.10
    cargo build --release --workspace --bin bareme
    venv/bin/python bench/model_fit.py --data ../shared/data --bareme target/release/bareme [--only xeducation] [--without fasterrisk]

Each tool learns from four fifths and is judged on the fifth that is left, five times (the mean is shown); where rows have an order
in time, also from the oldest 70 %, judged on the newest 30 %. Time is processor time of one fit (mean over the folds), on one core; that of
Bareme is the whole command with reading, writing and its own five-fold judgement, so that it learns six models.
"""

import argparse
import os
import pathlib
import resource
import subprocess
import tempfile
import time
import warnings

for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[threads] = "1"

import numpy
import pandas
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

warnings.simplefilter("ignore")

LEAKY = [
    "Tags",
    "Lead Quality",
    "Lead Profile",
    "Asymmetrique Activity Index",
    "Asymmetrique Profile Index",
    "Asymmetrique Activity Score",
    "Asymmetrique Profile Score",
    "Last Notable Activity",
]


def xeducation(data):
    """Newest first in the file."""
    rows = pandas.read_csv(data / "xeducation/leads.csv").iloc[::-1]
    return rows.drop(columns=[*LEAKY, "Prospect ID", "Lead Number", "Converted"]), rows["Converted"], True


def bank_marketing(data):
    rows = pandas.read_csv(data / "bank_marketing/bank-additional-full.csv", sep=";", keep_default_na=False)
    return rows.drop(columns=["duration", "y"]), (rows["y"] == "yes").astype(int), True


def salvirt_b2b(data):
    path = data / "salvirt_b2b/Salvirt_B2B_ML_dataset.csv"
    rows = pandas.read_csv(path, sep=";", keep_default_na=False).drop_duplicates()
    return rows.drop(columns=["Status"]), (rows["Status"] == "Won").astype(int), False


def maven_crm(data):
    rows = pandas.read_csv(data / "maven_crm/sales_pipeline.csv")
    rows = rows[rows["deal_stage"].isin(["Won", "Lost"])]
    rows = rows.merge(pandas.read_csv(data / "maven_crm/accounts.csv"), on="account", how="left")
    rows = rows.merge(pandas.read_csv(data / "maven_crm/sales_teams.csv"), on="sales_agent", how="left")
    afterwards = ["close_value", "close_date", "engage_date", "opportunity_id", "deal_stage"]
    return rows.drop(columns=afterwards), (rows["deal_stage"] == "Won").astype(int), False


TABLES = {f.__name__: f for f in (xeducation, bank_marketing, salvirt_b2b, maven_crm)}


def numeric(x):
    return [name for name in x if x[name].dtype.kind in "iuf"]


def words(x):
    return [name for name in x if x[name].dtype.kind not in "iuf"]


def logistic(train, y, test):
    steps = ColumnTransformer(
        [
            ("numbers", make_pipeline(SimpleImputer(add_indicator=True), StandardScaler()), numeric(train)),
            ("words", OneHotEncoder(handle_unknown="ignore", min_frequency=10), words(train)),
        ]
    )
    prepared = [x.assign(**{name: x[name].astype(object).fillna("").astype(str) for name in words(x)}) for x in (train, test)]
    model = make_pipeline(steps, LogisticRegression(max_iter=2000))
    return model.fit(prepared[0], y).predict_proba(prepared[1])[:, 1]


def optbinning(train, y, test):
    from optbinning import BinningProcess, Scorecard

    train, test = (x.assign(**{name: x[name].astype(object).fillna("").astype(str) for name in words(x)}) for x in (train, test))
    kept = [name for name in train if train[name].nunique(dropna=False) > 1]
    binning = BinningProcess(kept, categorical_variables=[name for name in words(train) if name in kept])
    card = Scorecard(binning_process=binning, estimator=LogisticRegression(max_iter=2000))
    card.fit(train[kept], y)
    return card.predict_proba(test[kept])[:, 1]


def lightgbm(train, y, test):
    from lightgbm import LGBMClassifier

    levels = {name: pandas.CategoricalDtype(train[name].dropna().unique()) for name in words(train)}
    train, test = (x.astype(levels) for x in (train, test))
    rename = {name: f"c{at}" for at, name in enumerate(train)}
    model = LGBMClassifier(n_estimators=200, learning_rate=0.03, num_leaves=15, n_jobs=1, verbose=-1)
    return model.fit(train.rename(columns=rename), y).predict_proba(test.rename(columns=rename))[:, 1]


def binary(x, like):
    """Yes-or-no columns: below each decile, equal to each value that at least 0.2 % (and ten) have."""
    columns = {}
    for name in like:
        if like[name].dtype.kind in "iuf" and like[name].nunique() > 2:
            for cut in numpy.unique(numpy.nanquantile(like[name].astype(float), numpy.linspace(0.1, 0.9, 9))):
                columns[f"{name} <= {cut}"] = x[name] <= cut
            if like[name].isna().any():
                columns[f"{name} unknown"] = x[name].isna()
        else:
            counts = like[name].astype(object).fillna("").astype(str).value_counts()
            for value in counts[counts >= max(10, 0.002 * len(like))].index:
                columns[f"{name} = {value}"] = x[name].astype(object).fillna("").astype(str) == value
    return pandas.DataFrame(columns).astype(float).to_numpy()


def fasterrisk(train, y, test):
    from fasterrisk.fasterrisk import RiskScoreClassifier, RiskScoreOptimizer

    learnt, judged = binary(train, train), binary(test, train)
    search = RiskScoreOptimizer(learnt, 2.0 * y - 1, k=10)
    search.optimize()
    multiplier, intercept, coefficients = search.get_models(0)
    return RiskScoreClassifier(multiplier, intercept, coefficients, X_train=learnt).predict_prob(judged)


def bareme(program, categories):
    def run(train, y, test):
        with tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(folder)
            train.assign(outcome_of_bench=y).to_csv(folder / "train.csv", index=False)
            test.to_csv(folder / "test.csv", index=False)
            begun = resource.getrusage(resource.RUSAGE_CHILDREN)
            fit = [program, "model", "fit", "train.csv", "--outcome", "outcome_of_bench", "--out", "m.toml"]
            done = subprocess.run([*fit, "--categories", str(categories)], cwd=folder, capture_output=True, text=True)
            spent = resource.getrusage(resource.RUSAGE_CHILDREN)
            run.seconds = spent.ru_utime + spent.ru_stime - begun.ru_utime - begun.ru_stime
            if "no usable signal" in done.stderr:
                return numpy.zeros(len(test))
            assert done.returncode == 0, done.stderr
            score = [program, "evaluate", "--model", "m.toml", "--table", "test.csv", "--out", "scored.csv"]
            subprocess.run(score, cwd=folder, capture_output=True, check=True)
            return pandas.read_csv(folder / "scored.csv")["score"].to_numpy()

    return run


def judge(tool, x, y, splits):
    areas, seconds = [], []
    for learnt, judged in splits:
        begun = time.process_time()
        scores = tool(x.iloc[learnt], y[learnt], x.iloc[judged])
        seconds.append(getattr(tool, "seconds", time.process_time() - begun))
        areas.append(roc_auc_score(y[judged], scores))
    return numpy.mean(areas), numpy.mean(seconds)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--data", type=pathlib.Path, required=True)
    arguments.add_argument("--bareme", type=pathlib.Path, required=True)
    arguments.add_argument("--only", choices=TABLES, action="append")
    arguments.add_argument("--without", action="append", default=[])
    arguments.add_argument("--tool", action="append", default=[])
    given = arguments.parse_args()
    program = str(given.bareme.resolve())
    tools = {
        "bareme, 5 categories": bareme(program, 5),
        "bareme, 10 categories": bareme(program, 10),
        "logistic": logistic,
        "optbinning": optbinning,
        "fasterrisk": fasterrisk,
        "lightgbm": lightgbm,
    }
    for name in given.only or TABLES:
        x, y, ordered = TABLES[name](given.data)
        x, y = x.reset_index(drop=True), y.to_numpy()
        folds = list(StratifiedKFold(5, shuffle=True, random_state=1).split(x, y))
        cut = len(y) * 7 // 10
        newest = [(numpy.arange(cut), numpy.arange(cut, len(y)))]
        for tool, run in tools.items():
            if tool in given.without or (given.tool and tool not in given.tool):
                continue
            area, seconds = judge(run, x, y, folds)
            later = f"{judge(run, x, y, newest)[0]:.4f}" if ordered else "-"
            print(f"{name:16} {tool:22} folds {area:.4f}  newest {later:6}  {seconds:8.3f} s", flush=True)


if __name__ == "__main__":
    main()
