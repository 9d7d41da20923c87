package dev.espalier.onnx;

import dev.espalier.ir.op.DepthToSpace;
import dev.espalier.ir.op.Gemm;
import dev.espalier.ir.op.MatMul;
import dev.espalier.ir.op.SpaceToDepth;

/** Matrix products, and blocks of space. */
final class MatrixReaders {
  private MatrixReaders() {}

  static void addTo(OperatorReaders readers) {
    readers.add("MatMul", 1, n -> n.result(new MatMul(), n.operand(0), n.operand(1)));
    readers.add("Gemm", 1, MatrixReaders::gemm);
    readers.add("DepthToSpace", 1, MatrixReaders::depthToSpace);
    readers.add(
        "SpaceToDepth",
        1,
        n -> n.result(new SpaceToDepth(n.attributes().integer("blocksize", 0)), n.operand(0)));
  }

  private static void gemm(OnnxNode node) {
    Attributes attributes = node.attributes();
    node.result(
        new Gemm(
            attributes.flag("transA", false),
            attributes.flag("transB", false),
            attributes.real("alpha", 1),
            attributes.real("beta", 1)),
        node.presentOperands());
  }

  private static void depthToSpace(OnnxNode node) {
    Attributes attributes = node.attributes();
    String mode = attributes.text("mode", "DCR");
    if (!mode.equals("DCR") && !mode.equals("CRD")) {
      throw OnnxException.malformed("mode '%s'", mode);
    }
    node.result(
        new DepthToSpace(attributes.integer("blocksize", 0), mode.equals("CRD")), node.operand(0));
  }
}
