package dev.espalier.tflite.layout;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.op.AveragePool;
import dev.espalier.ir.op.Conv;
import dev.espalier.ir.op.ConvTranspose;
import dev.espalier.ir.op.DepthToSpace;
import dev.espalier.ir.op.MatMul;
import dev.espalier.ir.op.MaxPool;
import dev.espalier.ir.op.Op;
import dev.espalier.ir.op.Opaque;
import dev.espalier.ir.op.Reshape;
import dev.espalier.ir.op.Resize;
import dev.espalier.ir.op.SpaceToDepth;
import dev.espalier.ir.op.Transpose;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds out which inputs are images [N,C,H,W]: those that reach an operator on images through
 * operators that leave the axes where they are.
 */
final class ImageInputs {
  private static final List<Class<? extends Op>> ON_IMAGES =
      List.of(
          Conv.class,
          ConvTranspose.class,
          AveragePool.class,
          MaxPool.class,
          DepthToSpace.class,
          SpaceToDepth.class,
          Resize.class);

  private ImageInputs() {}

  static boolean isImage(Graph graph, String input) {
    if (graph.type(input).rank() != 4) {
      return false;
    }
    Set<String> seen = new HashSet<>(Set.of(input));
    ArrayDeque<String> open = new ArrayDeque<>(List.of(input));
    while (!open.isEmpty()) {
      String value = open.poll();
      for (Node user : graph.users(value)) {
        if (ON_IMAGES.contains(user.op().getClass()) && user.input().equals(value)) {
          return true;
        }
        if (keepsAxes(graph, user) && seen.add(user.result())) {
          open.add(user.result());
        }
      }
    }
    return false;
  }

  /** Whether an operator gives its operand's axes to its result: renames and reshapes do not. */
  private static boolean keepsAxes(Graph graph, Node node) {
    return !(node.op() instanceof Transpose)
        && !(node.op() instanceof Reshape)
        && !(node.op() instanceof MatMul)
        && !(node.op() instanceof Opaque)
        && !node.result().equals(Node.ABSENT)
        && graph.type(node.result()).rank() == 4;
  }
}
