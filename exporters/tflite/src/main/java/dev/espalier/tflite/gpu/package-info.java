/** What the GPU delegate of phones takes of a TFLite graph, and what it would compute wrongly. */
package dev.espalier.tflite.gpu;
