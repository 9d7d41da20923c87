/** One record per operator, and the facts about operators that every backend shares. */
package dev.espalier.ir.op;
