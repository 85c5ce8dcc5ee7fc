"""The network as ONNX graphs, written node by node, so that the shipped graphs contain exactly what is intended.

Matrices of the encoder are quantised to 8 bits, with one scale for each column. Only 7 bits are used, because on
processors without VNNI the sum of two 8-bit products overflows its 16 bits. Activations are quantised for each window
when it is read. Layer norms, attention and the heads stay in single precision.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from .corpus import LABELS
from .network import CUE_LABELS, ROLE_LABELS, Shape

Floats = NDArray[np.float32]

OPSET = 17
MICROSOFT = "com.microsoft"
TAPPED = "tapped"
"""The name, in the encoder's graph, of the vectors that judgements read."""
_EPSILON = 1e-12
MOST = {"matrix": 63, "table": 127}


class Graph:
    """A graph to which nodes are added one by one.

    Args:
        whole: Whether to quantise matrices.
    """

    def __init__(self, *, whole: bool) -> None:
        self.whole = whole
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, name: str, value: NDArray[Any]) -> str:
        """Add a constant and return its name."""
        self.constants.append(numpy_helper.from_array(np.asarray(value, order="C"), name))
        return name

    def node(self, kind: str, given: Sequence[str], *made: str, domain: str = "", **attributes: Any) -> str:
        """Add a node and return the name of its first output."""
        name = f"{kind}_{len(self.nodes)}"
        names = made or (name,)
        self.nodes.append(helper.make_node(kind, given, names, name, domain=domain, **attributes))
        return names[0]

    def table(self, name: str, rows: Floats, indices: str) -> str:
        """Look up rows of a table, quantised with one scale for each row."""
        if not self.whole:
            return self.node("Gather", [self.constant(name, rows), indices])
        whole, scale = quantised(rows, axis=1, most=MOST["table"])
        found = self.node("Gather", [self.constant(name, whole), indices])
        scales = self.node("Gather", [self.constant(f"{name}.scale", scale), indices])
        return self.node("Mul", [self.node("Cast", [found], to=TensorProto.FLOAT), scales])

    def times(self, given: str, name: str, matrix: Floats, bias: Floats | None = None) -> str:
        """Multiply by a matrix `[in, out]` and add a bias."""
        if self.whole:
            whole, scale = quantised(matrix, axis=0, most=MOST["matrix"])
            names = [
                given,
                self.constant(name, whole),
                self.constant(f"{name}.scale", scale.reshape(-1)),
                self.constant(f"{name}.zero", np.zeros(matrix.shape[1], dtype=np.int8)),
            ]
            if bias is not None:
                names.append(self.constant(f"{name}.bias", bias))
            return self.node("DynamicQuantizeMatMul", names, domain=MICROSOFT)
        product = self.node("MatMul", [given, self.constant(name, matrix)])
        return product if bias is None else self.node("Add", [product, self.constant(f"{name}.bias", bias)])

    def model(
        self, name: str, given: Mapping[str, tuple[int, list[Any]]], made: Mapping[str, list[Any]]
    ) -> onnx.ModelProto:
        """Return the finished, checked model."""
        inputs = [helper.make_tensor_value_info(key, kind, shape) for key, (kind, shape) in given.items()]
        outputs = [helper.make_tensor_value_info(key, TensorProto.FLOAT, shape) for key, shape in made.items()]
        graph = helper.make_graph(self.nodes, name, inputs, outputs, self.constants)
        opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(MICROSOFT, 1)]
        model = helper.make_model(graph, opset_imports=opsets, producer_name="newsclaims")
        model.ir_version = 9
        onnx.checker.check_model(model)
        return model


def encoder_graph(weights: Mapping[str, Floats], shape: Shape, *, whole: bool) -> onnx.ModelProto:
    """Return the graph that reads a window.

    Args:
        weights: The network's weights, by their names.
        shape: Its sizes.
        whole: Whether to quantise matrices.
    """
    graph = Graph(whole=whole)
    x = _embedded(graph, weights)
    axis, taps = graph.constant("axis", np.array([0])), []
    for n in range(shape.layers):
        # Only the first piece of each word is needed from the last layer, so its end processes only these.
        last = n + 1 == shape.layers
        x = _layer(graph, dict(_under(weights, f"layers.{n}.")), f"layers.{n}", x, shape, "first" if last else None)
        if n + 1 in shape.taps:
            found = graph.node("Squeeze", [x, axis])
            taps.append(found if last else graph.node("Gather", [found, "first"]))
    words = graph.node("Squeeze", [x, axis])
    tapped = graph.node("Concat", taps, TAPPED, axis=1)
    seen = graph.node("MatMul", [tapped, graph.constant("taps", weights["sense.weight"].T)])
    graph.node("Add", [seen, graph.constant("taps.bias", weights["sense.bias"])], "sense")
    parts = ("cue", "role", "beside", "cue_first", "cue_last")
    matrix = np.concatenate([weights[f"{part}.weight"] for part in parts]).T
    widths = [CUE_LABELS, ROLE_LABELS, shape.pair, shape.pair, shape.pair]
    bias = np.concatenate(
        [weights.get(f"{part}.bias", np.zeros(width, np.float32)) for part, width in zip(parts, widths, strict=True)]
    )
    heads = graph.node("MatMul", [words, graph.constant("heads", matrix)])
    heads = graph.node("Add", [heads, graph.constant("heads.bias", bias)])
    names = ("cue", "role", "word", "cue_first", "cue_last")
    graph.node("Split", [heads, graph.constant("widths", np.array(widths))], *names, axis=1)
    given: dict[str, tuple[int, list[Any]]] = {
        "pieces": (TensorProto.INT64, ["pieces"]),
        "known": (TensorProto.INT64, ["pieces", 3]),
        "first": (TensorProto.INT64, ["words"]),
    }
    made = {**dict(zip(names, widths, strict=True)), "sense": shape.sense}
    return graph.model("encoder", given, {name: ["words", width] for name, width in made.items()})


def roles_graph(weights: Mapping[str, Floats], shape: Shape) -> onnx.ModelProto:
    """Return the graph that labels words beside cues.

    Args:
        weights: The network's weights, by their names.
        shape: Its sizes.
    """
    graph = Graph(whole=False)
    first, second = graph.constant("first", np.array([0])), graph.constant("second", np.array([1]))
    hidden = graph.node("Unsqueeze", ["word", first])
    hidden = graph.node("Add", [hidden, graph.node("Unsqueeze", ["cue", second])])
    for name in ("distance", "sentence"):
        hidden = graph.node("Add", [hidden, graph.table(f"{name}.table", weights[f"{name}.weight"], name)])
    hidden = graph.node("Relu", [hidden])
    scores = graph.times(hidden, "label", weights["label.weight"].T, weights["label.bias"])
    graph.node("Add", [scores, graph.node("Unsqueeze", ["role", first])], "beside")
    given: dict[str, tuple[int, list[Any]]] = {
        "word": (TensorProto.FLOAT, ["words", shape.pair]),
        "role": (TensorProto.FLOAT, ["words", ROLE_LABELS]),
        "cue": (TensorProto.FLOAT, ["cues", shape.pair]),
        "distance": (TensorProto.INT64, ["cues", "words"]),
        "sentence": (TensorProto.INT64, ["cues", "words"]),
    }
    return graph.model("roles", given, {"beside": ["cues", "words", ROLE_LABELS]})


def verdicts_graph(weights: Mapping[str, Floats], shape: Shape) -> onnx.ModelProto:
    """Return the graph that judges a claim from the vectors of its words.

    Args:
        weights: The network's weights, by their names.
        shape: Its sizes.
    """
    graph = Graph(whole=False)
    seen = graph.node("Add", ["sense", graph.table("part.table", weights["part.weight"], "part")])
    seen = graph.node("Relu", [seen])
    looks = graph.node("Softmax", [graph.times(seen, "look", weights["look.weight"].T, weights["look.bias"])], axis=0)
    pooled = graph.node("MatMul", [graph.node("Transpose", [looks], perm=[1, 0]), seen])
    flat = graph.constant("flat", np.array([len(LABELS), shape.looks * shape.sense]))
    pooled = graph.node("Reshape", [pooled, flat])
    for n, name in enumerate(LABELS):
        own = graph.node("Gather", [pooled, graph.constant(f"row.{n}", np.array(n))], axis=0)
        matrix, bias = weights[f"verdict.{n}.weight"].T, weights[f"verdict.{n}.bias"]
        product = graph.node("MatMul", [own, graph.constant(f"verdict.{n}", matrix)])
        graph.node("Add", [product, graph.constant(f"verdict.{n}.bias", bias)], name)
    each = graph.constant("each", np.array([0, len(LABELS), shape.looks]))
    graph.node("ReduceMean", [graph.node("Reshape", [looks, each])], "looks", axes=[2], keepdims=0)
    given: dict[str, tuple[int, list[Any]]] = {
        "sense": (TensorProto.FLOAT, ["words", shape.sense]),
        "part": (TensorProto.INT64, ["words"]),
    }
    made: dict[str, list[Any]] = {name: [len(values)] for name, values in LABELS.items()}
    return graph.model("verdicts", given, {**made, "looks": ["words", len(LABELS)]})


def _embedded(graph: Graph, weights: Mapping[str, Floats]) -> str:
    length = graph.node("Shape", ["pieces"])
    # Half precision on disk; the runtime casts it once, when the model is loaded.
    positions = graph.constant("positions", weights["positions.weight"].astype(np.float16))
    positions = graph.node("Cast", [positions], to=TensorProto.FLOAT)
    begin = graph.constant("begin", np.array([0]))
    known = graph.node("Gather", [graph.constant("known.table", weights["known.weight"]), "known"])
    x = graph.node(
        "Add",
        [graph.table("words", weights["words.weight"], "pieces"), graph.node("Slice", [positions, begin, length])],
    )
    x = graph.node(
        "Add", [x, graph.node("ReduceSum", [known, graph.constant("known.axis", np.array([1]))], keepdims=0)]
    )
    norm = [graph.constant(f"norm.{part}", weights[f"norm.{part}"]) for part in ("weight", "bias")]
    x = graph.node("LayerNormalization", [x, *norm], epsilon=_EPSILON, axis=-1)
    return graph.node("Unsqueeze", [x, graph.constant("batch", np.array([0]))])


def _layer(graph: Graph, weights: Mapping[str, Floats], name: str, x: str, shape: Shape, kept: str | None) -> str:
    def times(given: str, part: str) -> str:
        return graph.times(given, f"{name}.{part}", weights[f"{part}.weight"].T, weights[f"{part}.bias"])

    def normed(one: str, other: str, norm: str) -> str:
        # Not fused with the sum, because onnxruntime's fused node is many times slower on the CPU.
        names = [graph.constant(f"{name}.{norm}.{part}", weights[f"{norm}.{part}"]) for part in ("weight", "bias")]
        added = graph.node("Add", [one, other])
        return graph.node("LayerNormalization", [added, *names], epsilon=_EPSILON, axis=-1)

    heads = [f"{name}.{part}" for part in ("query", "key", "value")]
    graph.node("Split", [times(x, "attend")], *heads, axis=2)
    seen = graph.node("MultiHeadAttention", heads, domain=MICROSOFT, num_heads=shape.heads)
    if kept is not None:
        x, seen = (graph.node("Gather", [one, kept], axis=1) for one in (x, seen))
    x = normed(x, times(seen, "joined"), "norm")
    inner = graph.node("FastGelu", [times(x, "up")], domain=MICROSOFT)
    return normed(x, times(inner, "down"), "norm_after")


def _under(weights: Mapping[str, Floats], prefix: str) -> Iterator[tuple[str, Floats]]:
    for key, value in weights.items():
        if key.startswith(prefix):
            yield key.removeprefix(prefix), value


def quantised(values: Floats, axis: int, most: int) -> tuple[NDArray[np.int8], Floats]:
    """Return quantised values and the scales that approximately restore the originals."""
    scale = np.maximum(np.abs(values).max(axis=axis, keepdims=True) / most, 1e-8).astype(np.float32)
    return np.clip(np.rint(values / scale), -most, most).astype(np.int8), scale
