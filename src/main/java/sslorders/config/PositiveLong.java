package sslorders.config;

import org.eclipse.microprofile.config.spi.Converter;

/** A whole number above zero, also beyond those of an int. */
public final class PositiveLong implements Converter<Long> {
    private static final long serialVersionUID = 1L;

    @Override
    public Long convert(String text) {
        return ConfigCheck.possible(ConfigCheck.number(text, Long::valueOf), value -> value > 0, "must be at least 1");
    }
}
