/** The operators of a graph as operators of TFLite, one class per family. */
package dev.espalier.tflite.lower;
