package dev.espalier.accuracy.score;

import dev.espalier.accuracy.DataSet;
import dev.espalier.accuracy.Picture;
import dev.espalier.accuracy.Sample;
import dev.espalier.accuracy.feed.Prefetch;
import dev.espalier.check.InputSizes;
import dev.espalier.check.PortType;
import dev.espalier.check.Runner;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Runs a model on every picture of a data set and compares the classes it finds with the labels.
 *
 * @param output the output with the scores or classes; the first one when absent
 * @param shapes that fix symbolic sizes, by input
 */
public record Evaluate(
    Runner model,
    Preprocessing preprocessing,
    Optional<String> output,
    Map<String, long[]> shapes) {
  private static final int READERS = 2;
  private static final int AHEAD = 4;

  /** A sample, and its picture as the model takes it. */
  private record Prepared(Sample sample, Picture seen, Tensor tensor) {}

  /**
   * Counts the pixels of all samples.
   *
   * @param done called after each sample
   * @throws NotEvaluableException when the model does not take pictures, or a label has no output
   */
  public ConfusionMatrix run(DataSet data, Runnable done) {
    PictureInput input = PictureInput.of(inputs(), preprocessing);
    String wanted = wantedOutput();
    ConfusionMatrix matrix = new ConfusionMatrix();
    try (Prefetch<Prepared> samples =
        new Prefetch<>(i -> prepare(input, data.sample((int) i)), 0, data.size(), READERS, AHEAD)) {
      while (samples.hasNext()) {
        Prepared prepared = samples.next();
        Map<String, Tensor> outputs = model.run(Map.of(input.port().name(), prepared.tensor));
        add(matrix, prepared, wanted, outputs.get(wanted), input.axes());
        done.run();
      }
    }
    return matrix;
  }

  /** The inputs in the shapes asked for. */
  private List<PortType> inputs() {
    InputSizes sizes = new InputSizes(model.inputs(), shapes);
    return model.inputs().stream()
        .map(port -> shapes.containsKey(port.name()) ? fixed(port, sizes) : port)
        .toList();
  }

  private static PortType fixed(PortType port, InputSizes sizes) {
    TensorType type = TensorType.of(port.type().element(), sizes.shape(port.name()));
    return new PortType(port.name(), type);
  }

  private String wantedOutput() {
    List<String> names = model.outputs().stream().map(PortType::name).toList();
    String wanted = output.orElse(names.get(0));
    if (!names.contains(wanted)) {
      throw new NotEvaluableException("the model has no output '%s'; it has %s", wanted, names);
    }
    return wanted;
  }

  private static Prepared prepare(PictureInput input, Sample sample) {
    Picture seen = input.resized(sample.picture());
    return new Prepared(sample, seen, input.tensor(seen));
  }

  private static void add(
      ConfusionMatrix matrix, Prepared prepared, String name, Tensor output, PictureAxes axes) {
    Sample sample = prepared.sample;
    PixelClasses found =
        PixelClasses.of(
            name, output, axes, prepared.seen, sample.picture().width(), sample.picture().height());
    requireClasses(sample, found.scores());
    matrix.add(sample.labels(), found.predicted());
  }

  private static void requireClasses(Sample sample, OptionalInt outputs) {
    int largest = Arrays.stream(sample.labels().classes()).max().orElse(0);
    int classes = outputs.orElse(ConfusionMatrix.MOST_CLASSES);
    if (largest >= classes) {
      throw new NotEvaluableException(
          "%s: there are pixels with the label %d, and %s %d classes (0 to %d)",
          sample.name(),
          largest,
          outputs.isPresent() ? "the model has" : "there can be",
          classes,
          classes - 1);
    }
  }
}
