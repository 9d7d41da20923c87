package dev.espalier.tflite.gpu;

import java.util.Optional;

/** A condition on one operator, which the table of operators refers to by name. */
@FunctionalInterface
interface Check {
  /** What is wrong, if something is. */
  Optional<Finding> find(Site site);
}
