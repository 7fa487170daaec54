/**
 * The clock, which every room takes by injection. Nothing may depend on this package, and it depends on none. Invariant: it
 * alone reads the time of the machine.
 */
package sslorders;
