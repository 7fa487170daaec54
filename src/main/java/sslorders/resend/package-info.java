/**
 * The resend of a fulfillment e-mail: preview, submission, limits, idempotency, the relay with its scheduled tasks, and the history.
 * The top floor: it may use every room, and no room uses it. Invariant: a resend is committed before its CA is called, no transaction
 * is open during the call, and each transition is written by one statement that names the state it was decided for.
 */
package sslorders.resend;
