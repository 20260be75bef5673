#!/bin/sh
# All 18 searches of HW-NAS-Bench on a cluster: a job array, a task for each device and data set.
#
#   mkdir -p runs && sbatch slurm.sh pipeline/hw-nas-bench.yaml [a.b=c ...]
#
# A task that is preempted, out of time, or waiting (exit code 75) goes back into the queue and goes on
# where it stopped: what a run has done it never does again. A search takes seconds, with a model hours.
#SBATCH --job-name=pelnas
#SBATCH --array=0-17
#SBATCH --ntasks=1
#SBATCH --cpus-per-task=1
#SBATCH --mem=2G
#SBATCH --time=01:00:00
#SBATCH --signal=TERM@60
#SBATCH --requeue
#SBATCH --open-mode=append
#SBATCH --output=runs/slurm-%A_%a.log
set -u
pipeline=${1:?"usage: sbatch slurm.sh PIPELINE.yaml [a.b=c ...]"}
shift
for setting; do
    set -- "$@" --set "$setting"
    shift
done

task=${SLURM_ARRAY_TASK_ID:?"is started by sbatch"}
devices="edgegpu raspi4 edgetpu pixel3 eyeriss fpga"
datasets="cifar10 cifar100 ImageNet16-120"
device=$(echo "$devices" | cut -d ' ' -f $((task % 6 + 1)))
dataset=$(echo "$datasets" | cut -d ' ' -f $((task / 6 + 1)))

# One core a task: threads beside it would only wait for one another.
export OMP_NUM_THREADS=1

code=0
srun pelnas run "$pipeline" "$@" --set "target.device=$device" --set "target.dataset=$dataset" \
    --run-dir "runs/$dataset-$device" --quiet || code=$?

case $code in
75 | 129 | 130 | 143)
    # Not without end: a budget that is reached would send it back for ever.
    if [ "${SLURM_RESTART_COUNT:-0}" -lt "${MOST_RESTARTS:-20}" ]; then
        echo "$dataset on $device: exit code $code, back into the queue" >&2
        [ "$code" -ne 75 ] || sleep "${WAIT_SECONDS:-60}"
        scontrol requeue "${SLURM_ARRAY_JOB_ID}_$task"
        exit 0
    fi
    ;;
esac
exit "$code"
