/** Rewrites of a lowered graph: what TFLite's operators can do in one. */
package dev.espalier.tflite.fuse;
