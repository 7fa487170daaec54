package sslorders.order;

import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import sslorders.account.AccountId;
import sslorders.database.Database;
import sslorders.database.Row;
import sslorders.paging.ListCursor;
import sslorders.paging.Page;
import sslorders.paging.PageRequest;

/** Reads the changes of the admin e-mails of an account's orders. The first parameter of every finder is the account. */
@Singleton
class AddressChanges {
    private static final Pattern ID_FORM = Pattern.compile("[0-9]{1,18}");

    // The SQL of docs/runbook.md moves an order to its owner as "operator". Before migration V18, the trigger then
    // stored
    // the address of the other account.
    private static final String OF_ORDER = "select id, changed_at, changed_by, previous, replaced_by"
            + " from admin_email_change where account_id = ? and order_id = ? and changed_by is distinct from 'operator'";
    private static final String NEWEST_FIRST = " order by changed_at desc, id desc limit ?";

    static final String PAGE = OF_ORDER + NEWEST_FIRST;
    static final String NEXT_PAGE = OF_ORDER + " and (changed_at, id) < (?, ?)" + NEWEST_FIRST;

    private final Database database;

    AddressChanges(Database database) {
        this.database = database;
    }

    /** Returns a page of the changes of an order, newest first. */
    Page<AddressChange> page(AccountId account, OrderId order, PageRequest request) {
        // The cursor is valid only for the changes of this order of this account.
        String query = account.value() + '\n' + order.value() + "\nadmin e-mail changes";
        Optional<ListCursor> after = request.after(query, ID_FORM);
        return Page.of(
                        database.list(
                                after.isPresent() ? NEXT_PAGE : PAGE,
                                parameters -> {
                                    parameters.text(account.value()).text(order.value());
                                    if (after.isPresent()) {
                                        parameters
                                                .time(after.get().sortTime())
                                                .number(Long.parseLong(
                                                        after.get().id()));
                                    }
                                    parameters.number(request.rowsToRead());
                                },
                                Stored::read),
                        request.limit(),
                        last -> new ListCursor(last.changedAt(), String.valueOf(last.id())).encode(query))
                .map(Stored::change);
    }

    /** A row with the position of its page. */
    private record Stored(long id, Instant changedAt, AddressChange change) {
        static Stored read(Row row) throws SQLException {
            long id = row.longNumber();
            Instant changedAt = row.time();
            return new Stored(id, changedAt, new AddressChange(changedAt, row.text(), row.text(), row.text()));
        }
    }
}
