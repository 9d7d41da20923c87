/** The time of a model on a device, predicted kernel by kernel from measurements. */
package dev.espalier.latency;
