/**
 * Validates configuration: required keys, converters that reject invalid values, and checks that compare two values. Every
 * package may use this package, which uses no other package. Invariant: the service does not start on an invalid value, and the
 * message contains its key.
 */
package sslorders.config;
