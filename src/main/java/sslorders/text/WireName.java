package sslorders.text;

import java.util.Locale;

/** The name of an enum constant in JSON, in the database, in metrics and in the log. */
public final class WireName {
    private WireName() {}

    /** Returns the name in lower-case kebab: {@code order-not-issued} of {@code ORDER_NOT_ISSUED}. */
    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
