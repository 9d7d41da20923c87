/** Searches that only rank channels, to compare others with. */
package dev.espalier.search.baseline;
