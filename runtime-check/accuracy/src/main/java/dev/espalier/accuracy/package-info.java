/**
 * Pictures with a class for every pixel: data sets in folders and archives, their augmentation, and
 * how well a model finds the classes.
 */
package dev.espalier.accuracy;
