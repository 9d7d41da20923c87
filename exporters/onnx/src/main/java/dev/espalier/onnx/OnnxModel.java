package dev.espalier.onnx;

import dev.espalier.ir.Graph;

/** A graph, and what its ONNX file says besides it. */
public record OnnxModel(Graph graph, OnnxOrigin origin) {
  /** A graph that was not read from a file. */
  public static OnnxModel of(Graph graph) {
    return new OnnxModel(graph, OnnxOrigin.none(graph));
  }

  /** This with another graph, such as one a pass made of it. */
  public OnnxModel withGraph(Graph other) {
    return new OnnxModel(other, origin);
  }
}
