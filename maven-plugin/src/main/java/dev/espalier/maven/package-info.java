/** The Maven plugin: compiles models in a build, and gates what was written. */
package dev.espalier.maven;
