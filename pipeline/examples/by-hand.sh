#!/bin/sh
# The whole search without the driver: every stage by hand, the same files byte for byte.
#
#   by-hand.sh RUN_DIR PIPELINE.yaml [a.b=c ...]
#
# GENERATIONS must be the pipeline file's number of them (10).
set -eu
# Installed, the stages are not on the PATH, but beside the driver's folder.
command -v partition >/dev/null || PATH=$PATH:$(dirname "$(command -v pelnas)")/../libexec/pelnas
run=$1
pipeline=$2
shift 2
for setting; do
    set -- "$@" --set "$setting"
    shift
done

partition --run-dir "$run" --config "$pipeline" "$@"
fit --run-dir "$run"
seed --run-dir "$run"
evaluate --run-dir "$run" --generation 0
archive --run-dir "$run" --generation 0
generation=1
while [ "$generation" -le "${GENERATIONS:-10}" ]; do
    prompt --run-dir "$run" --generation "$generation"
    evaluate --run-dir "$run" --generation "$generation"
    archive --run-dir "$run" --generation "$generation"
    generation=$((generation + 1))
done
aggregate --run-dir "$run"
score --run-dir "$run"
