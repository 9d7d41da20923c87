package dev.espalier.compiler;

import dev.espalier.accuracy.Picture;
import dev.espalier.accuracy.Resize;
import dev.espalier.check.Equivalence;
import dev.espalier.check.EvidenceInput;
import dev.espalier.ir.Tensor;
import dev.espalier.page.ClassColours;
import dev.espalier.page.InlinePicture;
import dev.espalier.page.Pictures;
import dev.espalier.page.Pictures.ClassColour;
import dev.espalier.page.Pictures.Row;
import dev.espalier.page.Pictures.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Shows what the input model and the first of the compiled ones see in samples: classes in their
 * colours, or a single channel in red, over the picture, and where the two differ.
 */
final class SamplePictures implements Equivalence.Observer {
  private static final int MOST = 4;
  private static final int ENTRIES = 256;
  private static final int[] COLOURS = ClassColours.of(List.of(), ENTRIES);

  private final List<EvidenceInput> samples;
  private final List<Row> rows = new ArrayList<>();
  private final TreeSet<Integer> classes = new TreeSet<>();

  /** Shows the first of some inputs. */
  SamplePictures(List<EvidenceInput> samples) {
    this.samples = samples.subList(0, Math.min(MOST, samples.size()));
  }

  /** All that were seen. */
  Pictures all() {
    List<ClassColour> colours =
        classes.stream()
            .map(
                c -> new ClassColour("class " + c, String.format(Locale.ROOT, "#%06x", COLOURS[c])))
            .toList();
    return new Pictures(rows, colours);
  }

  @Override
  public void see(
      EvidenceInput input, Map<String, Tensor> expected, List<Map<String, Tensor>> actual) {
    if (samples.contains(input) && !actual.isEmpty()) {
      first(input.tensors())
          .flatMap(seen -> SeenPicture.of(input.tensors().get(seen)))
          .ifPresent(picture -> add(input.name(), picture, expected, actual.get(0)));
    }
  }

  /** The first tensor that is a picture. */
  private static Optional<String> first(Map<String, Tensor> tensors) {
    return tensors.entrySet().stream()
        .filter(tensor -> SeenPicture.of(tensor.getValue()).isPresent())
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private void add(
      String name, SeenPicture input, Map<String, Tensor> expected, Map<String, Tensor> actual) {
    first(expected)
        .filter(output -> actual.containsKey(output))
        .filter(output -> actual.get(output).type().equals(expected.get(output).type()))
        .ifPresent(
            output ->
                add(
                    name,
                    input.asPhotograph(),
                    SeenPicture.of(expected.get(output)).orElseThrow(),
                    SeenPicture.of(actual.get(output)).orElseThrow(),
                    !expected.get(output).element().isFloat()));
  }

  private void add(
      String name, Picture picture, SeenPicture expected, SeenPicture actual, boolean chosen) {
    boolean labels = chosen || expected.channels() > 1;
    rows.add(
        new Row(
            name,
            List.of(
                shown("picture", "the sample " + name, picture),
                shown(
                    "input model",
                    "what the input model sees in " + name,
                    labels ? classes(picture, expected) : heat(picture, expected, expected)),
                shown(
                    "compiled",
                    "what the compiled model sees in " + name,
                    labels ? classes(picture, actual) : heat(picture, actual, expected)),
                difference(name, expected, actual, labels))));
  }

  private static Shown shown(String caption, String text, Picture picture) {
    return new Shown(caption, text, InlinePicture.of(picture));
  }

  private Picture classes(Picture picture, SeenPicture seen) {
    IntStream.range(0, seen.pixels()).forEach(pixel -> classes.add(seen.best(pixel)));
    return over(picture, seen, pixel -> COLOURS[seen.best(pixel)], pixel -> 150);
  }

  private static Picture heat(Picture picture, SeenPicture seen, SeenPicture expected) {
    double least =
        IntStream.range(0, expected.pixels()).mapToDouble(p -> expected.at(0, p)).min().orElse(0);
    double most =
        IntStream.range(0, expected.pixels()).mapToDouble(p -> expected.at(0, p)).max().orElse(1);
    double range = most > least ? most - least : 1;
    return over(
        picture,
        seen,
        pixel -> 0xe02020,
        pixel -> (int) (200 * Math.max(0, Math.min(1, (seen.at(0, pixel) - least) / range))));
  }

  /** Colours over a picture, each with so much weight of 255. */
  private static Picture over(
      Picture picture, SeenPicture seen, IntUnaryOperator colour, IntUnaryOperator weight) {
    Picture below = Resize.picture(picture, seen.width(), seen.height());
    byte[] rgb = new byte[3 * seen.pixels()];
    for (int i = 0; i < rgb.length; i++) {
      int part = colour.applyAsInt(i / 3) >> 16 - 8 * (i % 3) & 0xff;
      int share = weight.applyAsInt(i / 3);
      rgb[i] = (byte) ((part * share + (below.rgb()[i] & 0xff) * (255 - share)) / 255);
    }
    return new Picture(seen.width(), seen.height(), rgb);
  }

  /** White is the largest difference there is. */
  private static Shown difference(
      String name, SeenPicture expected, SeenPicture actual, boolean labels) {
    double most = 0;
    int other = 0;
    for (int pixel = 0; pixel < expected.pixels(); pixel++) {
      most = Math.max(most, expected.difference(actual, pixel));
      other += expected.best(pixel) == actual.best(pixel) ? 0 : 1;
    }
    double white = most > 0 ? most : 1;
    byte[] rgb = new byte[3 * expected.pixels()];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) Math.round(255 * expected.difference(actual, i / 3) / white);
    }
    String text =
        String.format(Locale.ROOT, "difference, white is %.1e", most)
            + (labels
                ? "; " + other + " of " + expected.pixels() + " pixels of another class"
                : "");
    return shown(
        text,
        "where the two differ in " + name + ": " + text,
        new Picture(expected.width(), expected.height(), rgb));
  }
}
