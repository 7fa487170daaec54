/**
 * Benchmarks of the packaged jar, run by {@code make bench}. They report ratios between measurements of one run, and
 * are not tests.
 */
package sslorders.bench;
