/**
 * The events of an account: the part of a statement that inserts an event, the list that clients poll, and the retention. {@code order}
 * and {@code resend} insert events, in the statement that writes the cause. This package uses {@code account}, {@code paging},
 * {@code http}, {@code database} and {@code error}. Invariants: an event contains no address and no common name. A client that
 * continues after the last event of a page skips no event, even if an event is committed late.
 */
package sslorders.event;
