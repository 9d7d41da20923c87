/**
 * Rewrites of a graph, in front of the lowering, into operators and forms that TFLite has. All of
 * them are exact up to rounding.
 */
package dev.espalier.tflite.legalize;
