package dev.espalier.savedmodel;

import dev.espalier.ir.ElementType;
import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.Options;
import java.util.ArrayList;
import java.util.List;

/** Operators that take axes away. */
final class ReductionCases {
  private ReductionCases() {}

  static List<OperatorCase> all() {
    List<OperatorCase> cases = new ArrayList<>();
    for (Builtin kind :
        List.of(
            Builtin.MEAN,
            Builtin.SUM,
            Builtin.REDUCE_MAX,
            Builtin.REDUCE_MIN,
            Builtin.REDUCE_PROD)) {
      cases.add(reduce(kind, true));
      cases.add(reduce(kind, false));
    }
    cases.add(truth(Builtin.REDUCE_ALL));
    cases.add(truth(Builtin.REDUCE_ANY));
    cases.add(argMax());
    return cases;
  }

  private static OperatorCase reduce(Builtin kind, boolean keep) {
    return OperatorCase.of(
        kind + (keep ? " keeps axes" : ""),
        to -> {
          int x = to.input("x", 1, 4, 5, 3);
          List<Integer> shape = keep ? List.of(1, 1, 1, 3) : List.of(1, 3);
          to.output("y", to.op(kind, new Options.Reducer(keep), shape, x, to.ints(1, 2)));
        });
  }

  private static OperatorCase truth(Builtin kind) {
    return OperatorCase.of(
        kind.name(),
        to -> {
          int x = to.input("x", 1, 4, 5, 3);
          List<Integer> full = List.of(1, 4, 5, 3);
          List<Integer> cut = List.of(1, 4, 5);
          int test =
              to.op(Builtin.GREATER, 1, ModelBuilder.NONE, ElementType.BOOL, full, x, to.number(0));
          int all =
              to.op(kind, 1, new Options.Reducer(false), ElementType.BOOL, cut, test, to.ints(3));
          Options cast = new Options.Cast(ElementType.BOOL, ElementType.F32);
          to.output("y", to.op(Builtin.CAST, cast, cut, all));
        });
  }

  private static OperatorCase argMax() {
    return OperatorCase.of(
        "ARG_MAX",
        to -> {
          int x = to.input("x", 1, 4, 5, 3);
          Options options = new Options.ArgMax(ElementType.I32);
          List<Integer> shape = List.of(1, 4, 5);
          to.output(
              "y", to.op(Builtin.ARG_MAX, 1, options, ElementType.I32, shape, x, to.integer(3)));
        });
  }
}
