/** The trained text detector PP-OCRv3, pruned mildly, compiled, and shown at work. */
package dev.espalier.examples.textdetection;
