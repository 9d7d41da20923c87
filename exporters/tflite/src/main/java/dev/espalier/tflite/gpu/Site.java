package dev.espalier.tflite.gpu;

import dev.espalier.ir.Tensor;
import dev.espalier.tflite.model.LiteOp;
import dev.espalier.tflite.model.LiteTensor;
import dev.espalier.tflite.model.Options;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One operator and what is around it. */
record Site(Wiring wiring, ValueRanges ranges, LiteOp op) {
  LiteTensor input(int position) {
    return wiring.model().input(op, position);
  }

  LiteTensor output() {
    return wiring.model().output(op);
  }

  /** The size along the last axis. */
  static int channels(LiteTensor tensor) {
    return tensor.rank() == 0 ? 1 : tensor.dim(tensor.rank() - 1);
  }

  Optional<Tensor> constant(int position) {
    return op.has(position) ? wiring.constant(op.input(position)) : Optional.empty();
  }

  boolean isConstant(int position) {
    return constant(position).isPresent();
  }

  /** Whether an input is there and computed at run time. */
  boolean isRuntime(int position) {
    return op.has(position) && !isConstant(position);
  }

  List<LiteTensor> runtimeInputs() {
    return present().stream()
        .filter(tensor -> wiring.constant(tensor).isEmpty())
        .map(wiring.model()::tensor)
        .toList();
  }

  long constants() {
    return present().stream().filter(tensor -> wiring.constant(tensor).isPresent()).count();
  }

  List<LiteTensor> outputs() {
    return op.outputs().stream().map(wiring.model()::tensor).toList();
  }

  /** All tensors that are there, inputs first. */
  List<LiteTensor> tensors() {
    return Stream.concat(present().stream().map(wiring.model()::tensor), outputs().stream())
        .toList();
  }

  private List<Integer> present() {
    return op.inputs().stream().filter(tensor -> tensor != LiteOp.ABSENT).toList();
  }

  <T extends Options> Optional<T> options(Class<T> type) {
    return type.isInstance(op.options()) ? Optional.of(type.cast(op.options())) : Optional.empty();
  }

  Optional<Site> producer(int position) {
    return op.has(position)
        ? wiring.producer(op.input(position)).map(before -> new Site(wiring, ranges, before))
        : Optional.empty();
  }

  /** The operators that use the first result. */
  List<Site> readers() {
    return wiring.readers(op.output()).stream()
        .distinct()
        .map(reader -> new Site(wiring, ranges, reader))
        .toList();
  }
}
