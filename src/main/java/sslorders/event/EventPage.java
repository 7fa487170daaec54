package sslorders.event;

import java.util.List;
import java.util.UUID;

/**
 * A page of an account's events in the API.
 *
 * @param nextAfter the parameter {@code after} of the next request: the last event of the page, or the parameter of this request if the
 *     page is empty; null, and omitted from the JSON, if there is neither
 * @param hasMore whether further events follow at present
 */
public record EventPage(List<EventView> events, UUID nextAfter, boolean hasMore) {}
