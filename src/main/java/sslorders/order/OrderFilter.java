package sslorders.order;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import sslorders.error.InputError;
import sslorders.paging.PageRequest;

/**
 * The filters of the order list. An empty filter selects all orders.
 *
 * @param statuses selects orders with one of these statuses
 * @param certificateAuthority selects orders of this CA, which need not be configured
 * @param commonName selects orders whose common name has this prefix, case-insensitive
 * @param expiresBefore selects orders that expire before this time; not orders without an expiry
 * @param expiresAfter selects orders that expire after this time; not orders without an expiry
 */
record OrderFilter(
        Set<OrderStatus> statuses,
        Optional<String> certificateAuthority,
        Optional<String> commonName,
        Optional<Instant> expiresBefore,
        Optional<Instant> expiresAfter) {

    /** The names of the query parameters. */
    static final Set<String> PARAMETERS =
            Set.of("status", "certificateAuthority", "commonName", "expiresBefore", "expiresAfter");

    private static final Pattern AUTHORITY = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final Pattern COMMON_NAME = Pattern.compile("[^\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]{1,255}");

    /**
     * Parses the query parameters of a request.
     *
     * @param errors receives an error for each invalid parameter; if there is any, the result must not be used
     */
    static OrderFilter parse(Map<String, List<String>> parameters, List<InputError> errors) {
        return new OrderFilter(
                read(
                                parameters,
                                "status",
                                OrderFilter::statuses,
                                "must be a comma-separated list of " + OrderStatus.wireNames(),
                                errors)
                        .orElse(Set.of()),
                read(parameters, "certificateAuthority", matching(AUTHORITY), "must be the name of a CA", errors),
                read(
                        parameters,
                        "commonName",
                        matching(COMMON_NAME),
                        "must have 1 to 255 characters, and no control characters",
                        errors),
                read(parameters, "expiresBefore", Rfc3339::parse, Rfc3339.WANTED, errors),
                read(parameters, "expiresAfter", Rfc3339::parse, Rfc3339.WANTED, errors));
    }

    private static Optional<Set<OrderStatus>> statuses(String text) {
        Set<OrderStatus> statuses = EnumSet.noneOf(OrderStatus.class);
        for (String name : text.split(",", -1)) {
            Optional<OrderStatus> status = OrderStatus.parse(name);
            if (status.isEmpty()) {
                return Optional.empty();
            }
            statuses.add(status.get());
        }
        return Optional.of(statuses);
    }

    private static Function<String, Optional<String>> matching(Pattern form) {
        return text -> Optional.of(text).filter(value -> form.matcher(value).matches());
    }

    private static <T> Optional<T> read(
            Map<String, List<String>> parameters,
            String name,
            Function<String, Optional<T>> parser,
            String wrong,
            List<InputError> errors) {
        Optional<String> text = PageRequest.first(parameters, name);
        Optional<T> value = text.flatMap(parser);
        if (text.isPresent() && value.isEmpty()) {
            errors.add(InputError.inQuery(name, wrong));
        }
        return value;
    }

    /**
     * Returns the condition in HQL. Each part has a leading {@code and}.
     *
     * @param values receives the parameters of the condition
     */
    String condition(Map<String, Object> values) {
        StringBuilder condition = new StringBuilder();
        if (!statuses.isEmpty()) {
            condition.append(" and status in :statuses");
            values.put("statuses", statuses);
        }
        certificateAuthority.ifPresent(name -> {
            condition.append(" and certificateAuthority = :authority");
            values.put("authority", name);
        });
        commonName.ifPresent(prefix -> {
            // With this collation the match does not depend on the locale of the database.
            condition.append(" and cast(sql('(? collate \"C\") ~ ?', commonName, :commonName) as Boolean)");
            values.put("commonName", CaseInsensitivePrefix.pattern(prefix));
        });
        expiresBefore.ifPresent(time -> {
            condition.append(" and expirySort < :expiresBefore");
            values.put("expiresBefore", time);
        });
        expiresAfter.ifPresent(time -> {
            // The range uses the sort key, which is indexed. Orders without an expiry have the maximum sort key.
            condition.append(" and expirySort > :expiresAfter and expiresAt is not null");
            values.put("expiresAfter", time);
        });
        return condition.toString();
    }

    /** Returns the query parameters in canonical form, each with a leading {@code &}. */
    String query() {
        StringBuilder query = new StringBuilder();
        if (!statuses.isEmpty()) {
            add(query, "status", statuses.stream().map(OrderStatus::wireName).collect(Collectors.joining(",")));
        }
        certificateAuthority.ifPresent(name -> add(query, "certificateAuthority", name));
        commonName.ifPresent(prefix -> add(query, "commonName", prefix));
        expiresBefore.ifPresent(time -> add(query, "expiresBefore", time.toString()));
        expiresAfter.ifPresent(time -> add(query, "expiresAfter", time.toString()));
        return query.toString();
    }

    private static void add(StringBuilder query, String name, String value) {
        query.append('&')
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)
                        .replace("+", "%20")
                        .replace("%2C", ","));
    }
}
