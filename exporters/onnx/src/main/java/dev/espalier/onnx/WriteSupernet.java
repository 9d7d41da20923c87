package dev.espalier.onnx;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.op.ChannelMask;
import dev.espalier.ir.op.Choice;
import dev.espalier.ir.op.OpSwitch;

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
    int branches = site.node().operands().size() - 1;
    site.file().define(SupernetFunctions.choice(branches, site.opset()));
    return site.call(SupernetFunctions.CHOICE + branches).in(SupernetFunctions.DOMAIN);
  }
}
