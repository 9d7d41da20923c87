/** Runs models and tells whether two of them compute the same. */
package dev.espalier.check;
