package dev.espalier.passes.prune;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.ChannelMask;
import dev.espalier.passes.ApplyRules;
import dev.espalier.passes.Pass;
import dev.espalier.passes.Pipeline;
import dev.espalier.passes.Rebuild;
import dev.espalier.passes.channels.CoupledGroups;
import dev.espalier.passes.channels.DeadGroups;
import dev.espalier.passes.channels.ReplaceKnownValues;
import dev.espalier.passes.channels.UnshareVectors;
import dev.espalier.passes.simplify.KeepChosenBranches;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Lets masked channels pass again, so that each group of coupled axes keeps a multiple of so many
 * channels, or all it has. The masked channels of the highest scores come back first, those of
 * lower index among equals; a group of axes that keeps nothing stays as it is.
 *
 * <pre>
 *   %m = channel_mask(%x, 5 of 16 pass)  |  %m = channel_mask(%x, 8 of 16 pass)    by 4
 * </pre>
 *
 * <p>A masked channel that stays because it carries the constants of others counts as kept.
 */
public final class AlignMasks implements Pass {
  private static final double PASSING = 1;

  private final int align;

  /**
   * @param align what widths are to be a multiple of, 1 or more
   */
  public AlignMasks(int align) {
    if (align < 1) {
      throw new IllegalArgumentException("channels are aligned to 1 or more, not " + align);
    }
    this.align = align;
  }

  /** One channel more may take others along, so it looks again until every width fits. */
  @Override
  public Graph run(Graph graph) {
    return Pass.settled(this::raise).run(graph);
  }

  private Graph raise(Graph supernet) {
    Graph simple = simple(supernet);
    CoupledGroups groups = CoupledGroups.of(simple);
    MaskedGroups masked = MaskedGroups.of(simple, groups);
    Set<Integer> gone = DeadGroups.thatGo(simple, groups);
    Set<Integer> back = new LinkedHashSet<>();
    for (Pool pool : FindPools.in(simple, groups, List.of())) {
      pool.runs().forEach(run -> choose(run, gone, masked, back));
    }
    return pass(supernet, masked.masks(back));
  }

  /** As channels are cut: without branches and values that are known. */
  private static Graph simple(Graph supernet) {
    Graph chosen = new ApplyRules(new KeepChosenBranches()).run(supernet);
    Graph unknown = new ReplaceKnownValues().run(Pipeline.simplify(chosen));
    return new UnshareVectors().run(unknown);
  }

  /** Adds groups of a run to those that come back until its width fits. */
  private void choose(
      List<Integer> run, Set<Integer> gone, MaskedGroups masked, Set<Integer> back) {
    List<Integer> open = new ArrayList<>();
    int kept = 0;
    for (int group : run) {
      if (!gone.contains(group) || back.contains(group)) {
        kept++;
      } else if (masked.has(group) && !open.contains(group)) {
        open.add(group);
      }
    }
    open.sort(Comparator.comparingDouble(group -> -masked.score(group)));
    int wanted = kept == 0 ? 0 : Pool.aligned(kept, align, run.size());
    for (int i = 0; i < open.size() && kept < wanted; i++) {
      back.add(open.get(i));
      kept += Collections.frequency(run, open.get(i));
    }
  }

  /** Masks that let channels pass which they did not. */
  private static Graph pass(Graph supernet, Map<String, Set<Integer>> channels) {
    Rebuild rebuild = new Rebuild(supernet);
    boolean changed = false;
    for (Node node : supernet.nodes()) {
      if (node.op() instanceof ChannelMask && channels.containsKey(node.result())) {
        String scores = aligned(supernet, node, channels.get(node.result()), rebuild);
        rebuild.node(node.withOperands(List.of(node.input(), scores)));
        changed = true;
      } else {
        rebuild.node(node);
      }
    }
    return changed ? rebuild.build() : supernet;
  }

  private static String aligned(Graph supernet, Node mask, Set<Integer> channels, Rebuild rebuild) {
    Tensor scores = supernet.constant(mask, 1).orElseThrow();
    double[] values = scores.toDoubles();
    channels.forEach(channel -> values[channel] = PASSING);
    String name = rebuild.fresh(mask.result() + ".aligned");
    rebuild.constant(name, Tensor.of(scores.element(), scores.shape(), values));
    return name;
  }
}
