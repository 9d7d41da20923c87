package dev.espalier.passes.channels;

import dev.espalier.ir.op.Concat;
import dev.espalier.ir.op.DepthToSpace;
import dev.espalier.ir.op.Pad;
import dev.espalier.ir.op.Reshape;
import dev.espalier.ir.op.Slice;
import dev.espalier.ir.op.SpaceToDepth;
import dev.espalier.ir.op.Split;
import dev.espalier.ir.op.Tile;
import java.util.List;
import java.util.Optional;

/** Which channels operators that only move elements pass on. */
final class LayoutDemand {
  private LayoutDemand() {}

  static void concat(Concat op, DemandReader r) {
    Optional<Channels> result = r.made();
    Optional<boolean[]> wanted = r.wanted(0);
    int offset = 0;
    for (int i = 0; i < r.operands(); i++) {
      boolean plain = result.isPresent() && result.get().isPlain((int) op.axis());
      if (plain && r.channels(i).map(c -> c.isPlain((int) op.axis())).orElse(true)) {
        r.wantPart(i, wanted.orElseThrow(), offset);
      } else if (result.isPresent() && !result.get().axes().contains((int) op.axis())) {
        r.wantBroadcast(r.operands());
        return;
      } else {
        r.all(i);
      }
      offset += plain ? (int) r.type(i).dim((int) op.axis()).value() : 0;
    }
  }

  /** An axis of the result may go through the channels several times. */
  static void reshape(Reshape op, DemandReader r) {
    Optional<Channels> x = r.channels(0);
    Optional<boolean[]> wanted = r.wanted(0);
    if (x.isEmpty() || wanted.isEmpty() || wanted.get().length % x.get().count() != 0) {
      r.all();
      return;
    }
    r.wantInRounds(0, wanted.get());
  }

  static void split(Split op, DemandReader r) {
    Optional<Channels> x = r.channels(0);
    if (x.isEmpty() || !x.get().isPlain((int) op.axis())) {
      r.all();
      return;
    }
    int offset = 0;
    for (int i = 0; i < op.sizes().size(); i++) {
      boolean[] wanted = i < r.results() ? demandedBy(r, i) : new boolean[0];
      for (int c = 0; c < wanted.length; c++) {
        if (wanted[c]) {
          r.want(0, offset + c);
        }
      }
      offset += op.sizes().get(i).intValue();
    }
  }

  private static boolean[] demandedBy(DemandReader r, int result) {
    return r.wanted(result).orElse(new boolean[0]);
  }

  static void slice(Slice op, DemandReader r) {
    Optional<Channels> x = r.channels(0);
    int k = x.isPresent() ? LayoutStates.counted(op, x.get()) : -1;
    if (k < 0) {
      r.wantSame(0);
    } else {
      int axis = op.axes().get(k).intValue();
      select(r, axis, op.positions(k, r.type(0).dim(axis).value()));
    }
  }

  static void select(DemandReader r, int axis, List<Long> indices) {
    if (r.channels(0).filter(c -> c.isPlain(axis)).isEmpty()) {
      r.wantSame(0);
      return;
    }
    boolean[] wanted = r.wanted(0).orElseThrow();
    for (int i = 0; i < wanted.length; i++) {
      if (wanted[i]) {
        r.want(0, indices.get(i).intValue());
      }
    }
  }

  static void pad(Pad op, DemandReader r) {
    Optional<Channels> x = r.channels(0);
    Optional<boolean[]> wanted = r.wanted(0);
    boolean widened = x.isPresent() && wanted.isPresent() && wanted.get().length != x.get().count();
    if (widened && x.get().axes().size() == 1) {
      r.wantPart(0, wanted.get(), (int) op.begin(x.get().axes().get(0)));
    } else {
      r.wantSame(0);
    }
  }

  static void tile(Tile op, DemandReader r) {
    Optional<boolean[]> wanted = r.wanted(0);
    Optional<Channels> x = r.channels(0);
    if (wanted.isEmpty() || x.isEmpty()) {
      r.all();
      return;
    }
    r.wantInRounds(0, wanted.get());
  }

  static void depthToSpace(DepthToSpace op, DemandReader r) {
    if (r.channels(0).filter(c -> c.isPlain(1)).isEmpty() || r.wanted(0).isEmpty()) {
      r.all();
      return;
    }
    boolean[] wanted = r.wanted(0).orElseThrow();
    int square = (int) (op.block() * op.block());
    for (int i = 0; r.channels(0).isPresent() && i < square * wanted.length; i++) {
      if (wanted[op.columnFirst() ? i / square : i % wanted.length]) {
        r.want(0, i);
      }
    }
  }

  static void spaceToDepth(SpaceToDepth op, DemandReader r) {
    if (r.channels(0).filter(c -> c.isPlain(1)).isEmpty() || r.wanted(0).isEmpty()) {
      r.all();
      return;
    }
    r.wantInRounds(0, r.wanted(0).orElseThrow());
  }
}
