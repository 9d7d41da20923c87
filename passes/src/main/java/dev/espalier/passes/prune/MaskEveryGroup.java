package dev.espalier.passes.prune;

import dev.espalier.ir.Graph;
import dev.espalier.passes.InsertMasks;
import dev.espalier.passes.InsertMasks.Part;
import dev.espalier.passes.Pass;
import dev.espalier.passes.channels.CoupledGroups;
import dev.espalier.passes.channels.Member;
import dev.espalier.passes.channels.ValueAxis;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Makes a network a supernet whose widths can be searched: one score per coupled group of channels,
 * and a mask with it on every producer of these channels, behind its activation. Gates and streams
 * under a layer normalisation have none; branches of a choice that end in such a stream are masked
 * at their end.
 *
 * <pre>
 *   %a = relu(conv(%x, %v))        %a = channel_mask(relu(conv(%x, %v)), %scores)
 *   %b = conv(%a, %w)              %b = conv(%a, %w)
 *   %y = add(%b, %a)               %y = add(channel_mask(%b, %scores), %a)
 * </pre>
 */
public final class MaskEveryGroup implements Pass {
  private final IntFunction<double[]> start;

  /**
   * @param start the first scores of so many groups
   */
  public MaskEveryGroup(IntFunction<double[]> start) {
    this.start = start;
  }

  @Override
  public Graph run(Graph graph) {
    CutStreams streams = CutStreams.of(graph);
    CoupledGroups groups = CoupledGroups.of(streams.graph());
    List<Pool> pools = FindPools.in(streams.graph(), groups, List.of());
    SharedScores scores = SharedScores.of(pools, groups, start);
    Gates gates = new Gates(streams.graph());
    Map<ValueAxis, List<Part>> masks = new LinkedHashMap<>();
    for (Pool pool : pools) {
      for (Map.Entry<Producer, Member> entry : pool.producers().entrySet()) {
        Producer producer = entry.getKey();
        if (!gates.contains(producer.node().result())) {
          String last = producer.last(streams.graph());
          int length = (int) streams.graph().type(last).dim(producer.axis().axis()).value();
          List<Part> parts = scores.parts(pool, entry.getValue(), length);
          if (!parts.isEmpty()) {
            masks.put(new ValueAxis(streams.original(last), producer.axis().axis()), parts);
          }
        }
      }
    }
    return new InsertMasks(masks).run(graph);
  }
}
