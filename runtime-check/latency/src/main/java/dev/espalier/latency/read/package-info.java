/** Files that runtimes write about their times. */
package dev.espalier.latency.read;
