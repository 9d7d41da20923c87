/** Formulas and networks that turn the work of a kernel into a time. */
package dev.espalier.latency.model;
