package sslorders.config;

import org.eclipse.microprofile.config.spi.Converter;

/** Converts a configuration value to a positive 64-bit integer. */
public final class PositiveLong implements Converter<Long> {
    private static final long serialVersionUID = 1L;

    @Override
    public Long convert(String text) {
        return ConfigCheck.valid(ConfigCheck.number(text, Long::valueOf), value -> value > 0, "must be at least 1");
    }
}
