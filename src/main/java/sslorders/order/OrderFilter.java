package sslorders.order;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import sslorders.ca.CertificateAuthorities;
import sslorders.error.Detail;
import sslorders.error.InputError;
import sslorders.paging.FilterQuery;
import sslorders.paging.FilterReader;

/**
 * The filters of the order list. An empty filter selects all orders.
 *
 * @param statuses selects orders with one of these statuses
 * @param certificateAuthority selects orders of this CA, which need not be configured
 * @param commonName selects orders whose common name has this prefix, regardless of case
 * @param adminEmail selects orders with this admin e-mail address, regardless of case
 * @param caOrderId selects orders with this ID at their CA
 * @param expiresBefore selects orders that expire before this time, but no orders without an expiry
 * @param expiresAfter selects orders that expire after this time, but no orders without an expiry
 */
record OrderFilter(
        Set<OrderStatus> statuses,
        Optional<String> certificateAuthority,
        Optional<String> commonName,
        Optional<String> adminEmail,
        Optional<String> caOrderId,
        Optional<Instant> expiresBefore,
        Optional<Instant> expiresAfter) {

    /** The names of the query parameters. */
    static final Set<String> PARAMETERS = Set.of(
            "status", "certificateAuthority", "commonName", "adminEmail", "caOrderId", "expiresBefore", "expiresAfter");

    private static final Pattern COMMON_NAME = Pattern.compile("[^\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]{1,255}");

    /**
     * Parses the query parameters of a request.
     *
     * @param errors receives an error for each invalid parameter; if there is any, the result must not be used
     */
    static OrderFilter parse(Map<String, List<String>> parameters, List<InputError> errors) {
        FilterReader reader = new FilterReader(parameters, errors);
        return new OrderFilter(
                reader.readAll("status", OrderStatus::parse, Detail.LIST_OF.with(OrderStatus.wireNames())),
                reader.read("certificateAuthority", CertificateAuthorities.NAME, Detail.CA_NAME.with()),
                reader.read("commonName", COMMON_NAME, Detail.COMMON_NAME.with()),
                read(reader, SearchCriterion.ADMIN_EMAIL),
                read(reader, SearchCriterion.CA_ORDER_ID),
                reader.read("expiresBefore", Rfc3339::parse, Detail.TIME.with()),
                reader.read("expiresAfter", Rfc3339::parse, Detail.TIME.with()));
    }

    private static Optional<String> read(FilterReader reader, SearchCriterion criterion) {
        return reader.read(criterion.parameter(), criterion.form(), criterion.formDetail());
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
        // The expressions and conditions of the indexes that the search over all accounts also uses.
        adminEmail.ifPresent(address -> {
            condition.append(" and cast(sql('(lower(? collate \"C\") = ?)', adminEmail, :adminEmail) as Boolean)");
            values.put("adminEmail", SearchCriterion.ADMIN_EMAIL.comparable(address));
        });
        caOrderId.ifPresent(id -> {
            condition.append(
                    " and caOrderId <> '' and cast(sql('((? collate \"C\") = ?)', caOrderId, :caOrderId) as Boolean)");
            values.put("caOrderId", id);
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
        return new FilterQuery()
                .addAll("status", statuses.stream().map(OrderStatus::wireName).toList())
                .add("certificateAuthority", certificateAuthority)
                .add("commonName", commonName)
                .add("adminEmail", adminEmail)
                .add("caOrderId", caOrderId)
                .add("expiresBefore", expiresBefore)
                .add("expiresAfter", expiresAfter)
                .toString();
    }
}
