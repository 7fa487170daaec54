package sslorders.bench;

/**
 * The statement by which the service reads the first page of an account's list, as PostgreSQL has it from the service.
 *
 * @param sql with {@code $1} for the account and {@code $2} for how many rows
 * @param accounts of how many accounts it is asked, {@code account-0} and so on
 * @param limit how many rows
 * @param options of the service's sessions, as {@code PGOPTIONS} has them
 */
record ListStatement(String sql, int accounts, int limit, String options) {

    /** The same for another number of accounts. */
    ListStatement forAccounts(int accountsAsked) {
        return new ListStatement(sql, accountsAsked, limit, options);
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
        return new ListStatement(sql, 1, limit, options);
    }
}
