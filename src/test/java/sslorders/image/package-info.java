/**
 * The parts of the container image besides the packaged jar: the AOT cache, created from typical requests in the
 * sandbox, and the software bill of materials. {@code Dockerfile} runs both.
 */
package sslorders.image;
