package dev.espalier.tflite.file;

import com.google.flatbuffers.FlatBufferBuilder;
import com.google.flatbuffers.Table;
import dev.espalier.tflite.TfliteException;
import dev.espalier.tflite.model.Activation;
import dev.espalier.tflite.model.Options;
import dev.espalier.tflite.model.Padding;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
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
import org.tensorflow.lite.schema.MirrorPadOptions;
import org.tensorflow.lite.schema.MulOptions;
import org.tensorflow.lite.schema.Operator;
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

/**
 * Reads the table with the attributes of an operator. Sizes that operators divide by or count with
 * are checked: the runtime trusts them.
 */
final class OptionsReader {
  private static final Map<String, Function<Operator, Options>> CASES = new HashMap<>();

  /** An operator whose table has no entries, so that every attribute has its default. */
  private static final Operator WITHOUT_ENTRIES = withoutEntries();

  static {
    on(
        Conv2DOptions::new,
        o ->
            new Options.Conv2D(
                padding(o.padding()),
                size("stride", o.strideW()),
                size("stride", o.strideH()),
                size("dilation", o.dilationWFactor()),
                size("dilation", o.dilationHFactor()),
                activation(o.fusedActivationFunction())));
    on(
        DepthwiseConv2DOptions::new,
        o ->
            new Options.DepthwiseConv2D(
                padding(o.padding()),
                size("stride", o.strideW()),
                size("stride", o.strideH()),
                size("dilation", o.dilationWFactor()),
                size("dilation", o.dilationHFactor()),
                o.depthMultiplier(),
                activation(o.fusedActivationFunction())));
    on(
        TransposeConvOptions::new,
        o ->
            new Options.TransposeConv(
                padding(o.padding()),
                size("stride", o.strideW()),
                size("stride", o.strideH()),
                activation(o.fusedActivationFunction())));
    on(
        Pool2DOptions::new,
        o ->
            new Options.Pool2D(
                padding(o.padding()),
                size("stride", o.strideW()),
                size("stride", o.strideH()),
                size("filter width", o.filterWidth()),
                size("filter height", o.filterHeight()),
                activation(o.fusedActivationFunction())));
    on(
        FullyConnectedOptions::new,
        o -> new Options.FullyConnected(activation(o.fusedActivationFunction()), o.keepNumDims()));
    on(BatchMatMulOptions::new, o -> new Options.BatchMatMul(o.adjX(), o.adjY()));
    on(AddOptions::new, o -> new Options.Add(activation(o.fusedActivationFunction())));
    on(SubOptions::new, o -> new Options.Sub(activation(o.fusedActivationFunction())));
    on(MulOptions::new, o -> new Options.Mul(activation(o.fusedActivationFunction())));
    on(DivOptions::new, o -> new Options.Div(activation(o.fusedActivationFunction())));
    on(
        ConcatenationOptions::new,
        o -> new Options.Concatenation(o.axis(), activation(o.fusedActivationFunction())));
    on(SoftmaxOptions::new, o -> new Options.Softmax(o.beta()));
    on(LeakyReluOptions::new, o -> new Options.LeakyRelu(o.alpha()));
    on(GeluOptions::new, o -> new Options.Gelu(o.approximate()));
    on(
        ResizeBilinearOptions::new,
        o -> new Options.ResizeBilinear(o.alignCorners(), o.halfPixelCenters()));
    on(
        ResizeNearestNeighborOptions::new,
        o -> new Options.ResizeNearestNeighbor(o.alignCorners(), o.halfPixelCenters()));
    on(ReshapeOptions::new, o -> new Options.Reshape(ints(o.newShapeLength(), o::newShape)));
    on(SqueezeOptions::new, o -> new Options.Squeeze(ints(o.squeezeDimsLength(), o::squeezeDims)));
    on(ReducerOptions::new, o -> new Options.Reducer(o.keepDims()));
    on(GatherOptions::new, o -> new Options.Gather(o.axis(), o.batchDims()));
    on(SplitOptions::new, o -> new Options.Split(size("number of parts", o.numSplits())));
    on(SplitVOptions::new, o -> new Options.SplitV(size("number of parts", o.numSplits())));
    on(
        StridedSliceOptions::new,
        o ->
            new Options.StridedSlice(
                o.beginMask(),
                o.endMask(),
                o.ellipsisMask(),
                o.newAxisMask(),
                o.shrinkAxisMask(),
                o.offset()));
    on(SpaceToDepthOptions::new, o -> new Options.SpaceToDepth(size("block", o.blockSize())));
    on(DepthToSpaceOptions::new, o -> new Options.DepthToSpace(size("block", o.blockSize())));
    on(
        CastOptions::new,
        o ->
            new Options.Cast(
                ElementNumbers.type(o.inDataType()), ElementNumbers.type(o.outDataType())));
    on(ArgMaxOptions::new, o -> new Options.ArgMax(ElementNumbers.type(o.outputType())));
    on(
        PackOptions::new,
        o -> new Options.Pack(size("number of values", o.valuesCount()), o.axis()));
    on(UnpackOptions::new, o -> new Options.Unpack(o.num(), o.axis()));
    on(MirrorPadOptions::new, o -> new Options.MirrorPad(symmetric(o.mode())));
  }

  private OptionsReader() {}

  private static <T extends Table> void on(Supplier<T> table, Function<T, Options> body) {
    CASES.put(
        table.get().getClass().getSimpleName(),
        op -> {
          T entries = table.get();
          if (op.builtinOptions(entries) == null) {
            WITHOUT_ENTRIES.builtinOptions(entries);
          }
          return body.apply(entries);
        });
  }

  private static Operator withoutEntries() {
    FlatBufferBuilder builder = new FlatBufferBuilder();
    builder.startTable(0);
    int entries = builder.endTable();
    Operator.startOperator(builder);
    Operator.addBuiltinOptions(builder, entries);
    builder.finish(Operator.endOperator(builder));
    return Operator.getRootAsOperator(builder.dataBuffer());
  }

  /**
   * The attributes of an operator.
   *
   * @param table the number of the table that such an operator has; 0 for none
   */
  static Options read(Operator op, int table) {
    if (table == 0) {
      return new Options.None();
    }
    String name = Schema.optionsName(table);
    if (Schema.entries(name).isEmpty()) {
      return new Options.None();
    }
    return CASES.getOrDefault(name, o -> new Options.Other(name)).apply(op);
  }

  private static int size(String what, int value) {
    if (value < 1) {
      throw new TfliteException("%s is %d, which must be 1 or more", what, value);
    }
    return value;
  }

  private static Padding padding(byte number) {
    return one(Padding.values(), Padding::code, "padding", number);
  }

  private static Activation activation(byte number) {
    return one(Activation.values(), Activation::code, "activation", number);
  }

  private static boolean symmetric(byte number) {
    return one(new Boolean[] {false, true}, symmetric -> symmetric ? 1 : 0, "mode", number);
  }

  private static <E> E one(E[] values, ToIntFunction<E> code, String what, byte number) {
    return Arrays.stream(values)
        .filter(value -> code.applyAsInt(value) == number)
        .findFirst()
        .orElseThrow(() -> new TfliteException("there is no %s %d", what, number));
  }

  private static List<Integer> ints(int length, IntUnaryOperator element) {
    return IntStream.range(0, length).map(element).boxed().toList();
  }
}
