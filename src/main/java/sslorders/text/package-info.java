/**
 * Provides text functions: names of enum constants, unprintable characters, digests and root causes. Every package except the CA
 * adapters may use this package, and it uses no other. Invariant: all functions are pure.
 */
package sslorders.text;
