/**
 * The resend of a fulfillment e-mail: preview, submission, limits, idempotency, the relay with its scheduled tasks, and the history.
 * This package may use every other package except {@code page} and {@code erasure}, which use it. Invariants: A resend is committed before its CA is
 * called. No transaction is open during the call. One statement writes each transition, but only if the resend is still in the state
 * for which the transition was decided.
 */
package sslorders.resend;
