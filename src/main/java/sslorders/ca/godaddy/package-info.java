/**
 * Adapter for GoDaddy Certificates v1: reads the mail history of an order and resends one of its e-mails; see docs/ca-godaddy.md. Uses
 * only {@code ca}. Invariants: The adapter never reads the text of an e-mail. It never uses the API call that specifies a recipient.
 */
package sslorders.ca.godaddy;
