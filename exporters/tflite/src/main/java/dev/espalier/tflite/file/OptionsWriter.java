package dev.espalier.tflite.file;

import com.google.flatbuffers.FlatBufferBuilder;
import dev.espalier.tflite.model.Activation;
import dev.espalier.tflite.model.LiteOp;
import dev.espalier.tflite.model.Options;
import dev.espalier.tflite.model.Padding;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.tensorflow.lite.schema.AddOptions;
import org.tensorflow.lite.schema.ArgMaxOptions;
import org.tensorflow.lite.schema.BatchMatMulOptions;
import org.tensorflow.lite.schema.CastOptions;
import org.tensorflow.lite.schema.ConcatenationOptions;
import org.tensorflow.lite.schema.Conv2DOptions;
import org.tensorflow.lite.schema.DepthToSpaceOptions;
import org.tensorflow.lite.schema.DepthwiseConv2DOptions;
import org.tensorflow.lite.schema.DivOptions;
import org.tensorflow.lite.schema.FullyConnectedOptions;
import org.tensorflow.lite.schema.GatherOptions;
import org.tensorflow.lite.schema.GeluOptions;
import org.tensorflow.lite.schema.LeakyReluOptions;
import org.tensorflow.lite.schema.MirrorPadMode;
import org.tensorflow.lite.schema.MirrorPadOptions;
import org.tensorflow.lite.schema.MulOptions;
import org.tensorflow.lite.schema.PackOptions;
import org.tensorflow.lite.schema.Pool2DOptions;
import org.tensorflow.lite.schema.ReducerOptions;
import org.tensorflow.lite.schema.ReshapeOptions;
import org.tensorflow.lite.schema.ResizeBilinearOptions;
import org.tensorflow.lite.schema.ResizeNearestNeighborOptions;
import org.tensorflow.lite.schema.SoftmaxOptions;
import org.tensorflow.lite.schema.SpaceToDepthOptions;
import org.tensorflow.lite.schema.SplitOptions;
import org.tensorflow.lite.schema.SplitVOptions;
import org.tensorflow.lite.schema.SqueezeOptions;
import org.tensorflow.lite.schema.StridedSliceOptions;
import org.tensorflow.lite.schema.SubOptions;
import org.tensorflow.lite.schema.TransposeConvOptions;
import org.tensorflow.lite.schema.UnpackOptions;

/** Writes the attributes of an operator as the table that the schema has for them. */
final class OptionsWriter {
  private static final Map<Class<?>, BiFunction<FlatBufferBuilder, Options, Integer>> CASES =
      new HashMap<>();

  static {
    on(Options.None.class, (b, o) -> emptyTable(b));
    on(
        Options.Conv2D.class,
        (b, o) ->
            Conv2DOptions.createConv2DOptions(
                b,
                code(o.padding()),
                o.strideW(),
                o.strideH(),
                code(o.activation()),
                o.dilationW(),
                o.dilationH()));
    on(
        Options.DepthwiseConv2D.class,
        (b, o) ->
            DepthwiseConv2DOptions.createDepthwiseConv2DOptions(
                b,
                code(o.padding()),
                o.strideW(),
                o.strideH(),
                o.depthMultiplier(),
                code(o.activation()),
                o.dilationW(),
                o.dilationH()));
    on(
        Options.TransposeConv.class,
        (b, o) ->
            TransposeConvOptions.createTransposeConvOptions(
                b, code(o.padding()), o.strideW(), o.strideH(), code(o.activation())));
    on(
        Options.Pool2D.class,
        (b, o) ->
            Pool2DOptions.createPool2DOptions(
                b,
                code(o.padding()),
                o.strideW(),
                o.strideH(),
                o.filterWidth(),
                o.filterHeight(),
                code(o.activation())));
    on(
        Options.FullyConnected.class,
        (b, o) ->
            FullyConnectedOptions.createFullyConnectedOptions(
                b, code(o.activation()), (byte) 0, o.keepNumDims(), false));
    on(
        Options.BatchMatMul.class,
        (b, o) -> BatchMatMulOptions.createBatchMatMulOptions(b, o.adjX(), o.adjY(), false));
    // Where the schema's default of pot_scale_int16 is true, true is no entry in the file.
    on(Options.Add.class, (b, o) -> AddOptions.createAddOptions(b, code(o.activation()), true));
    on(Options.Sub.class, (b, o) -> SubOptions.createSubOptions(b, code(o.activation()), true));
    on(Options.Mul.class, (b, o) -> MulOptions.createMulOptions(b, code(o.activation())));
    on(Options.Div.class, (b, o) -> DivOptions.createDivOptions(b, code(o.activation())));
    on(
        Options.Concatenation.class,
        (b, o) ->
            ConcatenationOptions.createConcatenationOptions(b, o.axis(), code(o.activation())));
    on(Options.Softmax.class, (b, o) -> SoftmaxOptions.createSoftmaxOptions(b, o.beta()));
    on(Options.LeakyRelu.class, (b, o) -> LeakyReluOptions.createLeakyReluOptions(b, o.alpha()));
    on(Options.Gelu.class, (b, o) -> GeluOptions.createGeluOptions(b, o.approximate()));
    on(
        Options.ResizeBilinear.class,
        (b, o) ->
            ResizeBilinearOptions.createResizeBilinearOptions(
                b, o.alignCorners(), o.halfPixelCenters()));
    on(
        Options.ResizeNearestNeighbor.class,
        (b, o) ->
            ResizeNearestNeighborOptions.createResizeNearestNeighborOptions(
                b, o.alignCorners(), o.halfPixelCenters()));
    on(
        Options.Reshape.class,
        (b, o) ->
            ReshapeOptions.createReshapeOptions(
                b, ReshapeOptions.createNewShapeVector(b, ints(o.newShape()))));
    on(
        Options.Squeeze.class,
        (b, o) ->
            SqueezeOptions.createSqueezeOptions(
                b, SqueezeOptions.createSqueezeDimsVector(b, ints(o.squeezeDims()))));
    on(Options.Reducer.class, (b, o) -> ReducerOptions.createReducerOptions(b, o.keepDims()));
    on(
        Options.Gather.class,
        (b, o) -> GatherOptions.createGatherOptions(b, o.axis(), o.batchDims()));
    on(Options.Split.class, (b, o) -> SplitOptions.createSplitOptions(b, o.numSplits()));
    on(Options.SplitV.class, (b, o) -> SplitVOptions.createSplitVOptions(b, o.numSplits()));
    on(
        Options.StridedSlice.class,
        (b, o) ->
            StridedSliceOptions.createStridedSliceOptions(
                b,
                o.beginMask(),
                o.endMask(),
                o.ellipsisMask(),
                o.newAxisMask(),
                o.shrinkAxisMask(),
                o.offset()));
    on(
        Options.SpaceToDepth.class,
        (b, o) -> SpaceToDepthOptions.createSpaceToDepthOptions(b, o.blockSize()));
    on(
        Options.DepthToSpace.class,
        (b, o) -> DepthToSpaceOptions.createDepthToSpaceOptions(b, o.blockSize()));
    on(
        Options.Cast.class,
        (b, o) ->
            CastOptions.createCastOptions(
                b, ElementNumbers.number(o.in()), ElementNumbers.number(o.out())));
    on(
        Options.ArgMax.class,
        (b, o) -> ArgMaxOptions.createArgMaxOptions(b, ElementNumbers.number(o.outputType())));
    on(Options.Pack.class, (b, o) -> PackOptions.createPackOptions(b, o.valuesCount(), o.axis()));
    on(Options.Unpack.class, (b, o) -> UnpackOptions.createUnpackOptions(b, o.num(), o.axis()));
    on(
        Options.MirrorPad.class,
        (b, o) ->
            MirrorPadOptions.createMirrorPadOptions(
                b, o.symmetric() ? MirrorPadMode.SYMMETRIC : MirrorPadMode.REFLECT));
    on(
        Options.Other.class,
        (b, o) -> {
          throw new IllegalStateException(o.table() + " can be read, but not written");
        });
  }

  private OptionsWriter() {}

  private static <O extends Options> void on(
      Class<O> type, BiFunction<FlatBufferBuilder, O, Integer> body) {
    CASES.put(type, (builder, options) -> body.apply(builder, type.cast(options)));
  }

  /**
   * The number of the table to write for an operator; 0 when it has none.
   *
   * @throws IllegalStateException when the attributes are not those of the operator
   */
  static int table(LiteOp op) {
    int number = Schema.options(op.kind());
    String name = Schema.optionsName(number);
    boolean none = op.options() instanceof Options.None;
    boolean fits =
        number == 0 || Schema.entries(name).isEmpty()
            ? none
            : name.equals(op.options().getClass().getSimpleName() + "Options");
    if (!fits) {
      throw new IllegalStateException(op.name() + " needs " + name + ", got " + op.options());
    }
    return number;
  }

  /** Adds the table and returns its offset, for use in a union. */
  static int write(FlatBufferBuilder builder, Options options) {
    return CASES.get(options.getClass()).apply(builder, options);
  }

  private static int emptyTable(FlatBufferBuilder builder) {
    builder.startTable(0);
    return builder.endTable();
  }

  private static byte code(Padding padding) {
    return (byte) padding.code();
  }

  private static byte code(Activation activation) {
    return (byte) activation.code();
  }

  private static int[] ints(List<Integer> values) {
    return values.stream().mapToInt(Integer::intValue).toArray();
  }
}
