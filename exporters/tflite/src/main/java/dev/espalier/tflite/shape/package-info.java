/** What the operators of a TFLite graph make of the shapes and types of their operands. */
package dev.espalier.tflite.shape;
