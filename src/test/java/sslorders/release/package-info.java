/**
 * The stored state of each release in {@code src/test/resources/releases}: its migrations, the schema that they
 * create, and data that it wrote. A later release must work with all of it while the earlier one still runs.
 */
package sslorders.release;
