package dev.espalier.tflite.layout;

/** The two ways in which an operator without a preference can work. */
public enum Flow {
  /** In the order of axes of the graph. */
  GRAPH,
  /** In the order in which its main operand arrives: behind a convolution, channels last. */
  ARRIVING
}
