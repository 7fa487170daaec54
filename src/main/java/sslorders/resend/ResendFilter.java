package sslorders.resend;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import sslorders.ca.CertificateAuthorities;
import sslorders.error.Detail;
import sslorders.error.InputError;
import sslorders.order.OrderId;
import sslorders.order.Rfc3339;
import sslorders.paging.FilterQuery;
import sslorders.paging.FilterReader;

/**
 * The filters of the list of an account's resends. An empty filter selects all resends.
 *
 * @param statuses selects resends with one of these statuses
 * @param certificateAuthority selects resends at this CA, which need not be configured
 * @param order selects resends of this order
 * @param reference selects resends with this client reference
 * @param requestedAfter selects resends that were requested after this time
 * @param requestedBefore selects resends that were requested before this time
 */
record ResendFilter(
        Set<ResendStatus> statuses,
        Optional<String> certificateAuthority,
        Optional<OrderId> order,
        Optional<String> reference,
        Optional<Instant> requestedAfter,
        Optional<Instant> requestedBefore) {

    /** The names of the query parameters. */
    static final Set<String> PARAMETERS =
            Set.of("status", "certificateAuthority", "orderId", "reference", "requestedAfter", "requestedBefore");

    /**
     * Parses the query parameters of a request.
     *
     * @param errors receives an error for each invalid parameter; if there is any, the result must not be used
     */
    static ResendFilter parse(Map<String, List<String>> parameters, List<InputError> errors) {
        FilterReader reader = new FilterReader(parameters, errors);
        return new ResendFilter(
                reader.readAll("status", ResendStatus::parse, Detail.LIST_OF.with(ResendStatus.wireNames())),
                reader.read("certificateAuthority", CertificateAuthorities.NAME, Detail.CA_NAME.with()),
                reader.read("orderId", OrderId::parse, Detail.ORDER_ID.with()),
                reader.read("reference", RequestReference.FORM, Detail.REFERENCE.with()),
                reader.read("requestedAfter", Rfc3339::parse, Detail.TIME.with()),
                reader.read("requestedBefore", Rfc3339::parse, Detail.TIME.with()));
    }

    /** Returns the query parameters in canonical form, each with a leading {@code &}. */
    String query() {
        return new FilterQuery()
                .addAll("status", statuses.stream().map(ResendStatus::wireName).toList())
                .add("certificateAuthority", certificateAuthority)
                .add("orderId", order.map(OrderId::value))
                .add("reference", reference)
                .add("requestedAfter", requestedAfter)
                .add("requestedBefore", requestedBefore)
                .toString();
    }
}
