package sslorders.config;

import org.eclipse.microprofile.config.spi.Converter;

/** Converts a configuration value to a positive ratio of at most 1. */
public final class Ratio implements Converter<Double> {
    private static final long serialVersionUID = 1L;

    @Override
    public Double convert(String text) {
        return ConfigCheck.valid(
                ConfigCheck.number(text, Double::valueOf),
                value -> value > 0 && value <= 1,
                "must be greater than 0 and at most 1");
    }
}
