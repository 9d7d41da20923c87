package dev.espalier.cli;

import dev.espalier.ir.text.IrPrinter;
import dev.espalier.onnx.OnnxModel;
import dev.espalier.onnx.OnnxReader;
import java.util.Map;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code espalier dump MODEL}: the model as textual IR. */
final class DumpCommand implements Command {
  @Override
  public String name() {
    return "dump";
  }

  @Override
  public String summary() {
    return "print a model as textual IR";
  }

  @Override
  public String synopsis() {
    return "MODEL";
  }

  @Override
  public String example() {
    return "espalier dump model.onnx";
  }

  @Override
  public Options options() {
    return new Options().addOption(CommonOptions.inputShape());
  }

  @Override
  public int run(CommandLine line, Console console) {
    Map<String, long[]> shapes = Arguments.shapes(line);
    OnnxModel model = OnnxReader.read(Arguments.path(line, "MODEL"), shapes);
    console.text(IrPrinter.print(model.graph()));
    return Exit.OK;
  }
}
