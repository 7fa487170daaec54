/**
 * Provides pagination for all lists: the parameters of a page, its cursor and the link to the next page. {@code event}, {@code order}
 * and {@code resend} use this package. It uses {@code error} and {@code text}. Invariant: a cursor is accepted only for the query for
 * which it was created.
 */
package sslorders.paging;
