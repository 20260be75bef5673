#!/usr/bin/env python3
"""Measures a NAS-Bench-201 cell's network with onnxruntime on this machine's CPU.

    evaluate:
      latency:
        source: command
        command: [python3, pipeline/examples/evaluators/onnxruntime_latency.py, --threads, "1"]
        repeats: 20
        warm_up: 3

`pelnas export` writes the network (random weights: what it costs does not depend on them), onnxruntime runs it on
one random image. One run is timed for each question, so the repeats, the warming up and the outliers are the
pipeline file's business. Keep `workers: 1`: two at a time would measure each other.
"""
import argparse
import json
import pathlib
import subprocess
import sys
import tempfile
import time

import numpy as np
import onnxruntime


def options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--threads", type=int, default=1, help="threads that onnxruntime may use")
    parser.add_argument("--batch", type=int, default=1, help="images at once")
    parser.add_argument("--pelnas", default="pelnas", help="the program that exports networks")
    return parser.parse_args()


class Network:
    """One cell's network, ready to run."""

    def __init__(self, cell, dataset, arguments):
        with tempfile.TemporaryDirectory() as folder:
            command = [arguments.pelnas, "export", "--cell", cell, "--dataset", dataset, "--format", "onnx",
                       "--batch", str(arguments.batch), "--into", folder]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
            model = next(pathlib.Path(folder).glob("*.onnx")).read_bytes()
        settings = onnxruntime.SessionOptions()
        settings.intra_op_num_threads = arguments.threads
        settings.inter_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(model, settings, providers=["CPUExecutionProvider"])
        image = self.session.get_inputs()[0]
        self.feed = {image.name: np.random.default_rng(0).standard_normal(image.shape, dtype=np.float32)}

    def milliseconds(self):
        started = time.perf_counter_ns()
        self.session.run(None, self.feed)
        return (time.perf_counter_ns() - started) / 1e6


def main():
    arguments = options()
    built, network = None, None
    for line in sys.stdin:
        asked = json.loads(line)
        answer = {"id": asked["id"]}
        try:
            # The questions about one cell follow one another: its network is built once.
            if built != (asked["cell"], asked["dataset"]):
                network = Network(asked["cell"], asked["dataset"], arguments)
                built = (asked["cell"], asked["dataset"])
            answer["latency_ms"] = network.milliseconds()
        except subprocess.CalledProcessError as failure:
            answer["error"] = failure.stderr.strip()
        print(json.dumps(answer), flush=True)


main()
