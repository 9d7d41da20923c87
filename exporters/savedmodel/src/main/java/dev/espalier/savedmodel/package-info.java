/** SavedModels: a lowered TFLite graph as TensorFlow writes it down. */
package dev.espalier.savedmodel;
