/** How well a model finds the classes of pixels. */
package dev.espalier.accuracy.score;
