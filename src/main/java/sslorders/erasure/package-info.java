/**
 * Erasure of personal data: orders, accounts and the retention of both. No package uses this package. It uses {@code resend},
 * {@code order}, {@code admission}, {@code account}, {@code http}, {@code database} and {@code error}. Invariant: an order is deleted
 * together with its addresses and the addresses of its resends, under the lock of the account, and never while a resend is in progress.
 */
package sslorders.erasure;
