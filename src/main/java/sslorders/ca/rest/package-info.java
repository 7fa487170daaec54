/**
 * The plain JSON dialect, {@code rest}: for CAs behind a gateway that speaks it, and for the sandbox. Uses {@code ca} and
 * nothing else of the service. Invariant: no body of a reply is logged, kept or passed on, except the reference.
 */
package sslorders.ca.rest;
