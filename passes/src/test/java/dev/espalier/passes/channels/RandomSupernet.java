package dev.espalier.passes.channels;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Random networks in textual form, with masks in front of and behind normalisations, residual adds,
 * concats, splits, gates, shuffles, pools, grouped and transposed convolutions and nested choices.
 */
final class RandomSupernet {
  private static final int SIZE = 6;

  /** A value [1,channels,6,6]. */
  private record Value(String name, int channels) {}

  private final Random random;
  private final StringBuilder text = new StringBuilder();
  private final List<Value> values = new ArrayList<>();
  private int next;

  private RandomSupernet(long seed) {
    this.random = new Random(seed);
  }

  static String of(long seed) {
    return new RandomSupernet(seed).write();
  }

  private String write() {
    text.append("graph @g(%%x: f64[1,3,%d,%d]) {\n".formatted(SIZE, SIZE));
    values.add(new Value("x", 3));
    int steps = 5 + random.nextInt(14);
    for (int i = 0; i < steps; i++) {
      step();
    }
    int outputs = 1 + random.nextInt(2);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < outputs; i++) {
      int from = Math.max(0, values.size() - 3);
      Value last = values.get(from + random.nextInt(values.size() - from));
      names.add(conv(last, 3, random.nextBoolean() ? 3 : 1, 1).name());
    }
    text.append("  return %").append(String.join(", %", names)).append("\n}\n");
    return text.toString();
  }

  private void step() {
    Value x = pick();
    switch (random.nextInt(14)) {
      case 0, 1, 2 -> block(x);
      case 3 -> add(mask(normalise(depthwise(x))));
      case 4 -> residual(x);
      case 5 -> concat();
      case 6 -> split(x);
      case 7 -> gate(x);
      case 8 -> shuffle(x);
      case 9 -> pool(x);
      case 10 -> choose(x);
      case 11 -> grouped(x);
      case 12 -> add(mask(activate(transposed(x))));
      default -> add(activate(x));
    }
  }

  private Value pick() {
    int recent = Math.min(values.size(), 5);
    return values.get(values.size() - 1 - random.nextInt(recent));
  }

  private void add(Value value) {
    values.add(value);
  }

  private Value emit(String expression, int channels) {
    String name = "v" + next++;
    text.append("  %").append(name).append(" = ").append(expression).append('\n');
    return new Value(name, channels);
  }

  private String weight(int... shape) {
    String dims = IntStream.of(shape).mapToObj(String::valueOf).collect(Collectors.joining(","));
    return "f64[" + dims + "]#rand(" + random.nextInt(1000) + ")";
  }

  private Value conv(Value x, int channels, int kernel, int groups) {
    String bias = random.nextBoolean() ? ", " + weight(channels) : "";
    int pad = kernel / 2;
    return emit(
        "conv(%%%s, %s%s) {pads=[%d,%d,%d,%d], groups=%d}"
            .formatted(
                x.name(),
                weight(channels, x.channels() / groups, kernel, kernel),
                bias,
                pad,
                pad,
                pad,
                pad,
                groups),
        channels);
  }

  private Value transposed(Value x) {
    int channels = width();
    return emit(
        "conv_transpose(%%%s, %s, %s) {pads=[1,1,1,1]}"
            .formatted(x.name(), weight(x.channels(), channels, 3, 3), weight(channels)),
        channels);
  }

  private int width() {
    return 2 * (1 + random.nextInt(4));
  }

  private Value depthwise(Value x) {
    return conv(x, x.channels(), 3, x.channels());
  }

  private void block(Value x) {
    Value y = conv(x, width(), random.nextBoolean() ? 3 : 1, 1);
    int place = random.nextInt(3);
    y = place == 0 ? mask(y) : y;
    y = normalise(y);
    y = place == 1 ? mask(y) : y;
    y = activate(y);
    add(place == 2 ? mask(y) : y);
  }

  private Value normalise(Value x) {
    int c = x.channels();
    return random.nextInt(3) == 0
        ? x
        : emit(
            "batch_normalization(%%%s, %s, %s, %s, f64[%d]#ones)"
                .formatted(x.name(), weight(c), weight(c), weight(c), c),
            c);
  }

  private Value activate(Value x) {
    String[] forms = {
      "relu(%s)", "clip(%s) {min=0, max=6}", "sigmoid(%s)", "hard_swish(%s)", "tanh(%s)"
    };
    return emit(forms[random.nextInt(forms.length)].formatted("%" + x.name()), x.channels());
  }

  private Value mask(Value x) {
    int mode = random.nextInt(8);
    String scores =
        IntStream.range(0, x.channels())
            .mapToObj(c -> mode == 0 || random.nextInt(5) < 2 ? "0.25" : "0.75")
            .collect(Collectors.joining(", "));
    return emit(
        "channel_mask(%%%s, f64[%d]#[%s])".formatted(x.name(), x.channels(), scores), x.channels());
  }

  private void residual(Value x) {
    Value y = mask(normalise(conv(x, x.channels(), 3, 1)));
    add(emit("add(%%%s, %%%s)".formatted(x.name(), y.name()), x.channels()));
  }

  private void concat() {
    Value a = pick();
    Value b = pick();
    add(
        emit(
            "concat(%%%s, %%%s) {axis=1}".formatted(a.name(), b.name()),
            a.channels() + b.channels()));
  }

  private void split(Value x) {
    int first = 1 + random.nextInt(Math.max(1, x.channels() - 1));
    int second = x.channels() - first;
    if (second < 1) {
      return;
    }
    Value a = new Value("v" + next++, first);
    Value b = new Value("v" + next++, second);
    text.append(
        "  %%%s, %%%s = split(%%%s) {axis=1, sizes=[%d,%d]}\n"
            .formatted(a.name(), b.name(), x.name(), first, second));
    add(a);
    add(b);
  }

  private void gate(Value x) {
    Value mean = emit("reduce_mean(%%%s) {axes=[2,3]}".formatted(x.name()), x.channels());
    Value inner = activate(conv(mean, width(), 1, 1));
    Value gate = conv(mask(inner), x.channels(), 1, 1);
    Value sigmoid = emit("hard_sigmoid(%%%s) {alpha=0.2, beta=0.5}".formatted(gate.name()), 0);
    add(emit("mul(%%%s, %%%s)".formatted(x.name(), sigmoid.name()), x.channels()));
  }

  private void shuffle(Value x) {
    if (x.channels() % 2 != 0) {
      return;
    }
    int half = x.channels() / 2;
    Value a = emit("reshape(%%%s) {shape=[1,2,%d,6,6]}".formatted(x.name(), half), x.channels());
    Value b = emit("transpose(%%%s) {permutation=[0,2,1,3,4]}".formatted(a.name()), x.channels());
    add(emit("reshape(%%%s) {shape=[1,%d,6,6]}".formatted(b.name(), 2 * half), x.channels()));
  }

  private void pool(Value x) {
    String kind =
        random.nextBoolean()
            ? "max_pool(%%%s) {kernel=[3,3], pads=[1,1,1,1]}"
            : "average_pool(%%%s) {kernel=[3,3], pads=[1,1,1,1], countIncludePad=%b}";
    add(emit(kind.formatted(x.name(), random.nextBoolean()), x.channels()));
  }

  private void choose(Value x) {
    Value a = mask(conv(x, x.channels(), 3, 1));
    Value b = activate(conv(x, x.channels(), 1, 1));
    add(
        emit(
            "choice(%%%s, %%%s, %%%s, f64[3]#[%d, %d, %d])"
                .formatted(
                    x.name(),
                    a.name(),
                    b.name(),
                    random.nextInt(9),
                    random.nextInt(9),
                    random.nextInt(9)),
            x.channels()));
  }

  private void grouped(Value x) {
    if (x.channels() % 2 == 0) {
      add(mask(normalise(conv(x, width(), 3, 2))));
    }
  }
}
