/**
 * Who the caller acts for. Rooms above use {@link sslorders.account.Caller}; this one uses {@code log}, {@code error} and the
 * libraries. Invariant: the account comes from a verified token and from nowhere else.
 */
package sslorders.account;
