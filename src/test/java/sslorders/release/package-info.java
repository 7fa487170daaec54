/**
 * What each release leaves to the next: its migrations, the schema that they make, and data as it wrote them, in
 * {@code src/test/resources/releases}. A later release must be able to take all of it over while that one still runs.
 */
package sslorders.release;
