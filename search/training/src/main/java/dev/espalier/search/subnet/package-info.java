/** What masks and choices leave of a supernet, as a network of its own that can be trained. */
package dev.espalier.search.subnet;
