package dev.espalier.latency.width;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.Graph;
import dev.espalier.ir.text.IrParser;
import dev.espalier.latency.profile.ProfilePredictor;
import dev.espalier.latency.profile.ShippedProfiles;
import dev.espalier.passes.prune.PruneMethod;
import dev.espalier.passes.prune.PruneOptions;
import dev.espalier.passes.prune.PruneToBudget;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pools whose channels are no line: a budget is met all the same. */
class LatencyCostsTest {
  private static final String DEVICE = "adreno660-tvm-opencl-fp16";

  private static final PruneOptions L1 = new PruneOptions(PruneMethod.L1, 1, 1, List.of(), 7);

  private static final LatencyCosts COSTS =
      new LatencyCosts(new ProfilePredictor(ShippedProfiles.named(DEVICE).orElseThrow()));

  private static void assertPruned(double share, String body) {
    Graph graph = IrParser.parse("graph @g(%x: f32[1,8,32,32]) {\n" + body + "return %y\n}");
    double before = PruneToBudget.run(graph, L1, COSTS, Double.MAX_VALUE).before();
    PruneToBudget.Result result = PruneToBudget.run(graph, L1, COSTS, share * before);
    assertThat(result.cost()).isLessThanOrEqualTo(share * before);
    assertThat(COSTS.exact(result.pruned().graph())).isEqualTo(result.cost());
  }

  /** Channels of the sum are in one of its parts, which have fewer than there are steps. */
  @Test
  void moreStepsThanAPartHasChannels() {
    assertPruned(
        0.66,
        """
        %a = conv(%x, f32[64,8,3,3]#fill(0.001)) {pads=[1,1,1,1]}
        %b = conv(%x, f32[16,8,3,3]#fill(0.001)) {pads=[1,1,1,1]}
        %c = conv(%x, f32[48,8,3,3]#rand(2)) {pads=[1,1,1,1]}
        %p = concat(%b, %c) {axis=1}
        %s = add(%a, %p)
        %t = relu(%s)
        %d = conv(%t, f32[32,64,3,3]#rand(3)) {pads=[1,1,1,1]}
        %e = relu(%d)
        %y = conv(%e, f32[4,32,1,1]#rand(4))
        """);
  }

  /** A step leaves one of the channels that are chosen, and these are then a range. */
  @Test
  void aStepThatChangesMoreThanSizes() {
    assertPruned(
        0.97,
        """
        %a = conv(%x, f32[2,8,3,3]#rand(1)) {pads=[1,1,1,1]}
        %b = conv(%x, f32[2,8,3,3]#rand(2)) {pads=[1,1,1,1]}
        %c = concat(%a, %b) {axis=1}
        %r = relu(%c)
        %d = index_select(%r) {axis=1, indices=[0,2]}
        %e = index_select(%r) {axis=1, indices=[1,3]}
        %f = conv(%d, f32[32,2,3,3]#rand(3)) {pads=[1,1,1,1]}
        %g = relu(%f)
        %h = conv(%g, f32[2,32,3,3]#rand(4)) {pads=[1,1,1,1]}
        %i = concat(%h, %e) {axis=1}
        %y = conv(%i, f32[4,4,1,1]#rand(5))
        """);
  }
}
