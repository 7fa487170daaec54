/** Benchmarks of the packaged jar, run by {@code make bench}: figures as ratios of one run, and no test among them. */
package sslorders.bench;
