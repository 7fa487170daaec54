package sslorders.log;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jboss.logging.MDC;

/** Ids that stand beside the log lines of a piece of work, whoever writes them: the members {@code mdc} of a line in JSON. */
public final class LogIds {
    private static final String ACCOUNT = "account";

    private LogIds() {}

    /** Those of one resend. */
    public static Map<String, String> ofResend(String account, String order, String resend) {
        return Map.of(ACCOUNT, account, "order", order, "resend", resend);
    }

    /** The account of the current request, for as long as it lasts. */
    public static void account(String account) {
        MDC.put(ACCOUNT, account);
    }

    /** Does the work with these ids beside each line; those from before are back afterwards. */
    public static <T> T during(Map<String, String> ids, Supplier<T> work) {
        Map<String, Object> before = new HashMap<>();
        ids.keySet().forEach(name -> before.put(name, MDC.get(name)));
        ids.forEach(MDC::put);
        try {
            return work.get();
        } finally {
            before.forEach(LogIds::restore);
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
