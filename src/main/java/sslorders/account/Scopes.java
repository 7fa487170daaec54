package sslorders.account;

import java.util.Set;

/** Defines the scopes of access tokens. Each scope permits one group of operations. */
public final class Scopes {
    /** Permits reading orders, their admin e-mail addresses and their resends. */
    public static final String READ = "ssl-orders:read";

    /** Permits resending fulfillment e-mails. */
    public static final String RESEND = "ssl-orders:resend";

    /** Permits capturing orders. For the ordering system only. */
    public static final String CAPTURE = "ssl-orders:capture";

    /** Permits working on orders of all accounts. For support agents only; their tokens have no account. */
    public static final String SUPPORT = "ssl-orders:support";

    /** Permits the operation of the service, such as its CAs. For operators only; their tokens have no account. */
    public static final String OPERATE = "ssl-orders:operate";

    /** All scopes of this service. A token may contain others, which are ignored. */
    static final Set<String> ALL = Set.of(READ, RESEND, CAPTURE, SUPPORT, OPERATE);

    private Scopes() {}
}
