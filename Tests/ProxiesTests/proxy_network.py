"""NAS-Bench-201's network of a cell, in PyTorch, with what proxies look at; and two ways to draw its weights."""
import math

import torch
import torch.nn.functional as F


def operations(arch):
    """The six (operation, source) pairs of a written cell, in its order, grouped by the node that they enter."""
    return [[(name, int(source)) for name, source in (edge.split("~") for edge in node.strip("|").split("|"))]
            for node in arch.split("+")]


class Network:
    """NAS-Bench-201's network (Dong and Yang 2020) of one cell, as a function of a dictionary of weights.

    While it `watches`, `relus` and `outputs` gather each input of a ReLU and, with its layer, all that convolutions and
    the linear layer give. `running`, where there is one, holds each normalisation's running mean and variance.
    """

    def __init__(self, arch, cells=5, channels=16, classes=10, image=32):
        self.nodes = operations(arch)
        self.cells, self.channels, self.classes, self.image = cells, channels, classes, image
        self.normalises = True
        self.watches, self.relus, self.outputs, self.running = False, [], [], None

    def watch(self):
        self.watches, self.relus, self.outputs = True, [], []

    def seen(self):
        """What was watched, which is then forgotten: it holds a graph."""
        seen = self.relus, self.outputs
        self.watches, self.relus, self.outputs = False, [], []
        return seen

    def shapes(self):
        """Each layer's weight by name, in the order in which the network runs them."""
        width, shapes, module = self.channels, {"stem.0.weight": (self.channels, 3, 3, 3)}, 0
        for stage in range(3):
            if stage > 0:
                name, width = f"cells.{module}", 2 * width
                shapes[f"{name}.conv_a.op.1.weight"] = (width, width // 2, 3, 3)
                shapes[f"{name}.conv_b.op.1.weight"] = (width, width, 3, 3)
                shapes[f"{name}.downsample.1.weight"] = (width, width // 2, 1, 1)
                module += 1
            for _ in range(self.cells):
                edges = [operation for node in self.nodes for operation, _ in node]
                for edge, operation in enumerate(edges):
                    if operation.startswith("nor_conv"):
                        kernel = int(operation[-1])
                        shapes[f"cells.{module}.layers.{edge}.op.1.weight"] = (width, width, kernel, kernel)
                module += 1
        return shapes | {"classifier.weight": (self.classes, width)}

    def normalise(self, x, name):
        if not self.normalises:
            return x
        mean = variance = None
        if self.running is not None:
            fresh = torch.zeros(x.shape[1], dtype=x.dtype), torch.ones(x.shape[1], dtype=x.dtype)
            mean, variance = self.running.setdefault(name, fresh)
        return F.batch_norm(x, mean, variance, training=True, momentum=0.1, eps=1e-5)

    def relu(self, x):
        if self.watches:
            self.relus.append(x)
        return F.relu(x)

    def layer(self, x, weights, name, stride=1):
        weight = weights[name]
        y = F.conv2d(x, weight, stride=stride, padding=weight.shape[-1] // 2)
        if self.watches:
            self.outputs.append((name, y))
        return y

    def unit(self, x, weights, name, stride=1):
        return self.normalise(self.layer(self.relu(x), weights, name, stride), name)

    def cell(self, x, weights, name):
        states, edge = [x], 0
        for node in self.nodes:
            total = None
            for operation, source in node:
                y = states[source]
                if operation == "avg_pool_3x3":
                    y = F.avg_pool2d(y, 3, stride=1, padding=1, count_include_pad=False)
                elif operation.startswith("nor_conv"):
                    y = self.unit(y, weights, f"{name}.layers.{edge}.op.1.weight")
                if operation != "none":
                    total = y if total is None else total + y
                edge += 1
            states.append(torch.zeros_like(x) if total is None else total)
        return states[-1]

    def features(self, x, weights):
        """What the global pooling takes: after the last normalisation and ReLU."""
        x, module = self.normalise(self.layer(x, weights, "stem.0.weight"), "stem"), 0
        for stage in range(3):
            if stage > 0:
                name = f"cells.{module}"
                y = self.unit(x, weights, f"{name}.conv_a.op.1.weight", 2)
                y = self.unit(y, weights, f"{name}.conv_b.op.1.weight")
                x = self.layer(F.avg_pool2d(x, 2), weights, f"{name}.downsample.1.weight") + y
                module += 1
            for _ in range(self.cells):
                x = self.cell(x, weights, f"cells.{module}")
                module += 1
        return self.relu(self.normalise(x, "lastact"))

    def logits(self, x, weights):
        pooled = self.features(x, weights).mean(dim=(2, 3))
        y = F.linear(pooled, weights["classifier.weight"], weights["classifier.bias"])
        if self.watches:
            self.outputs.append(("classifier.weight", y))
        return y


def default_weights(network, generator):
    """PyTorch's own: uniform within one over the root of a layer's inputs. The table's l2_norm tells that it was used:
    cell 0 has 129.49, and the roots of a third of each layer's outputs add to 129.8.
    """
    weights = {}
    for name, shape in network.shapes().items():
        bound = 1 / math.sqrt(math.prod(shape[1:]))
        weights[name] = torch.empty(shape).uniform_(-bound, bound, generator=generator)
    weights["classifier.bias"] = torch.empty(network.classes).uniform_(-bound, bound, generator=generator)
    return weights


def gaussian_weights(network, generator):
    """Zen's: standard normal, no bias."""
    weights = {name: torch.randn(shape, generator=generator) for name, shape in network.shapes().items()}
    return weights | {"classifier.bias": torch.zeros(network.classes)}
