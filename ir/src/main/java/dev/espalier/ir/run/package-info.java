/** The reference interpreter: what every operator computes, written plainly. */
package dev.espalier.ir.run;
