"""Checks exported networks against ONNX's own tools and against NumPy.

usage: check_networks.py FOLDER

Every FOLDER/*.onnx is checked, shapes inferred, run by onnxruntime on random images, and compared with the
network that its arch_str names, computed here from NAS-Bench-201's description with nothing but NumPy.
Prints a line for each; ends with 1 where one is wrong.
"""
import pathlib
import sys

import numpy as np
import onnx
import onnxruntime

EXPECTED = {"cifar10": (32, 10), "cifar100": (32, 100), "ImageNet16-120": (16, 120)}


def conv(x, weight, bias=None, stride=1):
    kernel = weight.shape[-1]
    pad = kernel // 2
    x = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    windows = np.lib.stride_tricks.sliding_window_view(x, (kernel, kernel), axis=(2, 3))
    windows = windows[:, :, ::stride, ::stride]
    y = np.einsum("bchwij,ocij->bohw", windows, weight, optimize=True)
    return y if bias is None else y + bias[None, :, None, None]


def average_pool_3x3(x):
    """The mean over the pixels that are there: padding is not counted."""
    def total(values):
        values = np.pad(values, ((0, 0), (0, 0), (1, 1), (1, 1)))
        return np.lib.stride_tricks.sliding_window_view(values, (3, 3), axis=(2, 3)).sum(axis=(4, 5))

    return total(x) / total(np.ones_like(x))


def relu(x):
    return np.maximum(x, 0)


def operate(name, x, weights, layer):
    if name == "none":
        return x * 0
    if name == "skip_connect":
        return x
    if name == "avg_pool_3x3":
        return average_pool_3x3(x)
    assert name in ("nor_conv_1x1", "nor_conv_3x3"), name
    weight = weights[f"{layer}.op.1.weight"]
    assert weight.shape[-1] == int(name[-1])
    return conv(relu(x), weight, weights[f"{layer}.op.1.bias"])


def network(arch, weights, x, is_live):
    nodes = [[edge.split("~") for edge in node.strip("|").split("|")] for node in arch.split("+")]
    x = conv(x, weights["stem.0.weight"], weights["stem.0.bias"])
    for module in range(17):
        name = f"cells.{module}"
        if module in (5, 11):
            y = conv(relu(x), weights[f"{name}.conv_a.op.1.weight"], weights[f"{name}.conv_a.op.1.bias"], 2)
            y = conv(relu(y), weights[f"{name}.conv_b.op.1.weight"], weights[f"{name}.conv_b.op.1.bias"])
            b, c, h, w = x.shape
            x = x.reshape(b, c, h // 2, 2, w // 2, 2).mean(axis=(3, 5))
            x = conv(x, weights[f"{name}.downsample.1.weight"]) + y
            continue
        states, edge = [x], 0
        for node in nodes:
            entering = []
            for operation, source in node:
                layer = f"{name}.layers.{edge}"
                is_dropped = is_live and "conv" in operation and f"{layer}.op.1.weight" not in weights
                entering.append(operate("none" if is_dropped else operation, states[int(source)], weights, layer))
                edge += 1
            states.append(sum(entering))
        x = states[-1]
    scale = weights["lastact.0.weight"] / np.sqrt(weights["lastact.0.running_var"] + 1e-5)
    x = (x - weights["lastact.0.running_mean"][None, :, None, None]) * scale[None, :, None, None]
    x = relu(x + weights["lastact.0.bias"][None, :, None, None]).mean(axis=(2, 3))
    return x @ weights["classifier.weight"].T + weights["classifier.bias"]


def check(path):
    model = onnx.load(path)
    onnx.checker.check_model(model, full_check=True)
    onnx.shape_inference.infer_shapes(model, check_type=True, strict_mode=True, data_prop=True)
    said = {property.key: property.value for property in model.metadata_props}
    assert "UNTRAINED" in model.doc_string and "untrained" in said["weights"]
    side, classes = EXPECTED[said["dataset"]]
    weights = {w.name: onnx.numpy_helper.to_array(w).astype(np.float64) for w in model.graph.initializer}
    used = {name for node in model.graph.node for name in node.input}
    assert set(weights) <= used, "a weight that nothing reads"

    # Trained parameters: all but the last normalisation's statistics and the constant zero; and each bias that
    # a batch normalisation was folded into stands for a scale and a shift.
    constants = ("lastact.0.running_mean", "lastact.0.running_var", "zero")
    count = sum(w.size for name, w in weights.items() if name not in constants)
    folded = [n for n in weights if n.endswith(".bias") and not n.startswith(("classifier", "lastact"))]
    count += sum(weights[name].size for name in folded)
    assert count == int(said["parameters"]), f"{count} parameters, {said['parameters']} said"

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    batch = model.graph.input[0].type.tensor_type.shape.dim[0]
    for images in [batch.dim_value] if batch.dim_value else [1, 3]:
        x = np.random.default_rng(images).standard_normal((images, 3, side, side)).astype(np.float32)
        (y,) = session.run(["logits"], {"images": x})
        assert y.shape == (images, classes), y.shape
        assert np.isfinite(y).all()
    wanted = network(said["arch_str"], weights, x.astype(np.float64), said["edges"] == "live")
    error = np.abs(y - wanted).max() / np.abs(wanted).max()
    assert error < 1e-4, f"differs from NumPy by {error}"
    print(f"{path.name}: {count} parameters, logits to {np.abs(y).max():.3g}, {y.std(axis=0).max():.3g} between images, NumPy within {error:.1e}")


wrong = 0
found = sorted(pathlib.Path(sys.argv[1]).glob("*.onnx"))
for path in found:
    try:
        check(path)
    except Exception as error:
        wrong += 1
        print(f"{path.name}: {type(error).__name__}: {error}")
print(f"{len(found)} networks, {wrong} wrong")
sys.exit(1 if wrong or not found else 0)
