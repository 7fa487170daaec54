/**
 * Who the caller acts for. Every feature may use it; it uses {@code problem} only. Invariant: the account comes from a
 * verified token and from nowhere else.
 */
package sslorders.account;
