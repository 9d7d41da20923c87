package dev.espalier.onnx;

import static dev.espalier.onnx.OnnxException.malformed;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Parses a model by reference: the bytes of its tensors are views of the mapped file. */
public final class ModelFile {
  private ModelFile() {}

  /**
   * The messages of a file.
   *
   * @throws OnnxException when the file cannot be read or is no ONNX model
   */
  public static ModelProto parse(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      if (channel.size() > Integer.MAX_VALUE) {
        throw malformed("%s is larger than 2 GiB, which no ONNX model file is", file);
      }
      var map = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
      CodedInputStream in = UnsafeByteOperations.unsafeWrap(map).newCodedInput();
      in.enableAliasing(true);
      return check(file, ModelProto.parseFrom(in));
    } catch (InvalidProtocolBufferException e) {
      throw broken(file, "not an ONNX model: " + e.getMessage(), e);
    } catch (NoSuchFileException e) {
      throw broken(file, "no such file", e);
    } catch (FileSystemException e) {
      throw broken(file, e.getReason() == null ? "cannot be read" : e.getReason(), e);
    } catch (IOException e) {
      throw broken(file, String.valueOf(e.getMessage()), e);
    }
  }

  private static ModelProto check(Path file, ModelProto model) {
    if (!model.hasGraph() || model.getGraph().getOutputCount() == 0) {
      throw malformed("%s: not an ONNX model: no graph with outputs in it", file);
    }
    return model;
  }

  private static OnnxException broken(Path file, String what, IOException cause) {
    return new OnnxException(OnnxException.Code.MALFORMED_MODEL, file + ": " + what, cause);
  }
}
