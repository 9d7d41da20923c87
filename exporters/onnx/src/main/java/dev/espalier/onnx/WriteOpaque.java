package dev.espalier.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import dev.espalier.ir.op.Opaque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes back what the compiler does not model, with the outer values its graphs read. */
final class WriteOpaque {
  private WriteOpaque() {}

  static Call opaque(Opaque op, Site site) {
    List<String> operands = site.operands();
    int own = operands.size() - op.captures().size();
    Map<String, String> renamed = new LinkedHashMap<>();
    for (int i = 0; i < op.captures().size(); i++) {
      String captured = op.captures().get(i);
      String value = operands.get(own + i);
      if (!captured.equals(value)) {
        renamed.put(captured, alias(captured, value, site));
      }
    }
    Call call = Call.of(op.kind(), operands.subList(0, own));
    List<AttributeProto> attributes = OpaquePayload.attributes(op.payload());
    Subgraphs.rename(attributes, renamed).forEach(a -> call.with(a.toBuilder()));
    return op.domain().isEmpty() ? call : call.in(op.domain());
  }

  /** A copy of a value under a name that does not occur in any inner graph. */
  private static String alias(String captured, String value, Site site) {
    String alias = site.file().fresh(captured);
    String label = site.file().label(site.node().result() + "_" + captured);
    site.file().add(Call.of("Identity", value).makes(alias).setName(label));
    return alias;
  }
}
