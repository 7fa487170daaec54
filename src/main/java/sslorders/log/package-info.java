/**
 * What the log says: ids beside each line, by which an operator finds what belongs together. Every package may use {@link
 * sslorders.log.LogIds}; this one uses {@code problem} only. Invariant: no line of the console has an address or a token.
 */
package sslorders.log;
