package dev.espalier.savedmodel;

import dev.espalier.tflite.model.LiteModel;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A small graph about one operator, and the range of numbers its inputs may have. */
record OperatorCase(String name, LiteModel model, double low, double high) {
  /** A graph with inputs around zero. */
  static OperatorCase of(String name, Consumer<ModelBuilder> body) {
    return of(name, -4, 4, body);
  }

  static OperatorCase of(String name, double low, double high, Consumer<ModelBuilder> body) {
    ModelBuilder builder = new ModelBuilder();
    body.accept(builder);
    return new OperatorCase(name, builder.build(), low, high);
  }

  /** All operators that can be written, with the attributes that change what they do. */
  static List<OperatorCase> all() {
    return Stream.of(
            WindowCases.all(),
            ResizeCases.all(),
            MatrixCases.all(),
            ElementCases.all(),
            ReductionCases.all(),
            MovementCases.all())
        .flatMap(List::stream)
        .toList();
  }

  @Override
  public String toString() {
    return name;
  }
}
