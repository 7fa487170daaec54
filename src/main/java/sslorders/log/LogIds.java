package sslorders.log;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jboss.logging.MDC;

/** Sets the IDs that all log lines of a unit of work contain (MDC). In JSON they are in the member {@code mdc}. */
public final class LogIds {
    private static final String ACCOUNT = "account";

    private LogIds() {}

    /** Returns the MDC entries of a resend. */
    public static Map<String, String> ofResend(String account, String order, String resend) {
        return Map.of(ACCOUNT, account, "order", order, "resend", resend);
    }

    /** Sets the account for the rest of the current request. */
    public static void account(String account) {
        MDC.put(ACCOUNT, account);
    }

    /** Runs the work with these MDC entries, and restores the previous entries afterwards. */
    public static <T> T during(Map<String, String> ids, Supplier<T> work) {
        Map<String, Object> previous = new HashMap<>();
        ids.keySet().forEach(name -> previous.put(name, MDC.get(name)));
        ids.forEach(MDC::put);
        try {
            return work.get();
        } finally {
            previous.forEach(LogIds::restore);
        }
    }

    private static void restore(String name, Object value) {
        if (value == null) {
            MDC.remove(name);
        } else {
            MDC.put(name, value);
        }
    }
}
