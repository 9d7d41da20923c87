package dev.espalier.tflite.fuse;

import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.LiteOp;
import dev.espalier.tflite.model.LiteTensor;
import dev.espalier.tflite.model.Options;
import java.util.ArrayList;
import java.util.List;

/**
 * A fully connected operator reads an image of one cell as it is.
 *
 * <pre>
 * %a = RESHAPE(%x) to [n, c]       |  %y = FULLY_CONNECTED(%x, %w, %b)
 * %y = FULLY_CONNECTED(%a, %w, %b) |
 * </pre>
 *
 * Not when {@code %x} has another shape than [n, 1, 1, c], nor when the operator keeps the axes of
 * what it reads.
 */
final class SkipFlatten {
  private SkipFlatten() {}

  static LiteModel run(LiteModel model) {
    Editor editor = new Editor(model);
    for (int i = 0; i < editor.size(); i++) {
      LiteOp op = editor.op(i);
      if (op.options() instanceof Options.FullyConnected options && !options.keepNumDims()) {
        int reader = i;
        editor
            .producer(op, 0, Builtin.RESHAPE)
            .filter(reshape -> flattensCell(editor, reshape))
            .ifPresent(reshape -> editor.replace(reader, reading(op, reshape.input(0))));
      }
    }
    return editor.build();
  }

  private static boolean flattensCell(Editor editor, LiteOp reshape) {
    LiteTensor image = editor.tensor(reshape.input(0));
    List<Integer> rows = editor.tensor(reshape.output()).shape();
    return rows.size() == 2 && image.shape().equals(List.of(rows.get(0), 1, 1, rows.get(1)));
  }

  private static LiteOp reading(LiteOp op, int image) {
    List<Integer> inputs = new ArrayList<>(op.inputs());
    inputs.set(0, image);
    return op.withInputs(inputs);
  }
}
