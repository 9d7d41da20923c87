/** The textual form of TFLite models, in the manner of textual IR. */
package dev.espalier.tflite.text;
