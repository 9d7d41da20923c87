/** The machine itself as a device: kernels timed by the runtimes' own profilers. */
package dev.espalier.measure;
