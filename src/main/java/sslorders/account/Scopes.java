package sslorders.account;

import java.util.Set;

/** The scopes of an access token, each of which allows one group of operations. */
public final class Scopes {
    /** To see orders, their admin e-mail and their resends. */
    public static final String READ = "ssl-orders:read";

    /** To have a fulfillment e-mail sent again. */
    public static final String RESEND = "ssl-orders:resend";

    /** To tell the service of orders; for the ordering system only. */
    public static final String CAPTURE = "ssl-orders:capture";

    /** Those that the service knows; a token may have others. */
    static final Set<String> ALL = Set.of(READ, RESEND, CAPTURE);

    private Scopes() {}
}
