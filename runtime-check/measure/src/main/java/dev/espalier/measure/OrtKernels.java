package dev.espalier.measure;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * A node of ONNX Runtime's graph as a kernel.
 *
 * @param values shapes of the operands that are computed
 * @param constants shapes of the others
 */
record OrtKernels(
    NodeProto node, List<List<Long>> values, List<List<Long>> constants, List<List<Long>> outputs) {
  private static final String BLOCKED = "com.microsoft.nchwc";

  HostKernel kernel() {
    return switch (node.getOpType()) {
      case "Conv", "FusedConv" -> isPicture() ? convolution() : movement(node.getOpType());
      case "ConvTranspose" -> transposed();
      case "Gemm", "MatMul", "FusedMatMul", "FusedGemm" -> product();
      case "MaxPool", "AveragePool" -> pool();
      case "Transpose" -> movement(keepsLast() ? "Transpose blocks" : "Transpose");
      case "Resize", "Upsample" -> movement("Resize " + text("mode", "nearest"));
      case "Softmax" -> movement(isLast(number("axis", -1)) ? "Softmax" : "Softmax inner");
      case "Add", "Sub", "Mul" -> movement("Add" + operands());
      case "Div", "PRelu", "Pow", "Min", "Max" -> movement(node.getOpType() + operands());
      case "Reshape", "Squeeze", "Unsqueeze", "Flatten", "Identity" -> movement("Reshape");
      default -> movement(node.getOpType());
    };
  }

  private boolean isPicture() {
    return x().size() == 4 && constants.size() + values.size() > 1;
  }

  private boolean isBlocked() {
    return node.getDomain().equals(BLOCKED);
  }

  private List<Long> x() {
    return values.isEmpty() ? constants.get(0) : values.get(0);
  }

  private List<Long> y() {
    return outputs.get(0);
  }

  /** The first constant, or the second operand. */
  private List<Long> weights() {
    return constants.isEmpty() ? values.get(1) : constants.get(0);
  }

  private HostKernel convolution() {
    return new ConvolutionWork(
            isBlocked(),
            x(),
            weights(),
            y(),
            numbers("strides", 1),
            numbers("dilations", 1),
            isBlocked() && values.size() > 1,
            !attribute("activation").isEmpty())
        .kernel(shape());
  }

  private HostKernel transposed() {
    double inputs = Sizes.elements(x());
    List<Long> w = weights();
    double window = Sizes.elements(w) / w.get(0);
    double columns = Sizes.elements(x().subList(2, x().size())) * window;
    double macs = Sizes.mega(inputs * window);
    double in = Sizes.megabytes(inputs);
    double out = Sizes.megabytes(outputs);
    return new HostKernel(
        "ConvTranspose",
        shape(),
        Sizes.list(1, macs, in + out, Sizes.megabytes(columns)),
        Sizes.list(
            Sizes.log(macs),
            Sizes.log(in),
            Sizes.log(out),
            Sizes.log(columns),
            Sizes.log(w.get(0)),
            Sizes.log(w.get(1)),
            number("group", 1) > 1 ? 1 : 0));
  }

  private HostKernel product() {
    boolean gemm = node.getOpType().contains("Gemm");
    boolean flipped = gemm && number("transA", 0) == 1;
    List<Long> a = values.get(0);
    List<Long> b = values.size() > 1 ? values.get(1) : constants.get(0);
    long depth = a.get(flipped ? 0 : a.size() - 1);
    double macs = Sizes.mega(Sizes.elements(y()) * depth);
    double out = Sizes.megabytes(outputs);
    return new HostKernel(
        (gemm ? "Gemm" : "MatMul") + (constants.isEmpty() ? " values" : ""),
        shape(),
        Sizes.list(1, macs, Sizes.megabytes(List.of(a)) + out, Sizes.megabytes(List.of(b))),
        Sizes.list(Sizes.log(macs), Sizes.log(out), Sizes.log(depth), Sizes.log(Sizes.last(y()))));
  }

  private HostKernel pool() {
    double window = numbers("kernel_shape", 1).stream().mapToDouble(Long::doubleValue).sum();
    double reads =
        Sizes.elements(y())
            * numbers("kernel_shape", 1).stream().mapToDouble(k -> k).reduce(1, (a, b) -> a * b);
    double in = Sizes.megabytes(values);
    double out = Sizes.megabytes(outputs);
    return new HostKernel(
        prefix() + node.getOpType(),
        shape(),
        Sizes.list(1, in, out, Sizes.mega(reads)),
        Sizes.list(
            Sizes.log(in),
            Sizes.log(out),
            Sizes.log(Sizes.last(y())),
            window,
            numbers("strides", 1).get(0)));
  }

  /** Whatever mostly reads and writes. */
  private HostKernel movement(String kind) {
    List<List<Long>> read = new ArrayList<>(values);
    read.addAll(constants);
    double in = Sizes.megabytes(read);
    double out = Sizes.megabytes(outputs);
    List<Long> y = y();
    double rows = Sizes.elements(y) / Math.max(1, Sizes.last(y));
    List<Long> x = read.isEmpty() ? y : read.get(0);
    return new HostKernel(
        prefix() + kind,
        shape(),
        Sizes.list(1, in, out, Sizes.mega(rows)),
        Sizes.list(
            Sizes.log(in),
            Sizes.log(out),
            Sizes.log(Sizes.last(y)),
            Sizes.log(Sizes.last(x)),
            Sizes.log(y.size() > 1 ? y.get(1) : 1),
            Sizes.halvings(Sizes.pixels(y)),
            read.size()));
  }

  private String prefix() {
    return node.getDomain().equals(BLOCKED) ? "nchwc." : "";
  }

  /** How the operands of an elementwise operator lie to each other. */
  private String operands() {
    List<Long> a = x();
    List<Long> b = values.size() > 1 ? values.get(1) : constants.get(constants.size() - 1);
    if (a.equals(b)) {
      return " same";
    }
    return Sizes.elements(b) == 1 || Sizes.elements(a) == 1 ? " scalar" : " broadcast";
  }

  private boolean keepsLast() {
    List<Long> order = numbers("perm", -1);
    return order.get(order.size() - 1) == order.size() - 1;
  }

  private boolean isLast(long axis) {
    return axis == -1 || axis == x().size() - 1;
  }

  private String shape() {
    TreeMap<String, String> attributes = new TreeMap<>();
    node.getAttributeList()
        .forEach(a -> attributes.put(a.getName(), a.getI() + " " + a.getIntsList()));
    return "%s %s %s %s %s %s"
        .formatted(node.getDomain(), node.getOpType(), values, constants, outputs, attributes);
  }

  private List<Long> numbers(String name, long otherwise) {
    return attribute(name).stream()
        .map(AttributeProto::getIntsList)
        .findFirst()
        .orElse(List.of(otherwise, otherwise));
  }

  private long number(String name, long otherwise) {
    return attribute(name).stream().map(AttributeProto::getI).findFirst().orElse(otherwise);
  }

  private String text(String name, String otherwise) {
    return attribute(name).stream()
        .map(a -> a.getS().toString(StandardCharsets.UTF_8))
        .findFirst()
        .orElse(otherwise);
  }

  private List<AttributeProto> attribute(String name) {
    return node.getAttributeList().stream().filter(a -> a.getName().equals(name)).toList();
  }
}
