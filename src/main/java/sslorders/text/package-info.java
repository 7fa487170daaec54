/**
 * Provides text functions: names of enum constants, unprintable characters, digests, root causes and dates of HTTP headers. Every
 * package except the CA adapters may use this package, which uses no other package. Invariant: all functions are pure.
 */
package sslorders.text;
