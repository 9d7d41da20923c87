package dev.espalier.savedmodel;

import dev.espalier.tflite.model.LiteModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;

/** Written models, read back by protobuf itself. */
final class SavedModels {
  private SavedModels() {}

  static MetaGraphDef written(LiteModel model, Path folder) {
    try {
      SavedModelWriter.write(model, folder);
      byte[] bytes = Files.readAllBytes(folder.resolve(SavedModelWriter.FILE));
      return SavedModel.parseFrom(bytes).getMetaGraphs(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<NodeDef> nodes(LiteModel model, Path folder) {
    return written(model, folder).getGraphDef().getNodeList();
  }
}
