/**
 * The screen <em>Security &gt; SSL &gt; Orders</em> for a person with a browser, and the screen for support agents. This package uses the
 * services of the API, never its HTTP interface. Invariants: Without {@code SSL_ORDERS_PAGE_ENABLED}, no route of this package exists.
 * Each request that changes data has a session and a CSRF token.
 */
package sslorders.page;
