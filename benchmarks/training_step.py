"""Times the steps of TrainingStep.java in Python with PyTorch.

Usage: training_step.py THREADS STEPS < DUMP, where DUMP is what `espalier dump` prints of a model.
Prints the median in milliseconds. Weights are random; only the operators below are known.
"""

import re
import sys
import time

import torch
import torch.nn.functional as F

LINE = re.compile(r"\s*%(\S+) = (\w+)\((.*?)\)(?: \{(.*)\})? : ")
CONSTANT = re.compile(r"f32\[([\d,]*)\]#")


def attribute(text, name, default):
    found = re.search(name + r"=(\[[^]]*\]|[^,}]+)", text or "")
    return eval(found.group(1)) if found else default


def constant(shape, operator, position):
    shape = [int(n) for n in shape.split(",")]
    if operator == "batch_normalization":
        tensor = torch.ones(shape) if position in (1, 4) else torch.zeros(shape)
        return tensor.requires_grad_(position < 3)
    if operator == "channel_mask":
        return torch.full(shape, 0.6).requires_grad_()
    fan = 1
    for n in shape[1:]:
        fan *= n
    return (torch.randn(shape) * (2 / fan) ** 0.5).requires_grad_()


def masked(x, scores):
    hard = (scores > 0.5).float()
    return x * (hard + (scores - scores.detach())).reshape(1, -1, 1, 1)


def run(operator, a, x):
    if operator == "conv":
        pads = attribute(a, "pads", [0, 0, 0, 0])[:2]
        strides = attribute(a, "strides", [1, 1])
        groups = attribute(a, "groups", 1)
        return F.conv2d(x[0], x[1], x[2] if len(x) > 2 else None, strides, pads, groups=groups)
    if operator == "batch_normalization":
        return F.batch_norm(x[0], x[3], x[4], x[1], x[2], True, 0.1, 1e-5)
    if operator == "clip":
        return torch.clamp(x[0], attribute(a, "min", 0), attribute(a, "max", 6))
    if operator == "resize":
        sizes = attribute(a, "sizes", None)
        return F.interpolate(x[0], sizes, mode="bilinear", align_corners=False)
    known = {
        "relu": lambda: F.relu(x[0]),
        "add": lambda: x[0] + x[1],
        "channel_mask": lambda: masked(*x),
        "reduce_mean": lambda: x[0].mean(attribute(a, "axes", []), True),
        "reshape": lambda: x[0].reshape(attribute(a, "shape", [])),
        "gemm": lambda: F.linear(*x),
    }
    return known[operator]()


def main(threads, steps):
    torch.set_num_threads(threads)
    torch.manual_seed(1)
    text = sys.stdin.read()
    name, shape = re.search(r"\(%(\S+): f32\[([\d,]*)\]", text).groups()
    picture = torch.randn([int(n) for n in shape.split(",")])
    nodes, constants = [], {}
    for line in text.splitlines():
        found = LINE.match(line)
        if found:
            result, operator, operands, attributes = found.groups()
            names = []
            for position, operand in enumerate(re.findall(r"%\S+(?=,|$)|f32\[[\d,]*\]#\S+(?=,|$)", operands)):
                shaped = CONSTANT.match(operand)
                if shaped:
                    operand = result + "." + str(position)
                    constants[operand] = constant(shaped.group(1), operator, position)
                names.append(operand.lstrip("%"))
            nodes.append((result, operator, attributes, names))
    parameters = [c for c in constants.values() if c.requires_grad]
    momenta = [torch.zeros_like(p) for p in parameters]
    times = []
    for _ in range(steps):
        start = time.perf_counter()
        values = dict(constants)
        values[name] = picture
        for result, operator, attributes, names in nodes:
            values[result] = run(operator, attributes, [values[n] for n in names])
        loss = values[nodes[-1][0]].square().mean()
        loss.backward()
        with torch.no_grad():
            for parameter, momentum in zip(parameters, momenta):
                momentum.mul_(0.9).add_(parameter.grad)
                parameter.sub_(momentum, alpha=1e-4)
                parameter.grad = None
        loss.item()
        times.append((time.perf_counter() - start) * 1e3)
    print("%.1f" % sorted(times)[steps // 2])


main(int(sys.argv[1]), int(sys.argv[2]))
