package sslorders.support;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import sslorders.account.AccountId;
import sslorders.database.Parameters;
import sslorders.error.Detail;
import sslorders.error.InputError;
import sslorders.order.OrderId;
import sslorders.order.Rfc3339;
import sslorders.paging.FilterQuery;
import sslorders.paging.FilterReader;

/**
 * The filters of the list of actions. An empty filter selects all actions.
 *
 * @param subject selects actions of this person
 * @param action selects actions of this type
 * @param order selects actions on this order
 * @param account selects actions on orders of this account
 * @param from selects actions at this time or later
 * @param to selects actions before this time
 */
record ActionFilter(
        Optional<String> subject,
        Optional<ActionType> action,
        Optional<OrderId> order,
        Optional<AccountId> account,
        Optional<Instant> from,
        Optional<Instant> to) {

    /** The names of the query parameters. */
    static final Set<String> PARAMETERS = Set.of("subject", "action", "orderId", "accountId", "from", "to");

    private static final Pattern SUBJECT = Pattern.compile("[^\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]{1,255}");

    /**
     * Parses the query parameters of a request.
     *
     * @param errors receives an error for each invalid parameter; if there is any, the result must not be used
     */
    static ActionFilter parse(Map<String, List<String>> parameters, List<InputError> errors) {
        FilterReader reader = new FilterReader(parameters, errors);
        return new ActionFilter(
                reader.read("subject", SUBJECT, Detail.SUBJECT.with()),
                reader.read("action", ActionType::parse, Detail.ONE_OF.with(ActionType.wireNames())),
                reader.read("orderId", OrderId::parse, Detail.ORDER_ID.with()),
                reader.read("accountId", AccountId::parse, Detail.ACCOUNT_ID.with()),
                reader.read("from", Rfc3339::parse, Detail.TIME.with()),
                reader.read("to", Rfc3339::parse, Detail.TIME.with()));
    }

    /** Returns the condition in SQL, except for {@code to}. Each part has a leading {@code and}. */
    String condition() {
        return (from.isPresent() ? " and performed_at >= ?" : "")
                + (subject.isPresent() ? " and subject = ?" : "")
                + (action.isPresent() ? " and action = ?" : "")
                + (order.isPresent() ? " and order_id = ?" : "")
                + (account.isPresent() ? " and account_id = ?" : "");
    }

    /** Sets the parameters of the condition. */
    void bind(Parameters parameters) throws SQLException {
        if (from.isPresent()) {
            parameters.time(from.get());
        }
        for (Optional<String> value : List.of(
                subject, action.map(ActionType::wireName), order.map(OrderId::value), account.map(AccountId::value))) {
            if (value.isPresent()) {
                parameters.text(value.get());
            }
        }
    }

    /** Returns the filters by other values than the order and the account, for the record of the action; empty if there are none. */
    Optional<String> details() {
        return Details.of(List.of(
                Details.named("subject", subject.map(Details::masked)),
                Details.named("action", action.map(ActionType::wireName)),
                Details.named("from", from),
                Details.named("to", to)));
    }

    /** Returns the query parameters in canonical form, each with a leading {@code &}. */
    String query() {
        return new FilterQuery()
                .add("subject", subject)
                .add("action", action.map(ActionType::wireName))
                .add("orderId", order.map(OrderId::value))
                .add("accountId", account.map(AccountId::value))
                .add("from", from)
                .add("to", to)
                .toString();
    }
}
