/** The main job from file to files: what the command line and the build plugin call. */
package dev.espalier.compiler;
