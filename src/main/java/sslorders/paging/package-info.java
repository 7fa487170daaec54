/**
 * What all lists have in common: the parameters of a page, its cursor and the link to the next one. {@code order} and {@code
 * resend} use it; it uses {@code error} and the libraries. Invariant: a cursor is accepted only for the query that it was made
 * for.
 */
package sslorders.paging;
