package sslorders.resend;

import java.sql.SQLException;
import java.util.UUID;
import sslorders.database.Database;

/**
 * The part of a request that only a support agent sends, who acts on behalf of the account.
 *
 * @param reason why the agent requests the resend; one line
 * @param skipsCoolDown whether the cool-down of the order does not apply; a resend in progress always prevents another one
 * @param audit records the request
 */
public record OnBehalf(String reason, boolean skipsCoolDown, Audit audit) {

    /** The requester that the customer sees. The agent's subject is in the record only. */
    static final String REQUESTED_BY = "support";

    /** Returns the part of the fingerprint. */
    String line() {
        return "on behalf " + (skipsCoolDown ? "without cool-down " : "") + "because " + reason + '\n';
    }

    /** Records a request in the transaction that creates the resend, or that finds the resend of the same idempotency key. */
    @FunctionalInterface
    public interface Audit {
        void record(Database.Transaction transaction, UUID resend) throws SQLException;
    }
}
