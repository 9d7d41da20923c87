/** Networks as graphs, built layer by layer with the widths, names and sizes of the literature. */
package dev.espalier.zoo;
