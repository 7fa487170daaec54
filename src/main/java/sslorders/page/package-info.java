/**
 * The screen <em>Security &gt; SSL &gt; Orders</em> for a person with a browser. It is on the highest floor and uses the services of the
 * API, never its HTTP. Invariant: without {@code SSL_ORDERS_PAGE_ENABLED} no route of this package exists, and each request that
 * changes something has a session and a CSRF token.
 */
package sslorders.page;
