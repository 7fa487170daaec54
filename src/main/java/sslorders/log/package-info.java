/**
 * What the log has: IDs beside each line, by which an operator finds what belongs together, and the mask over what libraries
 * quote. Every room above may use it; it uses {@code database} and {@code text}. Invariant: no line of the console has an
 * address or a token.
 */
package sslorders.log;
