/** Examples that run from the command line and in the build, one folder each. */
package dev.espalier.examples;
