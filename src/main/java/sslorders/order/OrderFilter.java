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
 * Which of an account's orders the list has. What is empty leaves all in.
 *
 * @param statuses orders of one of these
 * @param certificateAuthority orders of that CA, configured or not
 * @param commonName orders whose common name begins so, in whatever case
 * @param expiresBefore orders that expire before that time; those without an expiry do not
 * @param expiresAfter orders that expire after that time; those without an expiry do not
 */
record OrderFilter(
        Set<OrderStatus> statuses,
        Optional<String> certificateAuthority,
        Optional<String> commonName,
        Optional<Instant> expiresBefore,
        Optional<Instant> expiresAfter) {

    /** The names of the parameters. */
    static final Set<String> PARAMETERS =
            Set.of("status", "certificateAuthority", "commonName", "expiresBefore", "expiresAfter");

    private static final Pattern AUTHORITY = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final Pattern COMMON_NAME = Pattern.compile("[^\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]{1,255}");

    /**
     * Reads the parameters of a request.
     *
     * @param errors where each wrong one is added; the result is of use only if none is
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
     * The condition in HQL, each part with an {@code and} before it.
     *
     * @param values where its values are put
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
            // The collation makes the match independent of the database's locale, as the pattern is.
            condition.append(" and cast(sql('(? collate \"C\") ~ ?', commonName, :commonName) as Boolean)");
            values.put("commonName", CaseInsensitivePrefix.pattern(prefix));
        });
        expiresBefore.ifPresent(time -> {
            condition.append(" and expirySort < :expiresBefore");
            values.put("expiresBefore", time);
        });
        expiresAfter.ifPresent(time -> {
            // With the range on the sort key, which the index has; it puts those without an expiry at the end of time.
            condition.append(" and expirySort > :expiresAfter and expiresAt is not null");
            values.put("expiresAfter", time);
        });
        return condition.toString();
    }

    /** The parameters in one canonical form, each with an {@code &} before it. */
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
