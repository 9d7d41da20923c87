/** Rules that compute two or more nodes by one. */
package dev.espalier.passes.fuse;
