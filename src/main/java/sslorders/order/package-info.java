/**
 * Orders: capture, import, the list and the table. Only {@code resend}, {@code page} and {@code erasure} use this package. It uses
 * {@code account}, {@code event}, {@code paging}, {@code http}, {@code database} and {@code error}, and {@code ca} for the names of the
 * configured CAs.
 * Invariant: the first parameter of every finder is the account, so that no query returns the orders of another account.
 */
package sslorders.order;
