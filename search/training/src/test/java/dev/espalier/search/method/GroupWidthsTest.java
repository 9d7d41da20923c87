package dev.espalier.search.method;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.Graph;
import dev.espalier.ir.text.IrParser;
import dev.espalier.search.cost.SearchSpace;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class GroupWidthsTest {
  private static final Graph SUPERNET =
      IrParser.parse(
          """
          graph @g(%x: f32[1,3,8,8]) {
            %stem = conv(%x, %w0=f32[8,3,1,1]#rand(1))
            %in = channel_mask(%stem, %stem.scores=f32[8]#fill(1))
            %wide = conv(%in, %w1=f32[16,8,1,1]#rand(2))
            %wide.mask = channel_mask(%wide, %wide.scores=f32[16]#fill(1))
            %lir = conv(%wide.mask, %w2=f32[8,16,1,1]#rand(3))
            %block = choice(%in, %lir, %logits=f32[2]#fill(0))
            %y = conv(%block, %w3=f32[2,8,1,1]#rand(4))
            return %y
          }
          """);

  /** One of the channels of each group does not pass. */
  private static List<SearchSummary.Width> widths(String chosen) {
    SearchSpace space = SearchSpace.of(SUPERNET);
    boolean[][] passing = new boolean[space.groups().size()][];
    for (int g = 0; g < passing.length; g++) {
      passing[g] = new boolean[space.groups().get(g).channels()];
      Arrays.fill(passing[g], 1, passing[g].length, true);
    }
    List<String> branches = SUPERNET.producer("block").orElseThrow().operands();
    return new GroupWidths(SUPERNET, space).of(passing, branches.indexOf(chosen));
  }

  @Test
  void groupsInABranchThatIsNotChosenKeepNothing() {
    assertThat(widths("in"))
        .containsExactly(
            new SearchSummary.Width("stem.scores", "stem", 8, 8, 8, 7),
            new SearchSummary.Width("wide.scores", "wide", 8, 8, 16, 0));
  }

  @Test
  void groupsInTheChosenBranchKeepWhatPasses() {
    assertThat(widths("lir")).extracting(SearchSummary.Width::after).containsExactly(7, 15);
  }
}
