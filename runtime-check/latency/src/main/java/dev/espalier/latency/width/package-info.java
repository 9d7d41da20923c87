/** Times as a function of how many channels are kept, for pruning and searching. */
package dev.espalier.latency.width;
