package sslorders.order;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;

/**
 * The result of a line of an import. Members that are null are omitted from the JSON.
 *
 * @param line the line number, from 1
 * @param id the ID of the order, if the line has a valid one
 * @param result {@code created}, {@code replaced}, {@code unchanged}, {@code refused}, or {@code failed}: the import ended at this
 *     line, and neither this line nor any later one was written
 * @param problem the reason why the order was not written
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ImportResult(long line, String id, String result, Map<String, Object> problem) {}
