#!/usr/bin/env python3
"""Trains each cell and answers with its validation accuracy: a sketch that really trains, on something tiny.

    evaluate:
      accuracy:
        source: command
        command: [python3, pipeline/examples/evaluators/train.py, --epochs, "60"]
        workers: 2
        time_out_seconds: 600

It needs NumPy alone: two spirals in the plane, and the cell as a little network of dense layers, by gradient
descent. For a search of your own replace two things: `spirals` by your data, `Network` by a network that is
built from the cell and trained on it, with PyTorch, say. What stays: lines in, lines out, one seed a repeat, and
nothing but answers on standard output.
"""
import argparse
import json
import sys

import numpy as np

WIDTH = 12


def spirals(count, noise, random):
    """`count` points on two arms: to be replaced by your data."""
    label = np.arange(count) % 2
    turn = np.sqrt(random.random(count)) * 2 * np.pi
    points = np.stack([turn * np.cos(turn + np.pi * label), turn * np.sin(turn + np.pi * label)], axis=1)
    return points / 6 + noise * random.standard_normal((count, 2)), label


class Network:
    """The cell's graph with a dense layer for each convolution: to be replaced by your network."""

    def __init__(self, cell, random):
        # "|nor_conv_3x3~0|+|none~0|skip_connect~1|+…": the edges into nodes 1, 2, 3.
        self.edges = []
        for target, node in enumerate(cell.split("+"), start=1):
            for edge in node.strip("|").split("|"):
                operation, source = edge.split("~")
                self.edges.append((operation, int(source), target))
        scale = 1 / np.sqrt(WIDTH)
        self.weights = {"stem": random.standard_normal((3, WIDTH)), "head": scale * random.standard_normal((WIDTH, 2))}
        for number, (operation, _, _) in enumerate(self.edges):
            if operation.startswith("nor_conv"):
                self.weights[number] = scale * random.standard_normal((WIDTH, WIDTH))

    def forward(self, points):
        inputs = np.concatenate([points, np.ones((len(points), 1))], axis=1)
        nodes = [np.tanh(inputs @ self.weights["stem"])] + [np.zeros((len(points), WIDTH)) for _ in range(3)]
        active = {}
        for number, (operation, source, target) in enumerate(self.edges):
            value = nodes[source]
            if number in self.weights:
                value = active[number] = np.maximum(value @ self.weights[number], 0)
            elif operation.startswith("avg_pool"):
                value = (value + np.roll(value, 1, axis=1) + np.roll(value, -1, axis=1)) / 3
            elif operation == "none":
                continue
            nodes[target] = nodes[target] + value
        return inputs, nodes, active, nodes[3] @ self.weights["head"]

    def step(self, points, labels, rate):
        inputs, nodes, active, scores = self.forward(points)
        shares = np.exp(scores - scores.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        shares[np.arange(len(labels)), labels] -= 1
        slope = shares / len(labels)
        slopes = {"head": nodes[3].T @ slope}
        behind = [np.zeros_like(nodes[0]) for _ in range(3)] + [slope @ self.weights["head"].T]
        for number in reversed(range(len(self.edges))):
            operation, source, target = self.edges[number]
            value = behind[target]
            if number in self.weights:
                value = value * (active[number] > 0)
                slopes[number] = nodes[source].T @ value
                value = value @ self.weights[number].T
            elif operation.startswith("avg_pool"):
                value = (value + np.roll(value, 1, axis=1) + np.roll(value, -1, axis=1)) / 3
            elif operation == "none":
                continue
            behind[source] = behind[source] + value
        slopes["stem"] = inputs.T @ (behind[0] * (1 - nodes[0] ** 2))
        for name, value in slopes.items():
            self.weights[name] = self.weights[name] - rate * np.clip(value, -1, 1)


def accuracy(cell, epochs, seed):
    data = np.random.default_rng(0)  # the same data for every cell
    points, labels = spirals(400, 0.02, data)
    held_points, held_labels = spirals(200, 0.02, data)
    random = np.random.default_rng(seed)
    network = Network(cell, random)
    for _ in range(epochs):
        order = random.permutation(len(points))
        for batch in np.array_split(order, 10):
            network.step(points[batch], labels[batch], rate=0.3)
    return 100 * float(np.mean(network.forward(held_points)[3].argmax(axis=1) == held_labels))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--epochs", type=int, default=60)
    arguments = parser.parse_args()
    for line in sys.stdin:
        asked = json.loads(line)
        answer = {"id": asked["id"]}
        try:
            answer["accuracy_percent"] = accuracy(asked["cell"], arguments.epochs, seed=asked["repeat"])
        except (ValueError, FloatingPointError) as failure:
            answer["error"] = str(failure)
        print(json.dumps(answer), flush=True)


main()
