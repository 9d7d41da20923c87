/**
 * In which order the axes of each value are stored: the graph has them in ONNX's order, TFLite's
 * spatial operators want channels last.
 */
package dev.espalier.tflite.layout;
