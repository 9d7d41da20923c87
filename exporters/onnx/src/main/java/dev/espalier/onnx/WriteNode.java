package dev.espalier.onnx;

import dev.espalier.ir.op.OpSwitch;
import dev.espalier.ir.op.Opaque;

/** How each operator is written: what helpers it needs, and the call that makes the results. */
final class WriteNode {
  private static final OpSwitch<Site, Call> CASES = cases();

  private WriteNode() {}

  static void write(Site site, String doc) {
    site.finish(CASES.apply(site.node().op(), site), doc);
  }

  private static OpSwitch<Site, Call> cases() {
    OpSwitch.Builder<Site, Call> on = OpSwitch.over();
    WriteElementwise.cases(on);
    WriteLayers.cases(on);
    WriteReductions.cases(on);
    WriteMovement.cases(on);
    WriteSupernet.cases(on);
    return on.on(Opaque.class, WriteOpaque::opaque).build();
  }
}
