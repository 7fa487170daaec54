package sslorders.order;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;

/**
 * The result of one import record. Members that are null are omitted from the JSON.
 *
 * @param line the line number, from 1
 * @param id the ID of the order, if the line contains a valid ID
 * @param result {@code created}, {@code replaced}, {@code unchanged}, {@code refused}, or {@code failed}: the import ended at this
 *     line, and neither this record nor any later record was written
 * @param problem the reason why the order was not written
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ImportResult(long line, String id, String result, Map<String, Object> problem) {}
