/**
 * The search for channels and blocks of a supernet: what its methods share, which is the training
 * of the supernet before, the training of what was found behind, and the run around all of it.
 */
package dev.espalier.search.method;
