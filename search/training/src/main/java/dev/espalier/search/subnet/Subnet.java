package dev.espalier.search.subnet;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.Tensor;
import dev.espalier.passes.ApplyRules;
import dev.espalier.passes.channels.RemoveDeadChannels;
import dev.espalier.passes.fuse.RemoveFullMask;
import dev.espalier.passes.simplify.FoldConstants;
import dev.espalier.passes.simplify.KeepChosenBranches;
import dev.espalier.search.subnet.Addresses.Slice;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What masks and choices leave of a supernet, physically: unlike a compiled network it has its
 * normalisations, and each of its constants is a slice of the constant of the same name in the
 * supernet. So it can be trained in place of the supernet, and what it learns be written back.
 *
 * @param slices by constant, the places of its elements in the supernet's
 */
public record Subnet(Graph graph, Map<String, int[]> slices) {
  /**
   * Cuts a supernet down.
   *
   * @param trained constants that training changes
   * @return nothing if not all that is left of them are slices: if a masked channel becomes a
   *     number that depends on them, say, as in front of a normalisation
   */
  public static Optional<Subnet> of(Graph supernet, Set<String> trained) {
    List<String> constants =
        supernet.constants().keySet().stream().filter(trained::contains).toList();
    if (constants.stream().anyMatch(c -> !isFloat(supernet.constants().get(c)))) {
      return Optional.empty();
    }
    Addresses addresses = new Addresses(constants);
    Graph numbered = cut(addresses.numbered(supernet));
    Graph placed = cut(addresses.placed(supernet));
    return slices(addresses, numbered, placed)
        .filter(slices -> isConsistent(slices, placed))
        .map(slices -> build(supernet, placed, slices));
  }

  private static boolean isFloat(Tensor tensor) {
    return tensor.element() == ElementType.F32;
  }

  private static Graph cut(Graph supernet) {
    Graph chosen = new ApplyRules(new KeepChosenBranches()).run(supernet);
    Graph small = new RemoveDeadChannels().run(new FoldConstants().run(chosen));
    return new ApplyRules(new RemoveFullMask()).run(small);
  }

  /** The slices by constant of the small graph; nothing if another constant has changed. */
  private static Optional<Map<String, Slice>> slices(
      Addresses addresses, Graph numbered, Graph placed) {
    Map<String, Slice> slices = new LinkedHashMap<>();
    if (!numbered.constants().keySet().equals(placed.constants().keySet())) {
      return Optional.empty();
    }
    for (String name : placed.constants().keySet()) {
      Tensor number = numbered.constants().get(name);
      Tensor place = placed.constants().get(name);
      Optional<Slice> slice = addresses.slice(number, place);
      slice.ifPresent(found -> slices.put(name, found));
      if (slice.isEmpty() && !isSame(number, place)) {
        return Optional.empty();
      }
    }
    return Optional.of(slices);
  }

  private static boolean isSame(Tensor one, Tensor other) {
    return one.element() == other.element()
        && Arrays.equals(one.shape(), other.shape())
        && Arrays.equals(one.toDoubles(), other.toDoubles());
  }

  /** Whether no constant is cut in two ways, and no other one has the name of a slice. */
  private static boolean isConsistent(Map<String, Slice> slices, Graph placed) {
    Map<String, int[]> places = places(slices);
    return slices.values().stream()
            .allMatch(slice -> Arrays.equals(slice.places(), places.get(slice.constant())))
        && placed.constants().keySet().stream()
            .noneMatch(name -> !slices.containsKey(name) && places.containsKey(name));
  }

  private static Map<String, int[]> places(Map<String, Slice> slices) {
    Map<String, int[]> places = new LinkedHashMap<>();
    slices.values().forEach(slice -> places.putIfAbsent(slice.constant(), slice.places()));
    return places;
  }

  private static Subnet build(Graph supernet, Graph placed, Map<String, Slice> slices) {
    Graph.Builder builder = Graph.builder(placed.name());
    placed.inputs().forEach(builder::input);
    Map<String, Tensor> constants = new LinkedHashMap<>();
    placed
        .constants()
        .forEach(
            (name, tensor) ->
                Optional.ofNullable(slices.get(name))
                    .ifPresentOrElse(
                        s -> constants.put(s.constant(), sliced(supernet, s, tensor.shape())),
                        () -> constants.put(name, tensor)));
    constants.forEach(builder::constant);
    placed.nodes().forEach(node -> builder.node(renamed(node, slices)));
    return new Subnet(builder.build(placed.outputs()), places(slices));
  }

  private static Tensor sliced(Graph supernet, Slice slice, long... shape) {
    float[] all = supernet.constants().get(slice.constant()).toFloats();
    return Tensor.floats(shape, gather(all, slice.places()));
  }

  private static Node renamed(Node node, Map<String, Slice> slices) {
    return node.withOperands(
        node.operands().stream()
            .map(o -> slices.containsKey(o) ? slices.get(o).constant() : o)
            .toList());
  }

  /** The elements at some places. */
  static float[] gather(float[] all, int... places) {
    float[] slice = new float[places.length];
    for (int i = 0; i < slice.length; i++) {
      slice[i] = all[places[i]];
    }
    return slice;
  }

  /** Puts the elements of a slice where they come from. */
  public void scatter(String constant, float[] slice, float[] all) {
    int[] places = slices.get(constant);
    for (int i = 0; i < slice.length; i++) {
      all[places[i]] = slice[i];
    }
  }

  /** Whether every slice is one of another subnet, too: both can have the same parameters. */
  public boolean sharesSlicesOf(Subnet other) {
    return slices.entrySet().stream()
        .allMatch(s -> Arrays.equals(s.getValue(), other.slices.get(s.getKey())));
  }
}
