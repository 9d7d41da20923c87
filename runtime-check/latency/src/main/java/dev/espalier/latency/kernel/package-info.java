/** What a device runs at once: the kernels of a lowered graph, and the work each has. */
package dev.espalier.latency.kernel;
