package dev.espalier.onnx;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What each ONNX operator is in the graph. Readers take the versions of an operator whose meaning
 * they know; a node of another one is {@link NotModelled}.
 */
final class OperatorReaders {
  /** Up to this operator set no operator in the table has got another meaning. */
  static final long NEWEST = 24;

  /** Makes one node of a file a part of the draft. */
  interface Reader {
    void read(OnnxNode node);
  }

  private record Entry(long since, Reader reader) {}

  private final Map<String, Entry> table = new HashMap<>();

  OperatorReaders(TensorReader tensors) {
    new SourceReaders(tensors).addTo(this);
    ElementwiseReaders.addTo(this);
    ConvReaders.addTo(this);
    PoolReaders.addTo(this);
    NormReaders.addTo(this);
    ReduceReaders.addTo(this);
    MatrixReaders.addTo(this);
    ReshapeReaders.addTo(this);
    SelectReaders.addTo(this);
    ResizeReaders.addTo(this);
  }

  /** Adds a reader for an operator from a version of the operator set on. */
  void add(String kind, long since, Reader reader) {
    table.put(kind, new Entry(since, reader));
  }

  /** The operators that are read, with the first operator set of the meaning they are read in. */
  SortedMap<String, Long> since() {
    SortedMap<String, Long> since = new TreeMap<>();
    table.forEach((kind, entry) -> since.put(kind, entry.since()));
    return since;
  }

  /** Whether a node is a mask or a choice. */
  static boolean isSupernet(NodeProto node) {
    return node.getDomain().equals(SupernetFunctions.DOMAIN)
        && SupernetReaders.knows(node.getOpType());
  }

  /** Reads a node; {@link NotModelled} if the graph has no operator for it. */
  void read(OnnxNode node) {
    if (isSupernet(node.proto())) {
      SupernetReaders.read(node);
      return;
    }
    String kind = node.proto().getOpType();
    Entry entry = table.get(kind);
    if (entry == null || !Functions.domain(node.proto().getDomain()).equals(OnnxOrigin.ONNX)) {
      throw new NotModelled("the operator is not modelled");
    }
    if (node.opset() < entry.since() || node.opset() > NEWEST) {
      throw new NotModelled("its meaning in opset %d is not modelled", node.opset());
    }
    entry.reader().read(node);
  }
}
