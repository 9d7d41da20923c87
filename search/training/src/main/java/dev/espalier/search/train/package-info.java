/**
 * Training of a network on pictures with labels. A run is a function of its configuration: what is
 * random is drawn from (seed, step, index), so that it can be interrupted anywhere, resumed from a
 * checkpoint, and end with the same bits.
 */
package dev.espalier.search.train;
