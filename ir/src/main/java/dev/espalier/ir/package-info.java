/** The intermediate representation: graphs, values, types, the reference interpreter. */
package dev.espalier.ir;
