/**
 * The port to the certificate authorities: which are configured, what one is asked, and how it may answer. {@code order}
 * and {@code resend} use it; it uses no feature. A sub-package speaks one dialect and knows this package alone.
 * Invariant: an answer is a success only on the CA's own word, and whatever may have been executed is never called
 * not executed.
 */
package sslorders.ca;
