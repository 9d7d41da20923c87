/** Fits models to measured kernels, and holds shapes and networks out to see how well. */
package dev.espalier.latency.fit;
