package sslorders.pause;

import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.List;
import sslorders.database.Database;

/** Stores the pauses of CAs, at most one per CA. */
@Singleton
class PauseStore {
    private static final String READ =
            "select certificate_authority, paused_since, paused_until, reason from certificate_authority_pause";

    /** A pause that is over does not continue: its CA was called in between. */
    private static final String BEGIN = """
            insert into certificate_authority_pause as pause (certificate_authority, paused_since, paused_until, reason)
            values (?, ?, ?, ?)
            on conflict (certificate_authority) do update set
              paused_since = case when pause.paused_until > excluded.paused_since
                then pause.paused_since else excluded.paused_since end,
              paused_until = excluded.paused_until, reason = excluded.reason""";

    private static final String END = "delete from certificate_authority_pause where certificate_authority = ?";

    private final Database database;

    PauseStore(Database database) {
        this.database = database;
    }

    /** Returns all pauses, including those that are over. */
    List<CaPause> read() {
        return database.list(
                READ, parameters -> {}, row -> new CaPause(row.text(), row.time(), row.time(), row.text()));
    }

    /** Begins a pause, or changes the end and the reason of the current one. */
    void begin(CaPause pause, Database.Transaction transaction) throws SQLException {
        transaction.update(
                BEGIN,
                parameters -> parameters
                        .text(pause.certificateAuthority())
                        .time(pause.since())
                        .time(pause.until())
                        .text(pause.reason()));
    }

    /** Ends the pause of a CA, if there is one. */
    void end(String certificateAuthority, Database.Transaction transaction) throws SQLException {
        transaction.update(END, parameters -> parameters.text(certificateAuthority));
    }
}
