/** Networks with layers and sizes that are drawn. */
package dev.espalier.measure.net;
