package dev.espalier.check;

import dev.espalier.check.OnnxRuntimeRunner.Optimise;
import dev.espalier.check.OnnxRuntimeRunner.Settings;
import dev.espalier.ir.Tensor;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The rounding noise nu of a model, per output: the largest change of the output under two threads,
 * under all optimisations of the runtime, and when the inputs move by one unit in the last place (a
 * random direction per element, and the opposite one). A property of the model alone.
 *
 * <p>To bound the time, nu is taken over the first five inputs on which the outputs are finite; of
 * generated evidence these are uniform and normal values, strokes, the ramp, and zeros, where all
 * positions round alike and the errors add up. Changes that are not finite say nothing about
 * rounding and do not count.
 */
public final class Noise {
  private static final int INPUTS = 5;
  private static final Settings TWO_THREADS = new Settings(Optimise.NONE, 2);
  private static final Settings OPTIMISED = new Settings(Optimise.ALL, 1);

  private final Map<String, Double> largest = new TreeMap<>();

  private Noise() {}

  /** Opens the model under given settings. */
  @FunctionalInterface
  interface Source {
    Runner open(Settings settings);
  }

  /**
   * Runs the model five times per input.
   *
   * @throws RunException when ONNX Runtime cannot load or run it
   */
  static Noise measure(Source model, List<EvidenceInput> inputs) {
    Noise noise = new Noise();
    try (Runner plain = model.open(Settings.PLAIN);
        Runner threads = model.open(TWO_THREADS);
        Runner optimised = model.open(OPTIMISED)) {
      int measured = 0;
      for (EvidenceInput input : inputs) {
        if (measured == INPUTS) {
          break;
        }
        Map<String, Tensor> fed = input.tensors();
        var runs = Together.run(() -> plain.run(fed), () -> optimised.run(fed));
        if (Distance.isFinite(runs.first())) {
          measured++;
          noise.add(runs.first(), runs.second());
          noise.add(runs.first(), threads.run(fed));
          var moved =
              Together.run(
                  () -> plain.run(Ulp.move(fed, false)), () -> plain.run(Ulp.move(fed, true)));
          noise.add(runs.first(), moved.first());
          noise.add(runs.first(), moved.second());
        }
      }
    }
    return noise;
  }

  private void add(Map<String, Tensor> outputs, Map<String, Tensor> changed) {
    outputs.forEach(
        (name, tensor) -> {
          Tensor other = changed.get(name);
          double change = tensor.type().equals(other.type()) ? Distance.between(tensor, other) : 0;
          largest.merge(name, Double.isFinite(change) ? change : 0, Math::max);
        });
  }

  /** nu of an output; 0 where it could not be measured. */
  public double of(String output) {
    return largest.getOrDefault(output, 0.0);
  }
}
