/** TFLite files: lowering of a graph, layout, writing, reading, and lints for mobile GPUs. */
package dev.espalier.tflite;
