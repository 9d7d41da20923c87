/** What a supernet costs by the channels and branches it keeps, and how to bring it to a target. */
package dev.espalier.search.cost;
