/** TFLite files: writing, and reading of files that may be anything. */
package dev.espalier.tflite.file;
