package sslorders.resend;

/** The lock of an account in the database. It serializes all work on the resends of the account across all replicas. */
public final class AccountLock {
    /** The statement that acquires the lock of the account in its parameter until the end of the transaction. */
    public static final String ACQUIRE = "select pg_advisory_xact_lock(hashtextextended(?, 0))";

    private AccountLock() {}
}
