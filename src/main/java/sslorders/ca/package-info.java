/**
 * The port to the certificate authorities: which are configured, what they are asked, and how they may answer. {@code order}
 * and {@code resend} use it; it uses no other room. A sub-package speaks one dialect and uses this package alone.
 * Invariant: an answer is a success only if the CA confirms it, and a call that may have been executed is never reported as
 * not executed.
 */
package sslorders.ca;
