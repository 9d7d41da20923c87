package dev.espalier.tflite.model;

/** A function that an operator applies to its result; the ordinal is the number in the file. */
public enum Activation {
  NONE,
  RELU,
  RELU_N1_TO_1,
  RELU6,
  TANH,
  SIGN_BIT
}
