/** How the weights of TFLite models are stored. */
package dev.espalier.tflite.weights;
