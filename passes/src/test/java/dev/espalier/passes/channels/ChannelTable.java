package dev.espalier.passes.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.Graph;
import dev.espalier.ir.text.IrParser;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Graphs in double with values whose channels are of given classes: {@code 0} zero, {@code k}
 * constant, {@code m} map, {@code L} live, {@code u} live because the size is symbolic.
 */
final class ChannelTable {
  private static final int HEIGHT = 6;
  private static final int WIDTH = 8;

  private final StringBuilder inputs = new StringBuilder();
  private final StringBuilder nodes = new StringBuilder();

  /** A value [2,C,6,8], made of an input by a mask and two sums. */
  ChannelTable value(String name, double constant, String classes) {
    int c = classes.length();
    input(name, c, "2", String.valueOf(HEIGHT), String.valueOf(WIDTH));
    uniform(name + "k", name, constant, classes);
    String map =
        classes
            .chars()
            .mapToObj(kind -> kind == 'm' ? map(name.charAt(0)) : zeros())
            .collect(Collectors.joining(", "));
    return line(
        "%%%s = add(%%%sk, f64[%d,%d,%d]#[%s])".formatted(name, name, c, HEIGHT, WIDTH, map));
  }

  /** A value [N,C,H,W] of symbolic size, without maps. */
  ChannelTable symbolic(String name, double constant, String classes) {
    input(name, classes.length(), "N", "H", "W");
    uniform(name, name, constant, classes);
    return this;
  }

  private void input(String name, int channels, String... sizes) {
    inputs.append(inputs.isEmpty() ? "" : ", ");
    inputs.append(
        "%%%s.in: f64[%s,%d,%s,%s]".formatted(name, sizes[0], channels, sizes[1], sizes[2]));
  }

  private void uniform(String name, String input, double constant, String classes) {
    int c = classes.length();
    line(
        "%%%s.m = channel_mask(%%%s.in, f64[%d]#[%s])"
            .formatted(name, input, c, ones(classes, 'L', 1)));
    line(
        "%%%s = add(%%%s.m, f64[%d,1,1]#[%s])"
            .formatted(name, name, c, ones(classes, 'k', constant)));
  }

  private static String ones(String classes, char kind, double value) {
    return classes
        .chars()
        .mapToObj(c -> c == kind ? String.valueOf(value) : "0")
        .collect(Collectors.joining(", "));
  }

  private static String map(int seed) {
    return IntStream.range(0, HEIGHT * WIDTH)
        .mapToObj(i -> String.valueOf(((i + seed) * 37 % 64) / 64.0 - 0.5))
        .collect(Collectors.joining(", "));
  }

  private static String zeros() {
    return "0, ".repeat(HEIGHT * WIDTH - 1) + "0";
  }

  /** Adds a node in textual form. */
  ChannelTable line(String node) {
    nodes.append("  ").append(node).append('\n');
    return this;
  }

  /** The graph that returns a value. */
  Graph graph(String value) {
    return IrParser.parse("graph @g(%s) {\n%s  return %%%s\n}\n".formatted(inputs, nodes, value));
  }

  /** The classes of the channels of a value, after a check that all of the graph holds them. */
  String classes(String value) {
    Graph graph = graph(value);
    assertThat(Soundness.fault(graph, 1)).isEmpty();
    return analysed(graph, value);
  }

  static String analysed(Graph graph, String value) {
    return new ChannelAnalysis(graph)
        .of(value)
        .map(
            channels ->
                channels.states().stream().map(ChannelTable::letter).collect(Collectors.joining()))
        .orElse("none");
  }

  private static String letter(ChannelState state) {
    if (state.isLive()) {
      return state.isUnsized() ? "u" : "L";
    }
    return state.isZero() ? "0" : state instanceof ChannelState.Constant ? "k" : "m";
  }

  /**
   * The weight of a convolution of four channels {@code 0kmL} whose rows each read the channels
   * named, with numbers that are not 0.
   */
  static String rows(int kernel, String... rows) {
    StringBuilder numbers = new StringBuilder();
    for (int r = 0; r < rows.length; r++) {
      for (char column : "0kmL".toCharArray()) {
        for (int i = 0; i < kernel * kernel; i++) {
          double weight = 0.25 * (1 + r) - 0.125 * i;
          numbers.append(numbers.isEmpty() ? "" : ", ");
          numbers.append(rows[r].indexOf(column) < 0 ? 0 : weight == 0 ? 1 : weight);
        }
      }
    }
    return "f64[%d,4,%d,%d]#[%s]".formatted(rows.length, kernel, kernel, numbers);
  }
}
