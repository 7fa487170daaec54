package sslorders.config;

import org.eclipse.microprofile.config.spi.Converter;

/** Converts a configuration value to a positive integer. */
public final class PositiveInteger implements Converter<Integer> {
    private static final long serialVersionUID = 1L;

    @Override
    public Integer convert(String text) {
        return ConfigCheck.valid(ConfigCheck.number(text, Integer::valueOf), value -> value > 0, "must be at least 1");
    }
}
