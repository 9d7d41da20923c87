/** Data sets in folders and archives, in the layouts in which they are published. */
package dev.espalier.accuracy.data;
