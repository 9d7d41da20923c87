package dev.espalier.accuracy;

import java.util.List;

/** Samples that can be read in any order, by several threads at the same time. */
public interface DataSet {
  /** How many samples there are. */
  int size();

  /** What sample i is called. */
  String name(int i);

  /**
   * Reads sample i.
   *
   * @throws DataException when it cannot be read; the message names the file
   */
  Sample sample(int i);

  /** What the classes are called, from class 0; empty when the data do not say. */
  default List<String> classes() {
    return List.of();
  }
}
