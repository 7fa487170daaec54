/**
 * What the container image has besides the packaged jar, as its build makes it: an AOT cache of a day's work in the
 * sandbox, and the list of its components. {@code Dockerfile} calls both.
 */
package sslorders.image;
