package sslorders.bench;

import java.util.List;
import java.util.Map;

/**
 * The statements of the service for one request, to be executed without the service.
 *
 * @param statements the statements in order, with {@code :name} for each random number
 * @param drawn the exclusive upper bounds of the random numbers, by name; each run draws new numbers
 * @param options the options of the service's sessions, as {@code PGOPTIONS}
 */
record Script(List<String> statements, Map<String, Long> drawn, String options) {}
