"""Checks exported vision transformers against ONNX's own tools and against NumPy.

usage: check_transformers.py FOLDER

FOLDER holds pairs NAME-whole.onnx and NAME-compact.onnx. Each is checked, shapes inferred, run by onnxruntime on
random images, and compared with the transformer that its arch_str names, computed here after AutoFormer's
published description with nothing but NumPy, from the weights of the whole one. After onnxruntime has loaded
them, the two must run the same operators. Prints a line for each; ends with 1 where one is wrong.
"""
import collections
import math
import pathlib
import sys

import numpy as np
import onnx
import onnxruntime

erf = np.vectorize(math.erf, otypes=[np.float64])


def norm(x, weights, name):
    x = x - x.mean(axis=-1, keepdims=True)
    x = x / np.sqrt((x * x).mean(axis=-1, keepdims=True) + 1e-5)
    return x * weights[f"{name}.weight"] + weights[f"{name}.bias"]


def linear(x, weights, name):
    return x @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]


def relative(weights, name, grid):
    """For each pair of tokens a row: by the steps down and the steps across, at most 14; the class token's is 0."""
    tokens = grid * grid + 1
    down, across = np.zeros((2, tokens, tokens), dtype=int)
    for i in range(1, tokens):
        for j in range(1, tokens):
            (r, c), (s, d) = divmod(i - 1, grid), divmod(j - 1, grid)
            down[i, j] = max(-14, min(14, s - r)) + 15
            across[i, j] = max(-14, min(14, d - c)) + 15
    return weights[f"{name}.embeddings_table_v"][down] + weights[f"{name}.embeddings_table_h"][across]


def attention(x, weights, name, heads, grid):
    images, tokens, _ = x.shape
    qkv = linear(x, weights, f"{name}.qkv").reshape(images, tokens, 3, heads, 64)
    q, k, v = (qkv[:, :, part] for part in range(3))
    scores = np.einsum("bihc,bjhc->bhij", q, k)
    scores += np.einsum("bihc,ijc->bhij", q, relative(weights, f"{name}.rel_pos_embed_k", grid))
    scores = np.exp(scores / 8 - (scores / 8).max(axis=-1, keepdims=True))
    scores /= scores.sum(axis=-1, keepdims=True)
    seen = np.einsum("bhij,bjhc->bihc", scores, v)
    seen += np.einsum("bhij,ijc->bihc", scores, relative(weights, f"{name}.rel_pos_embed_v", grid))
    return linear(seen.reshape(images, tokens, heads * 64), weights, f"{name}.proj")


def transformer(heads, ratios, width, weights, x):
    images, _, side, _ = x.shape
    grid = side // 16
    patches = x.reshape(images, 3, grid, 16, grid, 16).transpose(0, 2, 4, 1, 3, 5).reshape(images, grid * grid, 768)
    filters = weights["patch_embed_super.proj.weight"].reshape(width, 768)
    patches = patches @ filters.T + weights["patch_embed_super.proj.bias"]
    x = np.concatenate([np.tile(weights["cls_token"], (images, 1, 1)), patches], axis=1) + weights["pos_embed"]
    for block, (count, ratio) in enumerate(zip(heads, ratios)):
        name = f"blocks.{block}"
        x = x + attention(norm(x, weights, f"{name}.attn_layer_norm"), weights, f"{name}.attn", count, grid)
        y = linear(norm(x, weights, f"{name}.ffn_layer_norm"), weights, f"{name}.fc1")
        assert y.shape[-1] == int(width * ratio)
        x = x + linear(y * (1 + erf(y / np.sqrt(2))) / 2, weights, f"{name}.fc2")
    return linear(norm(x, weights, "norm")[:, 1:].mean(axis=1), weights, "head")


def session(path, optimised):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    options.optimized_model_filepath = str(optimised)
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def check(whole):
    operators = []
    for path in [whole, whole.with_name(whole.name.replace("-whole", "-compact"))]:
        model = onnx.load(path)
        onnx.checker.check_model(model, full_check=True)
        onnx.shape_inference.infer_shapes(model, check_type=True, strict_mode=True, data_prop=True)
        said = {property.key: property.value for property in model.metadata_props}
        assert "UNTRAINED" in model.doc_string and "untrained" in said["weights"]
        used = {name for node in model.graph.node for name in node.input}
        assert {w.name for w in model.graph.initializer} <= used, "a constant that nothing reads"
        written = dict(field.split("=") for field in said["arch_str"].split())
        if path == whole:
            weights = {w.name: onnx.numpy_helper.to_array(w).astype(np.float64) for w in model.graph.initializer
                       if w.data_type == onnx.TensorProto.FLOAT and not w.name.startswith("number.")}
            count = sum(w.size for w in weights.values())
            assert count == int(said["parameters"]), f"{count} parameters, {said['parameters']} said"
        optimised = path.with_name("optimised.onnx.tmp")
        loaded = session(path, optimised)
        operators.append(collections.Counter(node.op_type for node in onnx.load(optimised).graph.node))
        side = int(said["image_size"])
        batch = model.graph.input[0].type.tensor_type.shape.dim[0]
        for images in [batch.dim_value] if batch.dim_value else [1, 3]:
            x = np.random.default_rng(images).standard_normal((images, 3, side, side)).astype(np.float32)
            (y,) = loaded.run(["logits"], {"images": x})
            assert y.shape == (images, 1000), y.shape
        wanted = transformer(
            [int(n) for n in written["heads"].split(",")], [float(n) for n in written["mlp_ratio"].split(",")],
            int(written["embedding"]), weights, x.astype(np.float64))
        error = np.abs(y - wanted).max() / np.abs(wanted).max()
        assert error < 1e-4, f"{path.name} differs from NumPy by {error}"
    assert operators[0] == operators[1], f"other operators: {operators}"
    # The one is for the number of images, where that is open.
    assert operators[1]["Tile"] == 0 and operators[1]["Gather"] <= 1, f"constants are not folded: {operators[1]}"
    print(f"{whole.name}: {count} parameters, logits to {np.abs(y).max():.3g}, NumPy within {error:.1e}")


wrong = 0
found = sorted(pathlib.Path(sys.argv[1]).glob("*-whole.onnx"))
for path in found:
    try:
        check(path)
    except Exception as error:
        wrong += 1
        print(f"{path.name}: {type(error).__name__}: {error}")
print(f"{len(found)} networks, {wrong} wrong")
sys.exit(1 if wrong or not found else 0)
