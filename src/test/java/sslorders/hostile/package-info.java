/**
 * Attacks on the packaged service with the options of its image: overload, slow clients, floods, gzip bombs, stuck
 * locks and misbehaving CAs. {@code make hostile} runs them in up to 20 minutes; {@code make test} does not.
 */
package sslorders.hostile;
