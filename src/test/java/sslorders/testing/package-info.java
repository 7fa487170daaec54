/** Infrastructure of the tests over HTTP: the servers, a settable clock, and the client of the API. */
package sslorders.testing;
