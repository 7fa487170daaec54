package sslorders.bench;

import java.util.List;
import java.util.Map;

/**
 * The statement with which the service reads the first page of an account's list, as captured from PostgreSQL.
 *
 * @param sql the statement, with {@code $1} for the account and {@code $2} for the row limit
 * @param limit the number of rows
 * @param options the options of the service's sessions, as {@code PGOPTIONS}
 */
record ListStatement(String sql, int limit, String options) {

    /** Returns a script that executes the statement for random accounts. */
    Script forAccounts(int accounts) {
        String list = sql.replace("$1", "'account-' || :account").replace("$2", String.valueOf(limit));
        return new Script(List.of(list), Map.of("account", (long) accounts), options);
    }

    /** Returns the statement that the service's connections sent last, which must be the statement of a list. */
    static ListStatement of(Installation installation, int limit, String options) {
        String sql = installation
                .rows("select query from pg_stat_activity where datname = current_database()"
                        + " and query like '%from certificate_order%' and pid <> pg_backend_pid()"
                        + " order by query_start desc limit 1")
                .getFirst()
                .get("query");
        if (!sql.contains("$1") || !sql.contains("$2") || sql.contains("$3")) {
            throw new IllegalStateException("the last statement is not that of a list: " + sql);
        }
        return new ListStatement(sql, limit, options);
    }
}
