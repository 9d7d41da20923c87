/** Feeds training: order of the samples, augmentation, and reading ahead. */
package dev.espalier.accuracy.feed;
