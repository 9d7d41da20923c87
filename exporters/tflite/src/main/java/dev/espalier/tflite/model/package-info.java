/** A TFLite graph in memory: what the lowering makes, the writer writes and the reader reads. */
package dev.espalier.tflite.model;
