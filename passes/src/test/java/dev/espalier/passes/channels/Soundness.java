package dev.espalier.passes.channels;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.run.Interpreter;
import dev.espalier.ir.run.Precision;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * Compares what the analysis says of channels with what they hold: a channel that is said to be
 * known must have the predicted value for any input, at every place.
 */
final class Soundness {
  private static final double TOLERANCE = 1e-12;

  private Soundness() {}

  /** The first difference for either of two inputs, in words. */
  static Optional<String> fault(Graph graph, long seed) {
    ChannelAnalysis analysis = new ChannelAnalysis(graph);
    for (long own = seed; own < seed + 2; own++) {
      Map<String, Tensor> values =
          new Interpreter(Precision.F64).values(graph, PipelineFault.inputs(graph, own));
      for (String value : graph.values()) {
        Optional<String> found =
            analysis.of(value).flatMap(channels -> fault(value, channels, values.get(value)));
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> fault(String value, Channels channels, Tensor held) {
    double[] elements = held.toDoubles();
    int[] index = new int[held.rank()];
    for (double element : elements) {
      int position = position(channels, held.type(), index);
      ChannelState state = channels.at(position / channels.repeat());
      if (!state.isLive()) {
        double expected = predicted(state, channels, index, position % channels.repeat());
        if (!(Math.abs(element - expected) <= TOLERANCE * Math.max(1, Math.abs(expected)))) {
          return Optional.of(
              "%%%s at %s is %s, predicted %s"
                  .formatted(value, Arrays.toString(index), element, expected));
        }
      }
      next(index, held.shape());
    }
    return Optional.empty();
  }

  /** The row-major index over the axes that count channels. */
  private static int position(Channels channels, TensorType type, int[] index) {
    int position = 0;
    for (int axis : channels.axes()) {
      position = position * Math.toIntExact(type.dim(axis).value()) + index[axis];
    }
    return position;
  }

  private static double predicted(ChannelState state, Channels channels, int[] index, int within) {
    Tensor known = state.tensor(index.length);
    int last = channels.axes().get(channels.axes().size() - 1);
    long at = 0;
    for (int axis = 0; axis < index.length; axis++) {
      int own = channels.axes().contains(axis) ? axis == last ? within : 0 : index[axis];
      at = at * known.dim(axis) + (known.dim(axis) == 1 ? 0 : own);
    }
    return known.at(at);
  }

  private static void next(int[] index, long[] shape) {
    for (int axis = index.length - 1; axis >= 0; axis--) {
      if (++index[axis] < shape[axis]) {
        return;
      }
      index[axis] = 0;
    }
  }
}
