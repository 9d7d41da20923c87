/** Reads ONNX files into graphs, and writes graphs as ONNX files. */
package dev.espalier.onnx;
