/**
 * Synthetic street scenes with labels, drawn by a small ray caster: a data set that needs no
 * download, and that has the same pixels on every machine.
 */
package dev.espalier.accuracy.streets;
