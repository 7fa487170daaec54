package sslorders.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.util.Optional;
import sslorders.config.ReferenceBase;
import sslorders.config.Switch;

/** Configures the pages that explain the problem types, and the references to them. */
@ConfigMapping(prefix = "ssl-orders.problem")
public interface ProblemConfig {
    /** Whether the service has a page for each problem type. Off if the operator publishes these pages elsewhere. */
    @WithDefault("true")
    @WithConverter(Switch.class)
    boolean helpPages();

    /**
     * The part of the member {@code help} before the slug. By default, it is the path of the pages of this service without a host,
     * because behind a proxy the service cannot determine its public host name.
     */
    @WithConverter(ReferenceBase.class)
    Optional<String> helpBase();
}
