package sslorders.text;

import java.util.Locale;

/** Converts an enum constant to its name in JSON, in the database, in metrics and in the log. */
public final class WireName {
    private WireName() {}

    /** Returns the name in kebab case, such as {@code order-not-issued} for {@code ORDER_NOT_ISSUED}. */
    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
