package dev.espalier.tflite.file;

import dev.espalier.tflite.Lint;
import dev.espalier.tflite.model.LiteModel;
import java.util.List;

/**
 * A file that was read.
 *
 * @param remarks what is unusual about the file, but no error
 */
public record TfliteFile(LiteModel model, List<Lint> remarks) {
  public TfliteFile {
    remarks = List.copyOf(remarks);
  }
}
