/** Data-free pruning: scores coupled groups of channels and masks the least important ones. */
package dev.espalier.passes.prune;
