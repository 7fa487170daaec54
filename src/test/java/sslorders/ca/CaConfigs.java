package sslorders.ca;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.spi.Converter;

/** Creates configurations as an operator writes them, with the real mapping and its defaults. */
public final class CaConfigs {

    private CaConfigs() {}

    /** Returns the settings of one CA from its properties, without their common prefix. */
    public static CaSettings settings(String name, Map<String, String> properties) {
        return new CaSettings(name, config(name, properties).authorities().get(name), new Plain());
    }

    /** A dialect without a path and without its own timeouts. */
    private record Plain() implements Dialect {
        @Override
        public String path() {
            return "";
        }

        @Override
        public CertificateAuthority adapt(CaSettings settings) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String name() {
            return "plain";
        }
    }

    /** Returns the configuration of one CA. */
    static CaConfig config(String name, Map<String, String> properties) {
        return config(properties.entrySet().stream()
                .collect(Collectors.toMap(property -> name + "." + property.getKey(), Map.Entry::getValue)));
    }

    /** Returns the configuration of several CAs. */
    static CaConfig config(Map<String, String> properties) {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                .withConverters(new Converter<?>[] {new DurationConverter()})
                .withMapping(CaConfig.class);
        properties.forEach((key, value) -> builder.withDefaultValue("ssl-orders.ca." + key, value));
        return builder.build().getConfigMapping(CaConfig.class);
    }
}
