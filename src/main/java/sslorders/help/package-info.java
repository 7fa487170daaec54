/**
 * The pages that explain the problem types to developers: status, meaning, retry, text for the user, responsibility and an example. It
 * uses {@code error} and {@code http}; no package uses it. Invariants: A page contains only texts of the release, and no data of a
 * request or an account. Without {@code SSL_ORDERS_PROBLEM_HELP_PAGES}, no route of this package exists.
 */
package sslorders.help;
