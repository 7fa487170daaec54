package sslorders.bench;

import java.util.List;
import java.util.Map;

/**
 * What the service asks of the database for one request, to be asked without the service.
 *
 * @param statements in order, with {@code :name} for each number that is drawn
 * @param drawn the numbers that are drawn anew each time, each from 0 to below this
 * @param options of the service's sessions, as {@code PGOPTIONS} has them
 */
record Script(List<String> statements, Map<String, Long> drawn, String options) {}
