/**
 * A library below all rooms: the keys that are required, and checks of configured values that a type alone does not express.
 * Every package may use it; it uses none. Invariant: the service does not start on a value that cannot work, and the message
 * names its key.
 */
package sslorders.config;
