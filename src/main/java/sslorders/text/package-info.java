/**
 * A library below all rooms: names on the wire, characters that may not be printed, digests, and the cause that a log line
 * shows. Every package but the adapters may use it; it uses none. Invariant: pure functions of their arguments.
 */
package sslorders.text;
