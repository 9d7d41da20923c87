/** Measured kernels: reading, cleaning and selecting them. */
package dev.espalier.latency.data;
