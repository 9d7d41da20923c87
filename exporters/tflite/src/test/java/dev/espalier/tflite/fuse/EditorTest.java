package dev.espalier.tflite.fuse;

import static dev.espalier.tflite.model.Builtin.ABS;
import static dev.espalier.tflite.model.Builtin.FULLY_CONNECTED;
import static dev.espalier.tflite.model.Builtin.NEG;
import static dev.espalier.tflite.model.Builtin.RELU;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.tflite.model.Activation;
import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.LiteModel.Port;
import dev.espalier.tflite.model.LiteOp;
import dev.espalier.tflite.model.LiteTensor;
import dev.espalier.tflite.model.Options;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@link Editor} and {@link Renumber}. */
class EditorTest {
  private final LiteNet net = new LiteNet();
  private final int unread = net.input(4);
  private final int x = net.input(2);

  @Test
  void nothingChangesWhereNothingIsEdited() {
    int unused = net.scalar(9);
    int a = net.like(NEG, x);
    int dead = net.like(ABS, a);
    int b = net.like(RELU, a);
    LiteModel model = net.model(b, a);
    LiteModel built = new Editor(model).build();

    assertThat(LiteNet.kinds(built)).containsExactly(NEG, RELU);
    assertThat(names(built.tensors()))
        .containsExactly(name(unread), name(x), name(a), name(b))
        .doesNotContain(name(unused), name(dead));
    assertThat(built.inputs()).containsExactly(new Port("in0", 0), new Port("in1", 1));
    assertThat(built.outputs()).containsExactly(new Port("out0", 3), new Port("out1", 2));
    assertThat(built.description()).isEqualTo("about");
    assertThat(built.metadata()).containsOnlyKeys("note");
    assertThat(built.name()).isEqualTo("main");
  }

  @Test
  void absentInputsStayAbsent() {
    Options options = new Options.FullyConnected(Activation.NONE, false);
    int made = net.op(FULLY_CONNECTED, options, List.of(2), x, x);
    LiteModel model = net.model(made);
    LiteOp op = model.ops().get(0);
    LiteModel built =
        new Editor(model.withOps(List.of(op.withInputs(List.of(x, x, LiteOp.ABSENT))))).build();
    assertThat(built.ops().get(0).inputs()).containsExactly(1, 1, LiteOp.ABSENT);
  }

  @Test
  void readersAreCounted() {
    int a = net.like(NEG, x);
    int b = net.like(RELU, a);
    int c = net.like(ABS, a);
    Editor editor = new Editor(net.model(b, c));
    assertThat(editor.isReadOnce(a)).isFalse();
    assertThat(editor.isReadOnce(b)).isFalse();
    editor.replace(2, editor.op(2).withInputs(List.of(x)));
    assertThat(editor.isReadOnce(a)).isTrue();
    assertThat(editor.isReadOnce(x)).isFalse();
  }

  @Test
  void aMergedOperatorMakesTheResultsOfItsReader() {
    int a = net.like(NEG, x);
    int b = net.like(RELU, a);
    int c = net.like(ABS, b);
    Editor editor = new Editor(net.model(c));
    editor.mergeInto(editor.op(0), 1);
    assertThat(editor.producer(editor.op(2), 0)).contains(editor.op(1));
    assertThat(editor.position(editor.op(1))).isEqualTo(1);
    assertThat(editor.isReadOnce(x)).isTrue();
    LiteModel built = editor.build();
    assertThat(LiteNet.kinds(built)).containsExactly(NEG, ABS);
    assertThat(names(built.tensors())).containsExactly(name(unread), name(x), name(b), name(c));
    assertThat(a).isNotEqualTo(b);
  }

  private String name(int tensor) {
    return net.model().tensor(tensor).name();
  }

  private static List<String> names(List<LiteTensor> tensors) {
    return tensors.stream().map(LiteTensor::name).toList();
  }
}
