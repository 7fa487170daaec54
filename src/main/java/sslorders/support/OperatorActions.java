package sslorders.support;

import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.InstantSource;
import org.hibernate.id.uuid.UuidVersion7Strategy;
import sslorders.account.Caller;
import sslorders.database.Database;
import sslorders.database.Parameters;

/**
 * Records the actions of support agents and operators in the table {@code operator_action}, which is append-only. The person is the
 * caller of the current request.
 */
@Singleton
public class OperatorActions {
    private static final String INSERT = """
            insert into operator_action (id, performed_at, subject, actor, action, account_id, order_id, resend_id,
              certificate_authority, reason, reference, details)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private final Database database;
    private final Caller caller;
    private final InstantSource clock;

    OperatorActions(Database database, Caller caller, InstantSource clock) {
        this.database = database;
        this.caller = caller;
        this.clock = clock;
    }

    /** Records an action in the transaction of its change. If the transaction is rolled back, neither is stored. */
    public void record(Database.Transaction transaction, OperatorAction action) throws SQLException {
        transaction.update(INSERT, parameters -> bind(action, parameters));
    }

    /** Records an action that changes nothing. The caller records it before the response, so that no read goes unrecorded. */
    public void record(OperatorAction action) {
        database.update(INSERT, parameters -> bind(action, parameters));
    }

    private void bind(OperatorAction action, Parameters parameters) throws SQLException {
        parameters
                .uuid(UuidVersion7Strategy.INSTANCE.generateUuid(null))
                .time(clock.instant())
                .text(caller.subject())
                .text(caller.actor())
                .text(action.type().wireName())
                .text(action.target().account())
                .text(action.target().order())
                .uuid(action.target().resend())
                .text(action.target().certificateAuthority())
                .text(action.reason().map(Reason::value))
                .text(action.reference().map(reference -> reference.value()))
                .text(action.details());
    }
}
