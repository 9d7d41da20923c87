package dev.espalier.tflite.file;

import dev.espalier.tflite.Lint;
import dev.espalier.tflite.Lint.Level;
import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.LiteOp;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.OperatorCode;

/** What is unusual about a file that can be read all the same. */
final class FileRemarks {
  static final int ALIGNMENT = 16;

  /** What the remarks are about, in place of an operator. */
  private static final String WHOLE = "the whole file";

  private final Model model;
  private final List<Lint> remarks = new ArrayList<>();

  private FileRemarks(Model model) {
    this.model = model;
  }

  /**
   * Looks at a file.
   *
   * @param read the model in it
   */
  static List<Lint> about(Model model, LiteModel read) {
    FileRemarks file = new FileRemarks(model);
    file.operators(read);
    file.buffers();
    file.operatorCodes();
    file.signature();
    return file.remarks;
  }

  private void buffers() {
    int unaligned = 0;
    for (int i = 0; i < model.buffersLength(); i++) {
      ByteBuffer data = model.buffers(i).dataAsByteBuffer();
      unaligned += data != null && data.hasRemaining() && data.position() % ALIGNMENT != 0 ? 1 : 0;
    }
    if (unaligned > 0) {
      remark(
          "file/unaligned-buffer",
          Level.WARNING,
          unaligned
              + " of "
              + model.buffersLength()
              + " buffers do not begin at a multiple of 16 bytes, so that runtimes may have to copy"
              + " them: write the file again with a newer converter");
    }
  }

  private void operators(LiteModel read) {
    List<LiteOp> unused = read.unusedOps();
    if (!unused.isEmpty()) {
      remark(
          "file/unused-operator",
          Level.WARNING,
          "nothing uses the results of "
              + unused.size()
              + " operators; runtimes compute them all the same, and XNNPACK may crash: write the"
              + " file again without them");
    }
  }

  private void operatorCodes() {
    Set<List<Object>> seen = new HashSet<>();
    boolean old = false;
    boolean repeated = false;
    for (int i = 0; i < model.operatorCodesLength(); i++) {
      OperatorCode code = model.operatorCodes(i);
      int builtin = KnownCode.number(code);
      String custom = Texts.of(code.customCodeAsByteBuffer());
      old |=
          code.builtinCode() != builtin
              || code.deprecatedBuiltinCode() != Math.min(builtin, OperatorCodes.LARGEST_IN_OLD);
      repeated |= !seen.add(List.of(builtin, custom));
    }
    if (old) {
      remark(
          "file/one-operator-code",
          Level.NOTE,
          "operator codes are in one of the two fields for them, as before TensorFlow 2.4");
    }
    if (repeated) {
      remark("file/repeated-operator", Level.NOTE, "an operator has several operator codes");
    }
  }

  private void signature() {
    if (model.signatureDefsLength() == 0) {
      remark(
          "file/no-signature",
          Level.NOTE,
          "inputs and outputs have no names of their own: their tensors' names are used");
    }
  }

  private void remark(String rule, Level level, String message) {
    remarks.add(new Lint(rule, level, WHOLE, message));
  }
}
