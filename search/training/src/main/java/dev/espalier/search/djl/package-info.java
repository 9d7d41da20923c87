/** Graphs executed on DJL with PyTorch, forward and backward, their parameters trainable. */
package dev.espalier.search.djl;
