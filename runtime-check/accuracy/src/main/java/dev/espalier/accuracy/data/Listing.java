package dev.espalier.accuracy.data;

import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * The samples found under a root.
 *
 * @param meaning the class of a value in a label picture
 * @param classes their names, from class 0; empty when the data do not say
 */
record Listing(List<Pair> pairs, IntUnaryOperator meaning, List<String> classes) {
  /** A picture and its label picture, by their paths. */
  record Pair(String name, String picture, String labels) {}

  Listing {
    pairs = List.copyOf(pairs);
    classes = List.copyOf(classes);
  }
}
