/** Makes a graph that shows a fault as small as it can be while it still shows the fault. */
package dev.espalier.ir.reduce;
