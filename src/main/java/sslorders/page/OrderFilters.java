package sslorders.page;

import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sslorders.order.OrderStatus;

/**
 * The filters that a person has set, as in the address of the list. An invalid value is ignored, because the page shows which filters
 * are set.
 *
 * @param validity empty text, {@code valid}, {@code expiring} or {@code expired}
 * @param status empty text, or the API name of a status
 * @param commonName empty text, or the beginning of a common name
 * @param at the time to which {@code validity} refers; the same on the following pages, because a cursor is valid for one filter only
 * @param after the cursor of the next page, or empty text
 * @param before the cursor of the previous page, or empty text
 */
public record OrderFilters(String validity, String status, String commonName, String at, String after, String before) {
    private static final int EXPIRING_DAYS = 30;
    private static final int LONGEST_NAME = 255;

    static OrderFilters parse(Map<String, String> parameters, InstantSource clock) {
        String validity = oneOf(parameters.get("validity"), Stream.of("valid", "expiring", "expired"));
        String name = text(parameters.get("commonName")).strip();
        return new OrderFilters(
                validity,
                oneOf(parameters.get("status"), Stream.of(OrderStatus.values()).map(OrderStatus::wireName)),
                name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name,
                validity.isEmpty()
                        ? ""
                        : time(parameters.get("at"))
                                .orElseGet(() -> clock.instant().truncatedTo(ChronoUnit.SECONDS))
                                .toString(),
                text(parameters.get("after")),
                text(parameters.get("before")));
    }

    /** Returns the same filters for the first page, or for the page of a cursor. */
    OrderFilters atPage(String nextAfter, String nextBefore) {
        return new OrderFilters(validity, status, commonName, at, nextAfter, nextBefore);
    }

    /** Returns the filter parameters for the API. */
    Map<String, String> toApi() {
        Map<String, String> filters = new LinkedHashMap<>();
        if (!status.isEmpty()) {
            filters.put("status", status);
        }
        if (!commonName.isEmpty()) {
            filters.put("commonName", commonName);
        }
        switch (validity) {
            case "valid" -> filters.put("expiresAfter", at);
            case "expired" -> filters.put("expiresBefore", at);
            case "expiring" -> {
                filters.put("expiresAfter", at);
                filters.put(
                        "expiresBefore",
                        Instant.parse(at).plus(EXPIRING_DAYS, ChronoUnit.DAYS).toString());
            }
            default -> {}
        }
        return filters;
    }

    /** Returns the parameters of the list's address, without unset parameters. */
    Map<String, String> toParameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("validity", validity);
        parameters.put("status", status);
        parameters.put("commonName", commonName);
        parameters.put("at", after.isEmpty() && before.isEmpty() ? "" : at);
        parameters.put("after", after);
        parameters.put("before", before);
        return parameters.entrySet().stream()
                .filter(parameter -> !parameter.getValue().isEmpty())
                .collect(Collectors.toMap(
                        Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one, LinkedHashMap::new));
    }

    /** Returns whether a filter is set. */
    public boolean isSet() {
        return !(validity.isEmpty() && status.isEmpty() && commonName.isEmpty());
    }

    private static Optional<Instant> time(String value) {
        try {
            return Optional.ofNullable(value).map(Instant::parse);
        } catch (DateTimeParseException malformed) {
            return Optional.empty();
        }
    }

    private static String oneOf(String value, Stream<String> possible) {
        return possible.filter(word -> word.equals(value)).findFirst().orElse("");
    }

    private static String text(String value) {
        return value == null ? "" : value;
    }
}
