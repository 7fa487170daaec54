/**
 * Determines the account for which the caller acts. Packages of higher layers use {@link sslorders.account.Caller}. This
 * package uses {@code error}, {@code http}, {@code log}, {@code config} and {@code text}. Invariant: the account comes from a
 * verified token only.
 */
package sslorders.account;
