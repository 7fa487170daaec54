/**
 * Attacks on the packaged service with the options of its image: overload, slow clients, floods, bombs, stuck locks and CAs
 * that misbehave. Run by {@code make hostile}, which takes up to twenty minutes, and not by {@code make test}.
 */
package sslorders.hostile;
