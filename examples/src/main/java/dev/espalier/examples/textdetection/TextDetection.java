package dev.espalier.examples.textdetection;

import dev.espalier.compiler.CompileJob;
import dev.espalier.compiler.CompileOptions;
import dev.espalier.compiler.CompileReport;
import dev.espalier.compiler.CompileResult;
import dev.espalier.compiler.Format;
import dev.espalier.examples.Example;
import dev.espalier.onnx.OnnxModel;
import dev.espalier.onnx.OnnxReader;
import dev.espalier.onnx.OnnxWriter;
import dev.espalier.passes.prune.Prune;
import dev.espalier.passes.prune.PruneMethod;
import dev.espalier.passes.prune.PruneOptions;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;

/**
 * Prunes a trained text detector mildly, compiles it, and shows what it sees before and after.
 *
 * <p>The detector is the segmentation network of PP-OCRv3 (Apache-2.0), with symbolic batch, height
 * and width.
 */
public final class TextDetection implements Example {
  private static final String MODEL = "/models/ch_PP-OCRv3_det_infer.onnx";
  private static final double KEEP = 0.9;

  /** Without training after pruning, at least this much of the text must still be found. */
  private static final double LEAST_OVERLAP = 0.7;

  @Override
  public String name() {
    return "text-detection";
  }

  @Override
  public String description() {
    return "prune the trained text detector PP-OCRv3, compile it, and see what it finds";
  }

  @Override
  public boolean run(Path out, PrintStream log) throws IOException {
    Path detector = out.resolve("detector.onnx");
    Path masked = out.resolve("masked.onnx");
    Path compiled = out.resolve("compiled");
    try (InputStream model = TextDetection.class.getResourceAsStream(MODEL)) {
      if (model == null) {
        throw new IllegalStateException("the detector is not on the class path: " + MODEL);
      }
      Files.copy(model, detector, StandardCopyOption.REPLACE_EXISTING);
    }
    prune(detector, masked);
    CompileResult result =
        new CompileJob(masked, compiled, CompileOptions.builder().emit(Format.ONNX).build())
            .run(step -> log.println("  " + step));
    result.failures().forEach(failure -> log.println("failed: " + failure));
    if (!result.failures().isEmpty()) {
      return false;
    }
    BufferedImage picture = Poster.draw();
    ProbabilityMap before = ProbabilityMap.of(detector, picture);
    ProbabilityMap after = ProbabilityMap.of(compiled.resolve(Format.ONNX.file()), picture);
    ProbabilityMap reference = ProbabilityMap.of(masked, picture);
    write(picture, out.resolve("picture.png"));
    write(before.picture(), out.resolve("before.png"));
    write(after.picture(), out.resolve("after.png"));
    write(beside(picture, before.picture(), after.picture()), out.resolve("comparison.png"));
    return tell(result.report(), before, after, reference, out, log);
  }

  private static void write(BufferedImage image, Path file) throws IOException {
    if (!ImageIO.write(image, "png", file.toFile())) {
      throw new IllegalStateException("no writer for PNG");
    }
  }

  private static BufferedImage beside(BufferedImage... images) {
    int width = images[0].getWidth();
    BufferedImage row =
        new BufferedImage(width * images.length, images[0].getHeight(), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = row.createGraphics();
    for (int i = 0; i < images.length; i++) {
      graphics.drawImage(images[i], i * width, 0, null);
    }
    graphics.dispose();
    return row;
  }

  private static void prune(Path detector, Path masked) throws IOException {
    OnnxModel model = OnnxReader.read(detector);
    PruneOptions options = new PruneOptions(PruneMethod.L1, KEEP, 1, List.of(), 7);
    new OnnxWriter().write(model.withGraph(Prune.run(model.graph(), options).graph()), masked);
  }

  private static boolean tell(
      CompileReport report,
      ProbabilityMap before,
      ProbabilityMap after,
      ProbabilityMap reference,
      Path out,
      PrintStream log) {
    CompileReport.Input input = report.input();
    CompileReport.Output output = report.outputs().get(0);
    double overlap = after.overlap(before);
    line(log, "parameters  %,12d -> %,12d", input.parameters(), output.parameters());
    line(log, "MACs        %,12d -> %,12d", input.macs(), output.macs());
    line(
        log, "text pixels %11.2f%% -> %11.2f%%", 100 * before.textShare(), 100 * after.textShare());
    line(log, "text found before and after, over either: %.3f", overlap);
    line(
        log,
        "compiled against masked detector on the picture: %.1e at most",
        after.greatestDifference(reference));
    line(log, "picture, map before and map after: %s", out.resolve("comparison.png"));
    if (overlap < LEAST_OVERLAP) {
      line(log, "failed: less than %.2f of the text is found after pruning", LEAST_OVERLAP);
    }
    return overlap >= LEAST_OVERLAP;
  }

  private static void line(PrintStream log, String format, Object... arguments) {
    log.println(String.format(Locale.ROOT, format, arguments));
  }
}
