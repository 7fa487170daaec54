package sslorders.config;

import org.eclipse.microprofile.config.spi.Converter;

/**
 * Converts a configuration value to a boolean. Only {@code true} and {@code false} are valid, because routes depend on the exact text:
 * {@code no} or {@code 0} would not remove them.
 */
public final class Switch implements Converter<Boolean> {
    private static final long serialVersionUID = 1L;

    @Override
    public Boolean convert(String text) {
        return ConfigCheck.valid(text, value -> value.equals("true") || value.equals("false"), "must be true or false")
                .equals("true");
    }
}
