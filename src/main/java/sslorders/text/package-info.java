/**
 * A library below all rooms: which characters may not be printed. Every package may use it; it uses none. Invariant: pure
 * functions of their arguments.
 */
package sslorders.text;
