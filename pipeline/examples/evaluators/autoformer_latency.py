#!/usr/bin/env python3
"""Measures AutoFormer's transformers on this processor with onnxruntime: a program for `evaluate` to ask.

It lives on: a JSON object a line on standard input, one a line on standard output, in turn.

    {"schema":"measure/1","id":"g01-a-c1","space":"autoformer-tiny","values":["latency_ms"],
     "cell":"depth=12 embedding=192 mlp_ratio=4,3.5,... heads=3,4,..."}

(on one line) is answered by {"id":"g01-a-c1","latency_ms":[71.2,70.9,...]}, a time for each forward pass of one
image, or by {"id":"g01-a-c1","error":"why"}. The network comes from `pelnas export`, with random weights, which
take the same time as trained ones. PELNAS names the program where it is not on the PATH.

Needs onnxruntime and numpy (pip install onnxruntime numpy). Ends with 69 where they or pelnas are missing, with
65 where a line is no question. Measure with one worker and nothing else at work: what shares the processor shows.
"""
import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time


def end(code, message):
    print(f"autoformer_latency: {message}", file=sys.stderr, flush=True)
    sys.exit(code)


def options():
    parser = argparse.ArgumentParser(
        description=__doc__.split("\n")[0], formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    parser.add_argument("--threads", type=int, default=1, help="that onnxruntime computes with")
    parser.add_argument("--image-size", type=int, default=224, help="pixels to a side, a multiple of 16")
    parser.add_argument("--warm-up", type=int, default=3, help="passes before those that count")
    parser.add_argument("--repeats", type=int, default=15, help="passes that count")
    parser.add_argument("--cache", help="a folder to keep networks in, 1 MB each; else they go when this ends")
    chosen = parser.parse_args()
    if chosen.threads < 1 or chosen.repeats < 1 or chosen.warm_up < 0:
        parser.error("--threads and --repeats are at least 1, --warm-up at least 0")
    return chosen


def network(space, cell, size, folder):
    """The path of its ONNX file, made where it is not there yet."""
    name = hashlib.sha256(f"{space} {size} {cell}".encode()).hexdigest()[:32]
    path = os.path.join(folder, f"{name}.onnx")
    if os.path.exists(path):
        return path
    with tempfile.TemporaryDirectory(dir=folder) as aside:
        command = [
            os.environ.get("PELNAS") or "pelnas", "export", "--space", space, "--cell", cell, "--format", "onnx",
            "--compact", "--batch", "1", "--image-size", str(size), "--into", aside]
        try:
            made = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)
        except OSError as error:
            end(69, f"cannot start {command[0]} ({error.strerror}): name it in PELNAS, or put it on the PATH")
        if made.returncode != 0:
            raise ValueError(made.stderr.strip() or f"pelnas export ended with {made.returncode}")
        os.replace(made.stdout.strip(), path)
    return path


def measure(path, chosen, images):
    """Milliseconds of each pass that counts."""
    settings = onnxruntime.SessionOptions()
    settings.intra_op_num_threads = chosen.threads
    settings.inter_op_num_threads = 1
    settings.log_severity_level = 3
    session = onnxruntime.InferenceSession(path, settings, providers=["CPUExecutionProvider"])
    samples = []
    for number in range(chosen.warm_up + chosen.repeats):
        started = time.perf_counter_ns()
        session.run(["logits"], {"images": images})
        if number >= chosen.warm_up:
            samples.append((time.perf_counter_ns() - started) / 1e6)
    return samples


def answer(question, chosen, images, folder):
    if question.get("values") != ["latency_ms"]:
        raise ValueError(f"values is {question.get('values')}, expected ['latency_ms']")
    space, cell = question.get("space"), question.get("cell")
    if not isinstance(space, str) or not isinstance(cell, str):
        raise ValueError("space and cell: expected text")
    return measure(network(space, cell, chosen.image_size, folder), chosen, images)


def main():
    chosen = options()
    folder = chosen.cache or tempfile.mkdtemp(prefix="autoformer-")
    os.makedirs(folder, exist_ok=True)
    side = chosen.image_size
    images = numpy.random.default_rng(0).standard_normal((1, 3, side, side)).astype(numpy.float32)
    try:
        for number, line in enumerate(sys.stdin, 1):
            try:
                question = json.loads(line)
                name = question["id"]
            except (ValueError, TypeError, KeyError):
                end(65, f"standard input:{number}: expected a JSON object with an 'id'")
            try:
                reply = {"id": name, "latency_ms": answer(question, chosen, images, folder)}
            except Exception as error:  # noqa: BLE001: whatever it was, the asker shall know
                reply = {"id": name, "error": f"{error}" or type(error).__name__}
            print(json.dumps(reply), flush=True)
    finally:
        if not chosen.cache:
            shutil.rmtree(folder, ignore_errors=True)


try:
    import numpy
    import onnxruntime
except ImportError as missing:
    end(69, f"{missing}: pip install onnxruntime numpy")

if __name__ == "__main__":
    try:
        main()
    except (BrokenPipeError, KeyboardInterrupt):
        os._exit(130)
