"""How computed proxies rank cells beside a table of NAS-Bench-Suite-Zero: Spearman's correlation over random cells.

usage: rank_proxies.py TABLE.csv PROGRAM [ARGUMENT...]

PROGRAM is asked about every cell of the table, a JSON line each, as `proxies` answers. For each proxy one JSON line:
the mean, least and most of 20 draws of 300 cells, and the correlation over all cells that both know.
"""
import csv
import json
import subprocess
import sys

import numpy as np
from scipy.stats import spearmanr

table, *program = sys.argv[1:]
with open(table) as file:
    rows = list(csv.DictReader(file))
asked = "".join(json.dumps({"cell": row["arch"]}) + "\n" for row in rows)
told = subprocess.run(program, input=asked, stdout=subprocess.PIPE, text=True, check=True).stdout.splitlines()
answers = [json.loads(line) for line in told]
draws = [np.random.default_rng(seed).permutation(len(rows))[:300] for seed in range(20)]
for name in sorted(set(rows[0]) & set(answers[0]) - {"arch"}):
    def value(text):
        return np.nan if text in ("", None) or float(text) == -1e8 else float(text)
    pairs = np.array([[value(row[name]), value(answer[name])] for row, answer in zip(rows, answers)])

    def correlation(cells):
        known = cells[~np.isnan(cells).any(axis=1)]
        return float(spearmanr(*known.T).statistic) if len(known) > 2 else None
    each = [correlation(pairs[draw]) for draw in draws]
    if all(each):
        print(json.dumps({"proxy": name, "mean": round(float(np.mean(each)), 3), "least": round(min(each), 3),
                          "most": round(max(each), 3), "all": round(correlation(pairs), 3),
                          "cells": int((~np.isnan(pairs).any(axis=1)).sum())}))
