/** Rules and passes that turn a supernet into the network that is deployed. */
package dev.espalier.passes;
