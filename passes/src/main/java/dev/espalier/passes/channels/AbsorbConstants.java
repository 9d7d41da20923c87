package dev.espalier.passes.channels;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.Shapes;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Reason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Decides, at every node that sums over channels, in which exact form the constants of removed
 * channels live on: folded into the bias, carried by one constant channel, added as a map, or not
 * at all, in which case the channels stay. The cheapest form wins.
 */
final class AbsorbConstants {
  /** The form chosen for a node whose removed channels cannot all be folded. */
  enum Form {
    CARRIED,
    MAPPED
  }

  private final Graph graph;
  private final ChannelAnalysis analysis;
  private final Removal removal;
  private final GroupCosts costs;
  private final List<LinearReader> readers = new ArrayList<>();
  private final Map<String, Form> forms = new LinkedHashMap<>();

  AbsorbConstants(Graph graph, ChannelAnalysis analysis, Removal removal, CostModel model) {
    this.graph = graph;
    this.analysis = analysis;
    this.removal = removal;
    this.costs = new GroupCosts(graph, removal.groups(), model);
    graph.nodes().forEach(node -> LinearReader.of(graph, node).ifPresent(readers::add));
  }

  /** Keeps groups whose constants no form absorbs cheaply; true if it kept one. */
  boolean keepSome() {
    boolean changed = false;
    for (LinearReader reader : readers) {
      changed |= reader.result().isPresent() ? settle(reader) : keepProducts(reader);
      changed |= keepOne(reader);
    }
    return changed;
  }

  /** The form chosen for a node; empty where everything is folded. */
  Optional<Form> form(Node node) {
    return Optional.ofNullable(forms.get(node.result()));
  }

  List<LinearReader> readers() {
    return readers;
  }

  /** In a product of two values, an index can go only if one of the factors is zero there. */
  private boolean keepProducts(LinearReader reader) {
    if (!removal.isCut(reader.contracted())) {
      return false;
    }
    boolean[] gone = removal.positions(reader.contracted());
    boolean[] counts = nonZeros(reader.node(), gone.length);
    boolean changed = false;
    for (int p = 0; p < gone.length; p++) {
      if (gone[p] && counts[p]) {
        changed |= keep(reader, p, Reason.LIVE_PARTNER);
      }
    }
    return changed;
  }

  /** Which indices of the axis that is summed over add something. */
  private boolean[] nonZeros(Node node, int length) {
    boolean[] counts = new boolean[length];
    Optional<ProductPairs> found =
        ProductPairs.of(new Flow(graph, node, analysis.all())).filter(ProductPairs::countSummed);
    if (found.isEmpty()) {
      Arrays.fill(counts, true);
      return counts;
    }
    ProductPairs pairs = found.get();
    boolean[] zeros = pairs.zeros();
    int[] summed = pairs.summed();
    for (int pair = 0; pair < zeros.length; pair++) {
      counts[summed[pair]] |= !zeros[pair];
    }
    return counts;
  }

  private boolean[] positions(Channels channels, ValueAxis axis, Predicate<ChannelState> property) {
    boolean[] having = new boolean[channels.count()];
    for (int c = 0; c < having.length; c++) {
      having[c] = property.test(channels.at(c));
    }
    return channels.positions(graph.type(axis.value()), axis.axis(), having);
  }

  private boolean settle(LinearReader reader) {
    if (!removal.isCut(reader.contracted())) {
      return false;
    }
    boolean changed = keepUncounted(reader);
    Constants constants = constants(reader);
    if (constants.areFolded()) {
      return changed;
    }
    if (!forms.containsKey(reader.node().result())) {
      return choose(reader, constants) || changed;
    }
    boolean carried = forms.get(reader.node().result()) == Form.CARRIED;
    return carried && carryUniform(reader, constants) || changed;
  }

  /** The removed, known, non-zero channels that a node reads. */
  Constants constants(LinearReader reader) {
    return Constants.of(graph, analysis, removal, reader);
  }

  private boolean choose(LinearReader reader, Constants constants) {
    double keepAll = cost(reader, constants.unfolded());
    double carry =
        constants.uniform().isEmpty()
            ? Double.POSITIVE_INFINITY
            : cost(reader, constants.carriersToKeep()) + cost(reader, constants.fixed());
    double map = mapCost(reader);
    if (carry <= map && carry <= keepAll && !constants.uniform().isEmpty()) {
      forms.put(reader.node().result(), Form.CARRIED);
      return carryUniform(reader, constants);
    }
    if (map <= keepAll) {
      forms.put(reader.node().result(), Form.MAPPED);
      return false;
    }
    return keepAll(reader, constants.unfolded());
  }

  /** What is known position by position, but not as the node counts channels, has no form. */
  private boolean keepUncounted(LinearReader reader) {
    ValueAxis axis = reader.contracted();
    Optional<Channels> own = analysis.of(axis.value()).filter(c -> c.axes().contains(axis.axis()));
    Optional<Channels> counted = analysis.of(reader.node(), reader.operand());
    if (own.isEmpty() || own.equals(counted)) {
      return false;
    }
    boolean[] gone = removal.positions(axis);
    boolean[] known = positions(own.get(), axis, state -> !state.isLive());
    boolean[] live = positions(counted.orElseThrow(), axis, ChannelState::isLive);
    Optional<KnownEntries> entries = entries(reader);
    boolean changed = false;
    for (int p = 0; p < gone.length; p++) {
      boolean uncounted = gone[p] && known[p] && live[p];
      if (uncounted && (entries.isEmpty() || !entries.get().areKnown(p))) {
        changed |= keep(reader, p, Reason.FIXED_AXIS);
      }
    }
    return changed;
  }

  private Optional<KnownEntries> entries(LinearReader reader) {
    return KnownEntries.of(graph, analysis, reader);
  }

  private boolean carryUniform(LinearReader reader, Constants constants) {
    boolean changed = carry(reader, constants);
    return keepAll(reader, constants.fixed()) || changed;
  }

  private boolean carry(LinearReader reader, Constants constants) {
    boolean changed = false;
    for (int channel : constants.carriersToKeep()) {
      changed |= keep(reader, channel, Reason.CARRIER);
    }
    return changed;
  }

  private boolean keepAll(LinearReader reader, List<Integer> channels) {
    boolean known = isStatic(reader);
    String value = reader.node().result();
    Blocker why =
        known
            ? new Blocker(
                Reason.COST, value, mapElements(reader) * graph.type(value).element().bytes())
            : new Blocker(Reason.SYMBOLIC_SIZE, value);
    boolean changed = false;
    for (int channel : channels) {
      changed |= keep(reader, channel, why);
    }
    return changed;
  }

  private boolean keep(LinearReader reader, int position, Reason reason) {
    return keep(reader, position, new Blocker(reason, reader.node().result()));
  }

  private boolean keep(LinearReader reader, int position, Blocker why) {
    return removal.keepAt(reader.contracted(), position, why);
  }

  private double cost(LinearReader reader, List<Integer> channels) {
    return channels.stream()
        .flatMap(c -> removal.removedAt(reader.contracted(), c).stream())
        .distinct()
        .mapToDouble(costs::of)
        .sum();
  }

  private double mapCost(LinearReader reader) {
    return isStatic(reader) ? costs.ofMap((double) mapElements(reader)) : Double.POSITIVE_INFINITY;
  }

  /** The size of what would be added behind a node, whose sizes are known. */
  private long mapElements(LinearReader reader) {
    String value = reader.node().result();
    TensorType type = graph.type(value);
    boolean whole = reader.axis() == 0 || entries(reader).isPresent();
    long[] shape = whole ? type.shape() : KnownChannels.sample(type);
    shape[reader.result().orElseThrow()] =
        removal.left(new ValueAxis(value, reader.result().get())).length;
    return Shapes.size(shape);
  }

  private boolean isStatic(LinearReader reader) {
    return KnownChannels.isStaticBehindBatch(graph.type(reader.contracted().value()));
  }

  /** A sum over nothing has no form in any file format: one channel stays. */
  private boolean keepOne(LinearReader reader) {
    boolean vanishes =
        reader
            .result()
            .filter(axis -> removal.takesAll(new ValueAxis(reader.node().result(), axis)))
            .isPresent();
    return !vanishes && removal.takesAll(reader.contracted()) && keep(reader, 0, Reason.COST);
  }
}
