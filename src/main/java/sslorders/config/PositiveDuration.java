package sslorders.config;

import io.quarkus.runtime.configuration.DurationConverter;
import java.time.Duration;
import org.eclipse.microprofile.config.spi.Converter;

/** Converts a configuration value to a positive duration. */
public final class PositiveDuration implements Converter<Duration> {
    private static final long serialVersionUID = 1L;

    @Override
    public Duration convert(String text) {
        return ConfigCheck.valid(DurationConverter.parseDuration(text), Duration::isPositive, "must be positive");
    }
}
