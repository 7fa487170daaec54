/**
 * Provides text functions: names of enum constants, unprintable characters, digests, root causes, dates of HTTP headers, masked e-mail
 * addresses, and texts in several languages. Every package except the CA adapters may use this package, which uses no other package.
 * Invariant: all functions are pure.
 */
package sslorders.text;
