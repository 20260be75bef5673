"""The 13 zero-cost proxies of NAS-Bench-Suite-Zero (Krishnakumar et al. 2022), of a network and a batch, in PyTorch.

Most are as Abdelfattah et al. (2021) define them; each function cites the paper that a proxy is from. Where papers and
table differ, the table decides. "Layers" are the convolutions and the linear layer; of these the weights count, not
biases, nor what normalisations scale and shift by. Every pass normalises by its own batch.
"""
import math

import numpy as np
import torch
import torch.nn.functional as F

PROXIES = ("epe_nas", "fisher", "flops", "grad_norm", "grasp", "jacov", "l2_norm", "nwot", "params", "plain", "snip",
           "synflow", "zen")
FAILED = -1e8  # what the table says where a proxy is not a number


def params(network):
    """Millions of parameters, of every layer, with a scale and a shift for each channel that is normalised."""
    shapes = network.shapes()
    count = sum(math.prod(shape) for shape in shapes.values()) + network.classes
    normalised = [shape[0] for name, shape in shapes.items() if "downsample" not in name and "classifier" not in name]
    return (count + 2 * sum(normalised) + 2 * 4 * network.channels) / 1e6


def flops(network):
    """Millions of operations for one image, as tensorwatch counts them: one for each multiply-add, two for each value
    that is normalised, one for each that a ReLU takes, the window's size for each that a pooling gives. The global
    pooling's window is counted one too wide and high.
    """
    width, side = network.channels, network.image
    total = width * side * side * (27 + 2)
    for stage in range(3):
        if stage > 0:
            before = width * side * side
            width, side = 2 * width, side // 2
            values = width * side * side
            total += before + values * (9 * width // 2 + 2) + values * (1 + 9 * width + 2)
            total += before + values * width // 2
        values = width * side * side
        for operation in (operation for node in network.nodes for operation, _ in node):
            if operation.startswith("nor_conv"):
                total += network.cells * values * (1 + int(operation[-1]) ** 2 * width + 2)
            elif operation == "avg_pool_3x3":
                total += network.cells * values * 9
    return (total + values * (2 + 1) + width * (side + 1) ** 2 + width * network.classes) / 1e6


def logarithm_of_determinant(patterns):
    """nwot (Mellor et al. 2021): how differently a network's ReLUs fire for the images of a batch."""
    images = patterns[0].shape[0]
    kernel = torch.zeros(images, images, dtype=torch.float64)
    for x in patterns:
        on = (x.detach().flatten(1) > 0).float()
        # Ones and zeros: sums up to 2^24 are exact in single precision.
        off = 1 - on
        kernel += (on @ on.T + off @ off.T).double()
    return float(np.linalg.slogdet(kernel.numpy())[1])


def jacov(jacobian):
    """Mellor et al.'s first version (2020): correlations between images of the gradients to their pixels."""
    with np.errstate(invalid="ignore", divide="ignore"):
        correlations = np.corrcoef(jacobian)
    if not np.isfinite(correlations).all():
        return math.nan
    values = np.linalg.eigvalsh(correlations)
    return float(-np.sum(np.log(values + 1e-5) + 1 / (values + 1e-5)))


def epe_nas(jacobian, labels, classes):
    """Lopes, Alirezazadeh and Alexandre 2021: the same correlations, within each class."""
    scores = []
    for label in sorted(set(labels.tolist())):
        # Of many classes those with one image count for nothing.
        if classes > 100 and int((labels == label).sum()) < 2:
            continue
        with np.errstate(invalid="ignore", divide="ignore"):
            correlations = np.atleast_2d(np.corrcoef(jacobian[labels == label]))
        score = np.sum(np.log(np.abs(correlations) + 1e-5))
        scores.append(score / len(correlations) if classes > 100 else score)
    if classes <= 100:
        return float(np.sum(np.abs(scores)))
    return float(np.sum(np.abs(np.subtract.outer(scores, scores)))) / len(scores) if scores else math.nan


def synflow(network, weights):
    """Tanaka et al. 2020: what flows through the absolute weights from an image of ones; its logarithm, as in tables.

    In double precision: without normalisation five cells a stage reach e^115, past what single precision holds.
    """
    weights = {name: weight.detach().double().abs().requires_grad_() for name, weight in weights.items()}
    network.normalises = False
    y = network.logits(torch.ones(1, 3, network.image, network.image, dtype=torch.float64), weights)
    network.normalises = True
    names = network.shapes()
    gradients = torch.autograd.grad(y.sum(), [weights[name] for name in names], allow_unused=True)
    total = sum(float((weights[name].detach() * g).abs().sum()) for name, g in zip(names, gradients) if g is not None)
    return math.log(total) if total > 0 else 0.0


def zen(network, weights, x, noise):
    """Lin et al. 2021: how far a little noise moves the features of a network of Gaussian weights, with what its
    normalisations had divided by given back: from their running variances, after two batches from one.
    """
    with torch.no_grad():
        network.running = {}
        before, after = network.features(x, weights), network.features(x + 0.01 * noise, weights)
        variances, network.running = [variance for _, variance in network.running.values()], None
        moved = float((before - after).abs().sum(dim=(1, 2, 3)).mean())
        scale = sum(0.5 * math.log(float(variance.mean())) for variance in variances)
    return math.log(moved) + scale if moved > 0 else -math.inf


def gradient_proxies(network, weights, x, labels):
    """All that follows from one pass forward and three backward: of loss, logits and, for grasp, gradient."""
    layers = list(network.shapes())
    weights = {name: weight.detach().requires_grad_() for name, weight in weights.items()}
    x = x.detach().requires_grad_()
    network.watch()
    logits = network.logits(x, weights)
    patterns, outputs = network.seen()
    taken = [weights[name] for name in layers]
    loss = F.cross_entropy(logits, labels)
    wanted = taken + [y for _, y in outputs]
    found = torch.autograd.grad(loss, wanted, create_graph=True, allow_unused=True)
    # Nothing reaches a loss from dead edges.
    found = [torch.zeros_like(tensor) if g is None else g for tensor, g in zip(wanted, found)]
    gradients, moved = found[:len(layers)], found[len(layers):]
    (jacobian,) = torch.autograd.grad(logits.sum(), x, retain_graph=True, allow_unused=True)
    jacobian = torch.zeros_like(x) if jacobian is None else jacobian
    # grasp (Wang, Zhang and Grosse 2020): the Hessian times the gradient.
    product = sum((g.detach() * g).sum() for g in gradients)
    curved = torch.autograd.grad(product, taken, allow_unused=True)
    with torch.no_grad():
        values = {
            "l2_norm": sum(float(w.norm()) for w in taken),
            "grad_norm": sum(float(g.norm()) for g in gradients),
            # Connection sensitivity (Lee, Ajanthan and Torr 2019).
            "snip": sum(float((w * g).abs().sum()) for w, g in zip(taken, gradients)),
            "plain": sum(float((w * g).sum()) for w, g in zip(taken, gradients)),
            "grasp": 0.0 - sum(float((w * h).sum()) for w, h in zip(taken, curved) if h is not None),
            "nwot": logarithm_of_determinant(patterns),
        }
        # Fisher pruning (Theis et al. 2018; Turner et al. 2020), each channel's share counted for each of its weights.
        fisher = 0.0
        for (name, y), g in zip(outputs, moved):
            share = (y * g).flatten(2).sum(dim=2) if y.dim() > 2 else y * g
            fisher += float(share.square().mean(dim=0).sum()) / 2 * math.prod(weights[name].shape[1:])
        values["fisher"] = fisher
    jacobian = jacobian.flatten(1).double().numpy()
    values["jacov"] = jacov(jacobian)
    values["epe_nas"] = epe_nas(jacobian, labels.numpy(), network.classes)
    return values


def proxies(network, weights, x, labels, zen_weights, zen_x, zen_noise):
    values = gradient_proxies(network, weights, x, labels)
    values |= {"params": params(network), "flops": flops(network), "synflow": synflow(network, weights),
               "zen": zen(network, zen_weights, zen_x, zen_noise)}
    return {name: values[name] if math.isfinite(values[name]) else FAILED for name in PROXIES}
