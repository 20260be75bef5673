#!/bin/sh
# A search for every device and data set, and a line of what each found.
#
#   every-target.sh RUNS_DIR PIPELINE.yaml [a.b=c ...]
#
# Each is in RUNS_DIR/DATASET-DEVICE. DEVICES and DATASETS, lists of names, narrow it. What is there and
# current is not done again. Ends with 0, with 75 where a search wants to be run again, else with the last
# failure's code.
set -u
if [ $# -lt 2 ]; then
    echo "usage: every-target.sh RUNS_DIR PIPELINE.yaml [a.b=c ...]" >&2
    exit 64
fi
runs=$1
pipeline=$2
shift 2
for setting; do
    set -- "$@" --set "$setting"
    shift
done

# The final value of a measure, scaled by the space, with three decimals.
measure() {
    sed -n '/"final":true/{/"normalisation":"space"/s/.*"'"$2"'":\([^,}]*\).*/\1/p;}' "$1/scores.jsonl" |
        LC_ALL=C awk '{ if ($1 ~ /^[0-9]/) printf "%.3f\n", $1; else print "-" }'
}

failure=0
predicted=
printf '%-15s %-8s %6s %6s  %s\n' 'data set' device HV IGD front
for dataset in ${DATASETS:-cifar10 cifar100 ImageNet16-120}; do
    for device in ${DEVICES:-edgegpu raspi4 edgetpu pixel3 eyeriss fpga}; do
        run=$runs/$dataset-$device
        code=0
        pelnas run "$pipeline" "$@" --set "target.dataset=$dataset" --set "target.device=$device" \
            --run-dir "$run" --quiet || code=$?
        case $code in
        0)
            if grep -qs '"reference":"surrogates"' "$run/scores.jsonl"; then predicted=yes; fi
            printf '%-15s %-8s %6s %6s  %s\n' "$dataset" "$device" "$(measure "$run" hypervolume)" \
                "$(measure "$run" igd)" "$run/front-true.jsonl"
            ;;
        129 | 130 | 143) exit "$code" ;;
        75)
            printf '%-15s %-8s run again later\n' "$dataset" "$device"
            [ "$failure" -ne 0 ] || failure=75
            ;;
        *)
            printf '%-15s %-8s failed with %s\n' "$dataset" "$device" "$code"
            failure=$code
            ;;
        esac
    done
done
[ -z "$predicted" ] ||
    echo "By surrogates: HV and IGD are against their own front, predicted, not measured."
exit "$failure"
