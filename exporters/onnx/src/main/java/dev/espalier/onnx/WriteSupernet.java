package dev.espalier.onnx;

import dev.espalier.ir.ChoiceResolver;
import dev.espalier.ir.ElementType;
import dev.espalier.ir.op.ChannelMask;
import dev.espalier.ir.op.Choice;
import dev.espalier.ir.op.OpSwitch;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Writes masks and choices as calls of {@link SupernetFunctions}. */
final class WriteSupernet {
  private WriteSupernet() {}

  static void cases(OpSwitch.Builder<Site, Call> on) {
    on.on(ChannelMask.class, WriteSupernet::channelMask).on(Choice.class, WriteSupernet::choice);
  }

  private static Call channelMask(ChannelMask op, Site site) {
    boolean floats = site.element() == ElementType.F32 && site.type(1).element() == ElementType.F32;
    site.since(floats ? SupernetFunctions.MASKS_SINCE : SupernetFunctions.ALL_MASKS_SINCE);
    site.file().define(SupernetFunctions.channelMask(site.opset()));
    return site.call(SupernetFunctions.CHANNEL_MASK)
        .in(SupernetFunctions.DOMAIN)
        .with("axis", op.axis());
  }

  private static Call choice(Choice op, Site site) {
    site.since(SupernetFunctions.CHOICES_SINCE);
    List<String> operands = new ArrayList<>(site.operands());
    String logits = operands.remove(operands.size() - 1);
    int branches = operands.size();
    site.file().define(SupernetFunctions.choice(branches, site.opset()));
    List<Integer> order = order(site, branches);
    List<String> given = new ArrayList<>();
    order.forEach(branch -> given.add(operands.get(branch)));
    given.add(reordered(logits, order, site));
    return Call.of(SupernetFunctions.CHOICE + branches, given).in(SupernetFunctions.DOMAIN);
  }

  /**
   * In a file the first of equal logits wins: where that matters, the preferred branch is first.
   */
  private static List<Integer> order(Site site, int branches) {
    boolean matters =
        site.constant(branches).map(l -> ChoiceResolver.best(l).size() > 1).orElse(true);
    return matters
        ? ChoiceResolver.preferred(site.graph(), site.node())
        : IntStream.range(0, branches).boxed().toList();
  }

  private static String reordered(String logits, List<Integer> order, Site site) {
    List<Integer> asTheyAre = order.stream().sorted().toList();
    if (order.equals(asTheyAre)) {
      return logits;
    }
    int[] positions = order.stream().mapToInt(Integer::intValue).toArray();
    return site.constant(order.size())
        .map(known -> site.constant("logits", known.select(0, positions)))
        .orElseGet(() -> gathered(logits, positions, site));
  }

  private static String gathered(String logits, int[] positions, Site site) {
    String order = site.longs("order", IntStream.of(positions).asLongStream().boxed().toList());
    return site.value(Call.of("Gather", logits, order).with("axis", 0));
  }
}
