package sslorders.resend;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import sslorders.error.ServiceException;
import sslorders.http.Problem;

/** Creates the response to a request for a resend. */
@Singleton
public class ResendResponses {
    private final Duration maxWait;
    private final InstantSource clock;

    ResendResponses(ResendConfig config, InstantSource clock) {
        this.maxWait = config.maxWait();
        this.clock = clock;
    }

    /**
     * Sets the headers and returns the body. The headers are set on the response, because a problem response about a resend also
     * contains them. {@code Location} has no host, because behind a proxy the service cannot determine its public host name.
     *
     * @param orders the path of the orders in {@code Location}, without a slash at the end
     * @throws ServiceException the problem of the resend, if there is one
     */
    public ResendView send(Submission submission, Preferences preferences, String orders, HttpServerResponse response) {
        Resend resend = submission.resend();
        response.putHeader(
                HttpHeaders.LOCATION,
                orders + "/" + resend.requested().order() + "/fulfillment-email/resends/" + resend.id());
        if (submission.isReplay()) {
            response.putHeader("Idempotency-Replayed", "true");
        } else {
            preferences.applied(maxWait).ifPresent(applied -> response.putHeader("Preference-Applied", applied));
        }
        submission.problem().ifPresent(problem -> {
            throw problem;
        });
        resend.changesAfter(clock.instant())
                .ifPresent(wait -> response.putHeader(HttpHeaders.RETRY_AFTER, String.valueOf(Problem.seconds(wait))));
        return resend.view();
    }
}
