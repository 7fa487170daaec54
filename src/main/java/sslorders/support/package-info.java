/**
 * Owns the operations of support agents and operators, and the record of their actions. Only {@code page} uses this package. It uses
 * {@code account}, {@code admission}, {@code ca}, {@code database}, {@code error}, {@code http}, {@code order}, {@code paging},
 * {@code pause} and {@code resend}. Invariant: each successful call inserts one row into {@code operator_action}; a change and its row
 * are committed in one transaction.
 */
package sslorders.support;
