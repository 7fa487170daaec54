/**
 * A library below all rooms: the keys that are required, converters that reject values that cannot work, and checks of two values.
 * Every package may use it; it uses none. Invariant: the service does not start on a value that cannot work, and the message
 * names its key.
 */
package sslorders.config;
