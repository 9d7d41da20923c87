package dev.espalier.ir.op;

import dev.espalier.ir.Dim;
import dev.espalier.ir.TensorType;
import java.util.List;
import java.util.Map;

/**
 * An operator the compiler does not model: it is written back unchanged and pins its operands.
 *
 * @param domain the operator's domain, empty for that of ONNX
 * @param kind the operator's type, such as {@code LSTM}
 * @param payload its attributes, in the form of the file format it came from
 * @param captures names by which its sub-graphs refer to the last operands
 * @param results the types of its results
 */
public record Opaque(
    String domain,
    String kind,
    Bytes payload,
    @Default("[]") List<String> captures,
    List<TensorType> results)
    implements Op {
  public Opaque {
    captures = List.copyOf(captures);
    results = List.copyOf(results);
  }

  @Override
  public Arity arity() {
    return new Arity(List.of("x"), 0, true);
  }

  @Override
  public List<TensorType> infer(Operands in) {
    return results;
  }

  @Override
  public Op substitute(Map<String, Dim> symbols) {
    List<TensorType> bound = results.stream().map(type -> type.substitute(symbols)).toList();
    return new Opaque(domain, kind, payload, captures, bound);
  }

  @Override
  public void tie(Ties ties) {
    for (int o = 0; o < ties.operands(); o++) {
      for (int i = 0; ties.has(o) && i < ties.operand(o).rank(); i++) {
        ties.pin(Axis.in(o, i), Reason.OPAQUE_NEIGHBOUR);
      }
    }
    for (int r = 0; r < results.size(); r++) {
      for (int i = 0; i < results.get(r).rank(); i++) {
        ties.pin(Axis.out(r, i), Reason.OPAQUE_NEIGHBOUR);
      }
    }
  }
}
