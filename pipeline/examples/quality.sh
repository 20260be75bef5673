#!/bin/sh
# How good the found fronts are: every data set and device, some random seeds, mean and deviations.
#
#   quality.sh RUNS_DIR TABLES SEEDS [a.b=c ...]       quality.sh runs/quality tables 10
#
# Prints, a line for each data set and scaling: mean HV, its deviation over seeds, over devices; the same of
# IGD. One run directory serves a data set's six devices, whose fit is the same.
set -eu
runs=$1
tables=$2
seeds=$3
shift 3
for setting; do
    set -- "$@" --set "$setting"
    shift
done

# Beside the examples in a checkout, in a folder of its own where they are installed.
pipeline=$(dirname "$0")/../hw-nas-bench.yaml
[ -f "$pipeline" ] || pipeline=$(dirname "$0")/../pipeline/hw-nas-bench.yaml

mkdir -p "$runs"
: >"$runs/scores.jsonl"
for dataset in cifar10 cifar100 ImageNet16-120; do
    seed=1
    while [ "$seed" -le "$seeds" ]; do
        for device in edgegpu raspi4 edgetpu pixel3 eyeriss fpga; do
            # Not in a pipe, which would hide a failure.
            summary=$(pelnas run "$pipeline" --run-dir "$runs/$dataset-$seed" --json --no-report \
                --set data.tables="$tables" --set target.dataset="$dataset" --set target.device="$device" \
                --set random_seed="$seed" "$@")
            printf '%s\n' "$summary" |
                jq -c '{dataset, device, seed: .random_seed} + .scores[]' >>"$runs/scores.jsonl"
        done
        seed=$((seed + 1))
    done
done

jq -rs '
    def mean: add / length;
    def deviation: mean as $m | if length < 2 then 0 else (map(. - $m | . * .) | add / (length - 1) | sqrt) end;
    def over(name; value): group_by(name) | map(map(value) | mean) | deviation;
    def shown: . * 10000 | round / 10000;
    (["data set", "scaling", "HV", "seeds", "devices", "IGD", "seeds", "devices"]),
    (group_by([.normalisation, .dataset])[] | [
        .[0].dataset, .[0].normalisation,
        ((map(.hypervolume) | mean), over(.seed; .hypervolume), over(.device; .hypervolume),
         (map(.igd) | mean), over(.seed; .igd), over(.device; .igd) | shown)])
    | @tsv' "$runs/scores.jsonl"
