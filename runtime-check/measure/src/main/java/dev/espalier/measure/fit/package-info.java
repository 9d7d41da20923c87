/** Fits of kernels on a CPU, one per kind. */
package dev.espalier.measure.fit;
