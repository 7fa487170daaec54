/**
 * The port to the certificate authorities: the configured CAs, the requests to them, and the possible outcomes. {@code order} and
 * {@code resend} use this package; it uses only the libraries {@code config} and {@code text}. Each sub-package implements one dialect
 * and uses only this package. Invariants: An outcome is a success only if the CA confirms it. A call that may have been executed is
 * never reported as not executed.
 */
package sslorders.ca;
