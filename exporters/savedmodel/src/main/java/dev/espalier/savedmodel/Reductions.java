package dev.espalier.savedmodel;

import dev.espalier.tflite.model.Options;

/** Operators that take axes away. */
final class Reductions {
  private Reductions() {}

  static String reduce(Call call, String type) {
    return reduction(call, type).with("T", call.element()).add();
  }

  /** A reduction of truth values. */
  static String test(Call call, String type) {
    return reduction(call, type).add();
  }

  private static NodeDraft reduction(Call call, String type) {
    return call.node(type, call.in(0), call.in(1))
        .with("Tidx", call.tensor(1).element())
        .with("keep_dims", call.options(Options.Reducer.class).keepDims());
  }

  static String argMax(Call call) {
    return call.typed("ArgMax", call.in(0), call.scalar(1))
        .with("Tidx", call.tensor(1).element())
        .with("output_type", call.options(Options.ArgMax.class).outputType())
        .add();
  }
}
