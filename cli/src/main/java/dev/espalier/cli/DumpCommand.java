package dev.espalier.cli;

import dev.espalier.check.ModelFormat;
import dev.espalier.ir.text.IrPrinter;
import dev.espalier.onnx.OnnxReader;
import dev.espalier.tflite.file.TfliteReader;
import dev.espalier.tflite.text.LitePrinter;
import java.nio.file.Path;
import java.util.Map;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code espalier dump MODEL}: the model as text. */
final class DumpCommand implements Command {
  @Override
  public Description description() {
    return new Description("dump", "print a model as text", "MODEL", "espalier dump model.onnx");
  }

  @Override
  public Options options() {
    return new Options().addOption(CommonOptions.inputShape());
  }

  @Override
  public int run(CommandLine line, Console console) {
    Path model = Arguments.path(line, "MODEL");
    Map<String, long[]> shapes = Arguments.shapes(line);
    console.text(
        switch (ModelFormat.of(model)) {
          case ONNX -> IrPrinter.print(OnnxReader.read(model, shapes).graph());
          case TFLITE -> LitePrinter.print(TfliteReader.read(model));
        });
    return Exit.OK;
  }
}
