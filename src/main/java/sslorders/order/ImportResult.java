package sslorders.order;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;

/**
 * What became of a line of an import. A null is left out of the JSON.
 *
 * @param line from 1
 * @param id the order's, if the line has one that an order can have
 * @param result {@code created}, {@code replaced}, {@code unchanged}, {@code refused}, or {@code failed}: the import ended
 *     with this line, and nothing of it and the lines after it was written
 * @param problem why it was not written
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ImportResult(long line, String id, String result, Map<String, Object> problem) {}
