/**
 * The search of RTSeg (AAAI 2023): scores of channels, logits of blocks and weights are trained
 * together under a target for the cost.
 */
package dev.espalier.search.rtseg;
