package dev.espalier.measure.net;

import dev.espalier.ir.op.Add;
import dev.espalier.ir.op.Div;
import dev.espalier.ir.op.Erf;
import dev.espalier.ir.op.LayerNormalization;
import dev.espalier.ir.op.MatMul;
import dev.espalier.ir.op.Mul;
import dev.espalier.ir.op.Reshape;
import dev.espalier.ir.op.Softmax;
import dev.espalier.ir.op.Transpose;
import java.util.List;

/** Layers on sequences [1,T,D], each with sizes that are drawn. */
final class SequenceLayers {
  private final Layers net;
  private final Draws draws;
  private final long tokens;
  private final long width;
  private final long heads;

  SequenceLayers(Layers net, Draws draws) {
    this.net = net;
    this.draws = draws;
    this.tokens = draws.logarithmic(16, 400);
    this.heads = draws.between(2, 8);
    this.width = heads * draws.of(List.of(8, 16, 24, 32));
  }

  /** Attention and two linear layers. */
  String transformer() {
    String x = net.input(1, tokens, width);
    String y = net.node(new Add(), x, attention(normal(x)));
    return net.node(new Add(), y, forward(normal(y)));
  }

  private String normal(String x) {
    return net.node(
        new LayerNormalization(2, 1e-5), x, net.filled(1.1, width), net.filled(0.1, width));
  }

  private String linear(String x, long in, long out) {
    String product = net.node(new MatMul(), x, net.weights(in, in, out));
    return net.node(new Add(), product, net.filled(0.1, out));
  }

  private String attention(String x) {
    String q = heads(linear(x, width, width), List.of(0L, 2L, 1L, 3L));
    String k = heads(linear(x, width, width), List.of(0L, 2L, 3L, 1L));
    String v = heads(linear(x, width, width), List.of(0L, 2L, 1L, 3L));
    String scores = net.node(new Mul(), net.node(new MatMul(), q, k), net.filled(0.2));
    String mixed = net.node(new MatMul(), net.node(new Softmax(3), scores), v);
    String back = net.node(new Transpose(List.of(0L, 2L, 1L, 3L)), mixed);
    return linear(net.node(Reshape.to(1, tokens, width), back), width, width);
  }

  private String heads(String x, List<Long> order) {
    String split = net.node(Reshape.to(1, tokens, heads, width / heads), x);
    return net.node(new Transpose(order), split);
  }

  private String forward(String x) {
    long hidden = width * draws.between(2, 4);
    String h = linear(x, width, hidden);
    String erf = net.node(new Erf(), net.node(new Div(), h, net.filled(1.4142135)));
    String gelu = net.node(new Mul(), h, net.node(new Add(), erf, net.filled(1)));
    return linear(net.node(new Mul(), gelu, net.filled(0.5)), hidden, width);
  }
}
