#!/usr/bin/env python3
"""Exports a PyTorch supernet, whose channels are masked and whose blocks are chosen, for Espalier.

Copy ChannelMask, Choice and export() into your project; the rest is an example.
Usage: export.py FOLDER writes functions.onnx, plain.onnx and depthwise.onnx.
"""

import inspect
import pathlib
import sys

import onnx
import torch
from onnx import TensorProto, helper
from torch import nn
from torch.nn import functional

DOMAIN = "dev.espalier"
OPSET = 15


class _Mask(torch.autograd.Function):
    """Channel c passes if its score is above 1/2. The gradient goes straight through."""

    @staticmethod
    def forward(ctx, x, scores):
        passes = (scores > 0.5).to(x.dtype)[:, None, None]
        ctx.save_for_backward(x, passes)
        return x * passes

    @staticmethod
    def backward(ctx, gradient):
        x, passes = ctx.saved_tensors
        return gradient * passes, (gradient * x).sum((0, 2, 3))

    @staticmethod
    def symbolic(g, x, scores):
        return g.op(f"{DOMAIN}::ChannelMask", x, scores, axis_i=1).setType(x.type())


class _Choice(torch.autograd.Function):
    """The branch of the greatest logit."""

    @staticmethod
    def forward(ctx, logits, *branches):
        return branches[int(logits.argmax())].clone()

    @staticmethod
    def symbolic(g, logits, *branches):
        name = f"{DOMAIN}::Choice{len(branches)}"
        return g.op(name, *branches, logits).setType(branches[0].type())


class ChannelMask(nn.Module):
    """Stands behind an activation. `form` is how it is exported."""

    def __init__(self, channels, form="function"):
        super().__init__()
        self.form = form
        self.scores = nn.Parameter(torch.rand(channels))

    def forward(self, x):
        if self.form == "function":
            return _Mask.apply(x, self.scores)
        passes = (self.scores > 0.5).to(x.dtype)
        if self.form == "depthwise":
            return functional.conv2d(x, passes[:, None, None, None], groups=self.scores.numel())
        return x * passes[:, None, None]


class Choice(nn.Module):
    """One of several branches, which all take the same input and make the same shape."""

    def __init__(self, *branches, form="function"):
        super().__init__()
        self.form = form
        self.branches = nn.ModuleList(branches)
        self.logits = nn.Parameter(torch.rand(len(branches)))

    def forward(self, x):
        results = [branch(x) for branch in self.branches]
        if self.form == "function":
            return _Choice.apply(self.logits, *results)
        chosen = int(self.logits.argmax())
        return sum(float(b == chosen) * result for b, result in enumerate(results))


def _constant(name, dtype, shape, values):
    tensor = helper.make_tensor(name, dtype, shape, values)
    return helper.make_node("Constant", [], [name], value=tensor)


def _function(name, inputs, nodes):
    imports = [helper.make_opsetid("", OPSET)]
    return helper.make_function(DOMAIN, name, inputs, ["Y"], nodes, imports)


def _mask_function():
    """What a masked channel holds does not reach the result, even if it is not finite."""
    return _function("ChannelMask", ["X", "scores"], [
        _constant("half", TensorProto.FLOAT, [], [0.5]),
        _constant("zero", TensorProto.FLOAT, [], [0.0]),
        _constant("shape", TensorProto.INT64, [3], [-1, 1, 1]),
        helper.make_node("Greater", ["scores", "half"], ["passes"]),
        helper.make_node("Reshape", ["passes", "shape"], ["mask"]),
        helper.make_node("Where", ["mask", "X", "zero"], ["Y"]),
    ])


def _choice_function(branches):
    nodes = [helper.make_node("ArgMax", ["logits"], ["chosen"], axis=0, keepdims=0)]
    rest = f"X{branches - 1}"
    for b in reversed(range(branches - 1)):
        result = f"rest{b}" if b else "Y"
        nodes += [
            _constant(f"index{b}", TensorProto.INT64, [], [b]),
            helper.make_node("Equal", ["chosen", f"index{b}"], [f"is{b}"]),
            helper.make_node("Where", [f"is{b}", f"X{b}", rest], [result]),
        ]
        rest = result
    return _function(f"Choice{branches}", [f"X{b}" for b in range(branches)] + ["logits"], nodes)


def export(model, picture, file):
    """Writes a model with the functions that its masks and choices call."""
    # What torch.export makes of a model does not know these functions.
    signature = inspect.signature(torch.onnx.export).parameters
    options = {"dynamo": False} if "dynamo" in signature else {}
    if any(getattr(module, "form", None) == "function" for module in model.modules()):
        options["custom_opsets"] = {DOMAIN: 1}
    torch.onnx.export(model.eval(), picture, file, opset_version=OPSET, input_names=["image"],
                      output_names=["scores"], **options)
    written = onnx.load(file)
    called = {node.op_type for node in written.graph.node if node.domain == DOMAIN}
    for name in sorted(called):
        mask = name == "ChannelMask"
        written.functions.append(
            _mask_function() if mask else _choice_function(int(name[len("Choice"):])))
    onnx.checker.check_model(written)
    onnx.save(written, file)


def convolution(inputs, outputs, form, stride=1):
    return nn.Sequential(nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False),
                         nn.BatchNorm2d(outputs), nn.ReLU(), ChannelMask(outputs, form))


class Supernet(nn.Module):
    """A small network for five classes: blocks that are masked, and one that is chosen."""

    def __init__(self, form):
        super().__init__()
        self.stem = convolution(3, 16, form, stride=2)
        self.block = Choice(
            nn.Identity(),
            convolution(16, 16, form),
            nn.Sequential(convolution(16, 32, form), convolution(32, 16, form)),
            form="function" if form == "function" else "one-hot")
        self.down = convolution(16, 24, form, stride=2)
        self.head = nn.Conv2d(24, 5, 1)

    def forward(self, image):
        scores = self.head(self.down(self.block(self.stem(image))))
        return functional.interpolate(scores, scale_factor=4.0, mode="bilinear")


def main(folder):
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for form, name in (("function", "functions"), ("factor", "plain"), ("depthwise", "depthwise")):
        torch.manual_seed(1)
        export(Supernet(form), torch.zeros(1, 3, 64, 96), str(folder / f"{name}.onnx"))
        print(folder / f"{name}.onnx")


if __name__ == "__main__":
    main(*sys.argv[1:])
