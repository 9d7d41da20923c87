package dev.espalier.tflite.file;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** A version of the runtime, such as 2.9.0; versions are compared number by number. */
public record RuntimeVersion(List<Integer> numbers) implements Comparable<RuntimeVersion> {
  private static final Pattern FORM = Pattern.compile("\\d{1,6}(\\.\\d{1,6}){0,4}");

  public RuntimeVersion {
    numbers = List.copyOf(numbers);
  }

  /**
   * A version from numbers with dots between.
   *
   * @throws IllegalArgumentException for any other text
   */
  public static RuntimeVersion parse(String text) {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is no version of a runtime; a version looks like 2.9.0");
    }
    return new RuntimeVersion(Arrays.stream(text.split("\\.")).map(Integer::valueOf).toList());
  }

  /** Numbers left out count as 0: 2.9 is the same version as 2.9.0. */
  @Override
  public int compareTo(RuntimeVersion other) {
    for (int i = 0; i < Math.max(numbers.size(), other.numbers.size()); i++) {
      int order = Integer.compare(number(i), other.number(i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private int number(int position) {
    return position < numbers.size() ? numbers.get(position) : 0;
  }

  @Override
  public String toString() {
    return String.join(".", numbers.stream().map(String::valueOf).toList());
  }
}
