package dev.espalier.search.subnet;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Graph;
import dev.espalier.ir.Tensor;
import dev.espalier.passes.Rebuild;
import java.util.List;
import java.util.Optional;

/**
 * Numbers that tell where they come from: in one copy of a graph every element of a constant is the
 * number of the constant, in another one its place in it. What passes do to both shows which slices
 * of the constants their results have. The numbers are floats of consecutive bits, all positive and
 * finite.
 *
 * @param constants those that are to be found again
 */
record Addresses(List<String> constants) {
  private static final int FIRST_CONSTANT = Float.floatToIntBits(1);
  private static final int FIRST_PLACE = Float.floatToIntBits(1 << 17);

  /** The elements of a constant that a tensor has, in its order. */
  record Slice(String constant, int[] places) {}

  /** The graph with the number of its constant as every element. */
  Graph numbered(Graph graph) {
    return with(graph, true);
  }

  /** The graph with its place in the constant as every element. */
  Graph placed(Graph graph) {
    return with(graph, false);
  }

  private Graph with(Graph graph, boolean numbers) {
    Rebuild rebuild = new Rebuild(graph);
    for (int c = 0; c < constants.size(); c++) {
      Tensor tensor = graph.constants().get(constants.get(c));
      float[] elements = new float[Math.toIntExact(tensor.size())];
      for (int i = 0; i < elements.length; i++) {
        elements[i] = Float.intBitsToFloat(numbers ? FIRST_CONSTANT + c : FIRST_PLACE + i);
      }
      rebuild.constant(constants.get(c), Tensor.floats(tensor.shape(), elements));
    }
    graph.nodes().forEach(rebuild::node);
    return rebuild.build();
  }

  /**
   * Where a tensor comes from.
   *
   * @param number the tensor that passes made of the first copy
   * @param place the one of the second copy
   * @return nothing if its elements are not those of one constant
   */
  Optional<Slice> slice(Tensor number, Tensor place) {
    if (number.element() != ElementType.F32 || number.size() == 0) {
      return Optional.empty();
    }
    float[] numbers = number.toFloats();
    float[] elements = place.toFloats();
    int constant = Float.floatToIntBits(numbers[0]) - FIRST_CONSTANT;
    int[] places = new int[elements.length];
    for (int i = 0; i < places.length; i++) {
      places[i] = Float.floatToIntBits(elements[i]) - FIRST_PLACE;
      if (numbers[i] != numbers[0] || places[i] < 0) {
        return Optional.empty();
      }
    }
    return constant < 0 || constant >= constants.size()
        ? Optional.empty()
        : Optional.of(new Slice(constants.get(constant), places));
  }
}
