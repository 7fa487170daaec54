/** What the tests over HTTP stand on: the parts, a clock that can be set, and the one way to call the service. */
package sslorders.testing;
