/** The textual form of a graph: one line per node, types always printed. */
package dev.espalier.ir.text;
