/** A supernet of RTSeg that was searched on synthetic streets, compiled, and shown at work. */
package dev.espalier.examples.streets;
