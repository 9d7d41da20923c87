package dev.espalier.passes.channels;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** One node, which channels of its results are demanded, and which of its operands that takes. */
final class DemandReader extends Flow {
  private final ChannelAnalysis analysis;
  private final Map<String, boolean[]> demanded;

  DemandReader(Graph graph, Node node, ChannelAnalysis analysis, Map<String, boolean[]> demanded) {
    super(graph, node, analysis.all());
    this.analysis = analysis;
    this.demanded = demanded;
  }

  int results() {
    return node.results().size();
  }

  /** The channels of the first result. */
  Optional<Channels> made() {
    return analysis.of(node.result());
  }

  /**
   * Per channel of a result, whether it is demanded of the operands, and not known without them;
   * empty if its channels are not known.
   */
  Optional<boolean[]> wanted(int result) {
    String value = node.results().get(result);
    return analysis.of(value).map(channels -> liveOnes(channels, demanded.get(value)));
  }

  private static boolean[] liveOnes(Channels channels, boolean[] demanded) {
    boolean[] wanted = demanded.clone();
    if (channels.isAllLive()) {
      return wanted;
    }
    for (int c = 0; c < wanted.length; c++) {
      wanted[c] &= channels.at(c).isLive();
    }
    return wanted;
  }

  /** Every channel of every operand is demanded. */
  void all() {
    for (int i = 0; i < operands(); i++) {
      all(i);
    }
  }

  void all(int operand) {
    node.operand(operand).map(demanded::get).ifPresent(channels -> Arrays.fill(channels, true));
  }

  /** Every operand from a position on. */
  void allFrom(int position) {
    for (int i = position; i < operands(); i++) {
      all(i);
    }
  }

  /** Demands a channel of {@link #channels}. */
  void want(int operand, int channel) {
    boolean[] own = demanded.get(node.operand(operand).orElseThrow());
    operands.own(operand, channel).forEach(c -> own[c] = true);
  }

  /** Channel c of the operand is channel {@code offset + c} of a result. */
  void wantPart(int operand, boolean[] wanted, int offset) {
    Optional<Channels> seen = channels(operand);
    if (seen.isPresent() && operands.areOwn(operand)) {
      boolean[] own = demanded.get(node.operand(operand).orElseThrow());
      for (int c = 0; c < own.length; c++) {
        own[c] |= wanted[offset + c];
      }
      return;
    }
    for (int c = 0; seen.isPresent() && c < seen.get().count(); c++) {
      if (wanted[offset + c]) {
        want(operand, c);
      }
    }
  }

  /** Channel c of the result is channel {@code c % count} of the operand. */
  void wantInRounds(int operand, boolean[] wanted) {
    int count = channels(operand).orElseThrow().count();
    boolean[] folded = new boolean[count];
    for (int c = 0; c < wanted.length; c++) {
      folded[c % count] |= wanted[c];
    }
    wantPart(operand, folded, 0);
  }

  /** The operand has the channels of the result, in order. */
  void wantSame(int operand) {
    Optional<boolean[]> wanted = wanted(0);
    Optional<Channels> own = channels(operand);
    if (own.isEmpty()) {
      return;
    }
    if (wanted.isEmpty() || wanted.get().length != own.get().count()) {
      all(operand);
    } else {
      wantPart(operand, wanted.get(), 0);
    }
  }

  /** The first operands are broadcast to the result. */
  void wantBroadcast(int operands) {
    for (int i = 0; i < operands; i++) {
      if (made().isPresent() && isAligned(i)) {
        wantSame(i);
      } else {
        all(i);
      }
    }
  }

  /** Whether the axes of an operand that count channels are those of the result. */
  boolean isAligned(int operand) {
    int shift = result().rank() - type(operand).rank();
    return channels(operand)
        .map(c -> c.moved(c.axes().stream().map(a -> a + shift).toList(), c.repeat()))
        .filter(c -> made().filter(c::sameLayout).isPresent())
        .isPresent();
  }
}
