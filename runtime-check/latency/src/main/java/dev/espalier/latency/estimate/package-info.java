/** The time of whole graphs: the sum of their kernels, by block, with what it is worth. */
package dev.espalier.latency.estimate;
