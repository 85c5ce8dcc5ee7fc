"""Counts the multiply-adds of a network from its graph, and measures how many the machine can do in a second."""

import math
import time
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import onnx
import onnxruntime
from attrs import frozen
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Work", "rates", "work"]

Array = NDArray[Any]

_ROWS, _DEEP, _WIDE = 256, 384, 1152
"""The sizes of the products that are timed: those of the encoder's largest."""
_RUNS = 20
_CONTRIB = "com.microsoft"
_WHOLE_NUMBERS = (onnx.TensorProto.INT8, onnx.TensorProto.UINT8)


@frozen(slots=True)
class Work:
    """Multiply-adds, or a rate of them.

    Args:
        whole: Those of whole numbers of 8 bits.
        single: Those in single precision.
    """

    whole: float
    single: float

    @property
    def total(self) -> float:
        """All of them."""
        return self.whole + self.single

    def seconds(self, rate: "Work") -> float:
        """Return how long the machine's matrix products alone would take.

        Args:
            rate: How many it does in a second.
        """
        return self.whole / rate.whole + self.single / rate.single


def work(graph: bytes, given: Sequence[Mapping[str, Array]]) -> Work:
    """Count the multiply-adds of a network for some inputs, from the shapes that its products get.

    Args:
        graph: The network in ONNX.
        given: The inputs of each run.
    """
    model = onnx.load_from_string(graph)
    products = list(_products(model.graph))
    known = {one.name for one in (*model.graph.output, *model.graph.input)}
    for name in dict.fromkeys(name for name, *_ in products):
        if name not in known:
            model.graph.output.append(onnx.helper.make_empty_tensor_value_info(name))
    session = _session(model)
    names = [name for name, *_ in products]
    whole = single = 0.0
    for one in given:
        for (_, size, kind), array in zip(products, session.run(names, dict(one)), strict=True):
            rows = math.prod(array.shape[:-1])
            # Attention multiplies each row with each other one, twice.
            count = rows * size if size else 2 * rows * rows * array.shape[-1]
            if kind in _WHOLE_NUMBERS:
                whole += count
            else:
                single += count
    return Work(whole, single)


def rates() -> Work:
    """Measure the multiply-adds a second of one core, in onnxruntime: the best of some runs."""
    weights = np.random.default_rng(0).integers(-127, 127, (_DEEP, _WIDE), dtype=np.int8)
    scale, zero, bias = np.full(_WIDE, 0.01, np.float32), np.zeros(_WIDE, np.int8), np.zeros(_WIDE, np.float32)
    return Work(
        whole=_rate("DynamicQuantizeMatMul", {"w": weights, "s": scale, "z": zero, "b": bias}, domain=_CONTRIB),
        single=_rate("MatMul", {"w": weights.astype(np.float32)}),
    )


def _products(graph: Any) -> "Iterator[tuple[str, int, int]]":
    """Yield the products of a graph: the name of the input, the size of the weights, and the type of their numbers.

    The size is 0 for attention, which multiplies its inputs with each other.
    """
    weights = {one.name: one for one in graph.initializer}
    for node in graph.node:
        if node.op_type == "MultiHeadAttention":
            yield node.input[0], 0, onnx.TensorProto.FLOAT
        elif "MatMul" in node.op_type or node.op_type == "Gemm":
            table = weights[node.input[1]]
            yield node.input[0], math.prod(table.dims), table.data_type


def _rate(operator: str, weights: Mapping[str, Array], *, domain: str = "") -> float:
    """Return the multiply-adds a second of a matrix product."""
    helper, number = onnx.helper, onnx.TensorProto.FLOAT
    node = helper.make_node(operator, ["x", *weights], ["y"], domain=domain)
    x, y = (helper.make_tensor_value_info(name, number, [_ROWS, size]) for name, size in (("x", _DEEP), ("y", _WIDE)))
    tables = [onnx.numpy_helper.from_array(array, name) for name, array in weights.items()]
    sets = [helper.make_opsetid("", 17), helper.make_opsetid(_CONTRIB, 1)]
    graph = helper.make_graph([node], "product", [x], [y], tables)
    session = _session(helper.make_model(graph, opset_imports=sets, ir_version=8))
    given = {"x": np.random.default_rng(1).random((_ROWS, _DEEP), dtype=np.float32)}
    best = math.inf
    for _ in range(_RUNS):
        began = time.process_time()
        for _ in range(_RUNS):
            session.run(None, given)
        best = min(best, time.process_time() - began)
    return _RUNS * _ROWS * _DEEP * _WIDE / best


def _session(model: Any) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    return onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
