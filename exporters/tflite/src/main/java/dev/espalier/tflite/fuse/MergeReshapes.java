package dev.espalier.tflite.fuse;

import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.LiteOp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A reshape of a reshape is one; one that gives back the first shape is none.
 *
 * <pre>
 * %a = RESHAPE(%x)  |  %y = RESHAPE(%x)
 * %y = RESHAPE(%a)  |
 * </pre>
 */
final class MergeReshapes {
  private MergeReshapes() {}

  static LiteModel run(LiteModel model) {
    Editor editor = new Editor(model);
    for (int i = 0; i < editor.size(); i++) {
      LiteOp op = editor.op(i);
      if (op.kind() == Builtin.RESHAPE) {
        Optional<LiteOp> first = editor.producer(op, 0, Builtin.RESHAPE);
        if (first.isPresent()) {
          List<Integer> inputs = new ArrayList<>(op.inputs());
          inputs.set(0, first.get().input(0));
          editor.replace(i, op.withInputs(inputs));
        }
      }
      bypass(editor, i);
    }
    return editor.build();
  }

  /** Inputs of an operator that a reshape leaves as they are. */
  private static void bypass(Editor editor, int position) {
    LiteOp op = editor.op(position);
    List<Integer> inputs = new ArrayList<>(op.inputs());
    for (int i = 0; i < inputs.size(); i++) {
      if (op.has(i)) {
        Optional<LiteOp> reshape = editor.producer(op, i, Builtin.RESHAPE);
        if (reshape.isPresent() && keepsShape(editor, reshape.get())) {
          inputs.set(i, reshape.get().input(0));
        }
      }
    }
    if (!inputs.equals(op.inputs())) {
      editor.replace(position, op.withInputs(inputs));
    }
  }

  private static boolean keepsShape(Editor editor, LiteOp reshape) {
    return editor.tensor(reshape.input(0)).shape().equals(editor.tensor(reshape.output()).shape());
  }
}
