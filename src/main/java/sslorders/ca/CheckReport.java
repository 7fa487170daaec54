package sslorders.ca;

import java.net.URI;
import java.util.List;

/**
 * The result of the check of one CA.
 *
 * @param name the configured name of the CA
 * @param steps the steps in their order; a CA without a token endpoint has no token step
 */
public record CheckReport(String name, String dialect, URI url, List<CheckStep> steps) {

    /** Returns whether a step failed. */
    public boolean isFailed() {
        return steps.stream().anyMatch(step -> step.result() == CheckStep.Result.FAILED);
    }
}
