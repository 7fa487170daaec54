/**
 * Provides the clock that is injected into all other packages. No package depends on this one, and it depends on no other.
 * Invariant: only this package reads the system time.
 */
package sslorders;
