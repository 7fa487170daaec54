package sslorders.bench;

import java.util.List;
import java.util.Map;

/**
 * The statement by which the service reads the first page of an account's list, as PostgreSQL has it from the service.
 *
 * @param sql with {@code $1} for the account and {@code $2} for how many rows
 * @param limit how many rows
 * @param options of the service's sessions, as {@code PGOPTIONS} has them
 */
record ListStatement(String sql, int limit, String options) {

    /** Asks it for one of so many accounts after another, in no order. */
    Script forAccounts(int accounts) {
        String list = sql.replace("$1", "'account-' || :account").replace("$2", String.valueOf(limit));
        return new Script(List.of(list), Map.of("account", (long) accounts), options);
    }

    /** What the service's connections sent last. One page must have been asked for, and nothing since. */
    static ListStatement of(Installation installation, int limit, String options) {
        String sql = installation
                .rows("select query from pg_stat_activity where datname = current_database()"
                        + " and query like '%from certificate_order%' and pid <> pg_backend_pid()"
                        + " order by query_start desc limit 1")
                .getFirst()
                .get("query");
        if (!sql.contains("$1") || !sql.contains("$2") || sql.contains("$3")) {
            throw new IllegalStateException("the list has another statement now: " + sql);
        }
        return new ListStatement(sql, limit, options);
    }
}
