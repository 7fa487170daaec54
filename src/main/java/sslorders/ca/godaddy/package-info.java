/**
 * GoDaddy Certificates v1: the history of an order's e-mails, and the resend of one of them. Facts and doubts are in
 * docs/ca-godaddy.md. Uses {@code ca} and nothing else of the service. Invariant: of the history only ids, kinds and times
 * are read, never the mails themselves, and the call that chooses a recipient is never made.
 */
package sslorders.ca.godaddy;
