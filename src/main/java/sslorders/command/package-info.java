/**
 * The command line: {@code java -jar quarkus-run.jar} without arguments starts the service, and the first argument selects a command. A
 * command starts the same application with the same configuration. Invariant: a command opens no port, runs no migration and starts no
 * background work.
 */
package sslorders.command;
