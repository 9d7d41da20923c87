package dev.espalier.measure;

/** A kernel and its measured time in milliseconds. */
public record TimedKernel(HostKernel kernel, double milliseconds) {}
