package dev.espalier.cli;

import dev.espalier.accuracy.DataSet;
import dev.espalier.accuracy.score.Accuracy;
import dev.espalier.accuracy.score.ConfusionMatrix;
import dev.espalier.accuracy.score.Evaluate;
import dev.espalier.accuracy.score.ModelMetadata;
import dev.espalier.accuracy.score.Preprocessing;
import dev.espalier.check.Runner;
import dev.espalier.compiler.ReportJson;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code espalier evaluate MODEL --data DIR}: how well a model finds the classes of pixels. */
final class EvaluateCommand implements Command {
  private static final String RUNTIME = "runtime";
  private static final String CLASSES = "classes";
  private static final String VOID_IN_UNION = "void-in-union";
  private static final String OUTPUT = "output";

  @Override
  public Description description() {
    return new Description(
        "evaluate",
        "measure mIoU and pixel accuracy on pictures with labels",
        "MODEL --data DIR [OPTION...]",
        "espalier evaluate model.onnx --data streets --split val --scale 1/255");
  }

  @Override
  public Options options() {
    Options options =
        DataOptions.add(new Options())
            .addOption(
                CommonOptions.value(
                    RUNTIME,
                    String.join("|", EvaluateRuntime.words()),
                    "what runs the model (default that of its format); tflite compiles ONNX"
                        + " first"));
    return PreprocessingOptions.add(options)
        .addOption(
            CommonOptions.value(CLASSES, "N", "how many classes count (default those of the data)"))
        .addOption(
            CommonOptions.flag(
                null, VOID_IN_UNION, "what is predicted where there is no class counts as wrong"))
        .addOption(
            CommonOptions.value(OUTPUT, "NAME", "the model's output (default its first one)"))
        .addOption(CommonOptions.inputShape())
        .addOption(CommonOptions.format());
  }

  @Override
  public int run(CommandLine line, Console console) {
    Path model = Arguments.path(line, "MODEL");
    boolean json = Arguments.asksForJson(line);
    EvaluateRuntime runtime = runtime(line, model);
    Optional<Preprocessing> asked = PreprocessingOptions.read(line);
    DataSet data = DataOptions.read(line, console);
    Map<String, long[]> shapes = Arguments.shapes(line);
    try (Runner runner = runtime.open(model, shapes)) {
      Preprocessing preprocessing = preprocessing(asked, model, console);
      Optional<String> output = Optional.ofNullable(line.getOptionValue(OUTPUT));
      Evaluate evaluate = new Evaluate(runner, preprocessing, output, runtime.left(model, shapes));
      long start = System.nanoTime();
      ConfusionMatrix matrix = count(evaluate, data, console);
      double seconds = (System.nanoTime() - start) / 1e9;
      print(figures(line, model, runtime, data, matrix, seconds), json, console);
    }
    return Exit.OK;
  }

  private static ConfusionMatrix count(Evaluate evaluate, DataSet data, Console console) {
    try (ProgressLine progress = ProgressLine.of(console, "evaluate", data.size())) {
      return evaluate.run(data, progress::step);
    }
  }

  private static EvaluateRuntime runtime(CommandLine line, Path model) {
    if (!line.hasOption(RUNTIME)) {
      return EvaluateRuntime.of(model);
    }
    String word = Arguments.oneOf(line, RUNTIME, EvaluateRuntime.words());
    return EvaluateRuntime.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private static Preprocessing preprocessing(
      Optional<Preprocessing> asked, Path model, Console console) {
    return asked
        .or(() -> ModelMetadata.preprocessing(model))
        .orElseGet(
            () -> {
              console.note(
                  "the model is given pixels from 0 to 255 as they are:"
                      + " it does not say what it wants, and no option does");
              return Preprocessing.NONE;
            });
  }

  private static EvaluationFigures figures(
      CommandLine line,
      Path model,
      EvaluateRuntime runtime,
      DataSet data,
      ConfusionMatrix matrix,
      double seconds) {
    boolean voidInUnion = line.hasOption(VOID_IN_UNION);
    int classes =
        line.hasOption(CLASSES)
            ? (int) Arguments.whole(line, CLASSES, 1, ConfusionMatrix.MOST_CLASSES)
            : Math.max(matrix.classes(), data.classes().size());
    Accuracy accuracy = matrix.accuracy(classes, voidInUnion);
    return new EvaluationFigures(
        model.getFileName().toString(),
        Arguments.required(line, DataOptions.DATA),
        runtime.text(),
        data.size(),
        seconds,
        voidInUnion,
        accuracy.mIoU(),
        accuracy.pixelAccuracy(),
        accuracy.meanAccuracy(),
        EvaluationFigures.named(accuracy, data.classes()));
  }

  private static void print(EvaluationFigures figures, boolean json, Console console) {
    if (json) {
      console.text(ReportJson.text(figures));
    } else {
      figures.print(console);
    }
  }
}
