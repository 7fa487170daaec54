/**
 * Checks the project's texts for words that docs, code and contract do not use: {@code banned.txt} lists them, and
 * {@code exceptions.txt} lists the justified occurrences.
 */
package sslorders.language;
