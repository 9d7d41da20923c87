package dev.espalier.savedmodel;

import static dev.espalier.savedmodel.ModelBuilder.NONE;

import dev.espalier.ir.ElementType;
import dev.espalier.tflite.model.Activation;
import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.LiteTensor;
import dev.espalier.tflite.model.Options;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntBiFunction;

/** Operators that select and arrange elements; most read an image [1, 4, 6, 3]. */
final class MovementCases {
  private MovementCases() {}

  static List<OperatorCase> all() {
    List<OperatorCase> cases = new ArrayList<>();
    borders(cases);
    parts(cases);
    orders(cases);
    several(cases);
    return cases;
  }

  private static OperatorCase image(String name, ToIntBiFunction<ModelBuilder, Integer> body) {
    return OperatorCase.of(
        name, to -> to.output("y", body.applyAsInt(to, to.input("x", 1, 4, 6, 3))));
  }

  private static void borders(List<OperatorCase> cases) {
    List<Integer> padded = List.of(1, 6, 7, 3);
    cases.add(image("PAD", (to, x) -> to.op(Builtin.PAD, NONE, padded, x, pads(to))));
    cases.add(
        image("PADV2", (to, x) -> to.op(Builtin.PADV2, NONE, padded, x, pads(to), to.number(-7))));
    for (boolean symmetric : new boolean[] {false, true}) {
      Options options = new Options.MirrorPad(symmetric);
      cases.add(
          image(
              "MIRROR_PAD " + (symmetric ? "symmetric" : "reflect"),
              (to, x) -> to.op(Builtin.MIRROR_PAD, options, padded, x, pads(to))));
    }
  }

  private static int pads(ModelBuilder to) {
    return to.table(2, 0, 0, 1, 1, 0, 1, 0, 0);
  }

  private static void parts(List<OperatorCase> cases) {
    cases.add(
        image(
            "SLICE",
            (to, x) ->
                to.op(
                    Builtin.SLICE,
                    NONE,
                    List.of(1, 2, 6, 2),
                    x,
                    to.ints(0, 1, 0, 1),
                    to.ints(1, 2, -1, 2))));
    cases.add(strided("STRIDED_SLICE", new Options.StridedSlice(0, 0, 0, 0, 0, false), 1, 2, 3, 3));
    cases.add(
        strided("STRIDED_SLICE masks", new Options.StridedSlice(2, 4, 0, 0, 0, false), 1, 2, 3, 3));
    cases.add(
        strided("STRIDED_SLICE shrinks", new Options.StridedSlice(0, 0, 0, 0, 1, false), 2, 3, 3));
    cases.add(
        image(
            "GATHER",
            (to, x) ->
                to.op(
                    Builtin.GATHER,
                    new Options.Gather(2, 0),
                    List.of(1, 4, 2, 3),
                    x,
                    to.ints(5, 0))));
  }

  private static OperatorCase strided(String name, Options options, Integer... shape) {
    return image(
        name,
        (to, x) ->
            to.op(
                Builtin.STRIDED_SLICE,
                options,
                List.of(shape),
                x,
                to.ints(0, 0, 1, 0),
                to.ints(1, 3, 6, 3),
                to.ints(1, 2, 2, 1)));
  }

  private static void orders(List<OperatorCase> cases) {
    cases.add(
        image(
            "TRANSPOSE",
            (to, x) ->
                to.op(Builtin.TRANSPOSE, NONE, List.of(1, 3, 4, 6), x, to.ints(0, 3, 1, 2))));
    List<Integer> flat = List.of(1, 24, 3);
    cases.add(
        image(
            "RESHAPE",
            (to, x) ->
                to.op(Builtin.RESHAPE, new Options.Reshape(flat), flat, x, to.ints(1, 24, 3))));
    cases.add(
        image(
            "SQUEEZE",
            (to, x) ->
                to.op(Builtin.SQUEEZE, new Options.Squeeze(List.of(0)), List.of(4, 6, 3), x)));
    cases.add(
        image(
            "EXPAND_DIMS",
            (to, x) -> to.op(Builtin.EXPAND_DIMS, NONE, List.of(1, 4, 6, 1, 3), x, to.integer(3))));
    Options block = new Options.SpaceToDepth(2);
    cases.add(
        image(
            "SPACE_TO_DEPTH",
            (to, x) -> to.op(Builtin.SPACE_TO_DEPTH, block, List.of(1, 2, 3, 12), x)));
    cases.add(
        OperatorCase.of(
            "DEPTH_TO_SPACE",
            to -> {
              int x = to.input("x", 1, 2, 3, 12);
              Options options = new Options.DepthToSpace(2);
              to.output("y", to.op(Builtin.DEPTH_TO_SPACE, options, List.of(1, 4, 6, 3), x));
            }));
    cases.add(
        image(
            "TILE",
            (to, x) -> to.op(Builtin.TILE, NONE, List.of(1, 8, 6, 9), x, to.ints(1, 2, 1, 3))));
    cases.add(
        image(
            "REVERSE_V2",
            (to, x) -> to.op(Builtin.REVERSE_V2, NONE, List.of(1, 4, 6, 3), x, to.ints(2))));
    cases.add(
        OperatorCase.of(
            "BROADCAST_TO",
            to -> {
              int x = to.input("x", 1, 1, 6, 3);
              List<Integer> shape = List.of(1, 4, 6, 3);
              int size = to.ints(1, 4, 6, 3);
              to.output("y", to.op(Builtin.BROADCAST_TO, 2, NONE, ElementType.F32, shape, x, size));
            }));
  }

  private static void several(List<OperatorCase> cases) {
    cases.add(
        image(
            "CONCATENATION",
            (to, x) ->
                to.op(
                    Builtin.CONCATENATION,
                    new Options.Concatenation(3, Activation.NONE),
                    List.of(1, 4, 6, 5),
                    x,
                    to.weights(1, 4, 6, 2))));
    cases.add(
        image(
            "PACK",
            (to, x) ->
                to.op(
                    Builtin.PACK,
                    new Options.Pack(2, 1),
                    List.of(1, 2, 4, 6, 3),
                    x,
                    to.weights(1, 4, 6, 3))));
    cases.add(
        OperatorCase.of(
            "SPLIT",
            to -> {
              int x = to.input("x", 1, 4, 6, 3);
              outputs(to, Builtin.SPLIT, new Options.Split(2), halves(), to.integer(2), x);
            }));
    cases.add(
        OperatorCase.of(
            "SPLIT_V",
            to -> {
              int x = to.input("x", 1, 4, 6, 3);
              List<LiteTensor> parts = List.of(value("a", 1, 1, 6, 3), value("b", 1, 3, 6, 3));
              Options options = new Options.SplitV(2);
              outputs(to, Builtin.SPLIT_V, options, parts, x, to.ints(1, 3), to.integer(1));
            }));
    cases.add(
        OperatorCase.of(
            "UNPACK",
            to -> {
              int x = to.input("x", 1, 2, 6, 3);
              List<LiteTensor> parts = List.of(value("a", 1, 6, 3), value("b", 1, 6, 3));
              outputs(to, Builtin.UNPACK, new Options.Unpack(2, 1), parts, x);
            }));
  }

  private static List<LiteTensor> halves() {
    return List.of(value("a", 1, 4, 3, 3), value("b", 1, 4, 3, 3));
  }

  private static LiteTensor value(String name, Integer... shape) {
    return LiteTensor.value(name, ElementType.F32, List.of(shape));
  }

  private static void outputs(
      ModelBuilder to, Builtin kind, Options options, List<LiteTensor> parts, Integer... from) {
    List<Integer> made = to.ops(kind, 1, options, parts, from);
    to.output("first", made.get(0)).output("second", made.get(1));
  }
}
