package dev.espalier.search.rtseg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.op.ChannelMask;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClampScoresTest {
  private static List<Integer> passing(float... scores) {
    List<Integer> passing = new ArrayList<>();
    for (int c = 0; c < scores.length; c++) {
      if (ChannelMask.passes(scores[c])) {
        passing.add(c);
      }
    }
    return passing;
  }

  @Test
  void scoresStayBetweenZeroAndOne() {
    assertThat(ClampScores.of(new float[] {-0.1f, 0.3f, 0.8f, 1.01f}, 1))
        .containsExactly(0, 0.3f, 0.8f, 1);
  }

  /** Of channels that are all off the one of the highest score stays, of lower index on ties. */
  @Test
  void noGroupIsLeftWithoutAChannel() {
    assertThat(passing(ClampScores.of(new float[] {0.2f, 0.4f, 0.3f}, 1))).containsExactly(1);
    assertThat(passing(ClampScores.of(new float[] {0.2f, 0.5f, 0.5f}, 1))).containsExactly(1);
    assertThat(passing(ClampScores.of(new float[] {-3, -1, -2}, 2))).containsExactly(1, 2);
    assertThat(passing(ClampScores.of(new float[] {0, 0}, 4))).containsExactly(0, 1);
  }

  @Test
  void enoughChannelsStayAsTheyAre() {
    float[] scores = {0.6f, 0.4f, 0.7f};
    assertThat(ClampScores.of(scores, 2)).containsExactly(scores);
  }
}
