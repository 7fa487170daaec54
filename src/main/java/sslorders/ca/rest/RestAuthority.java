package sslorders.ca.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Pattern;
import sslorders.ca.BoundedBody;
import sslorders.ca.CertificateAuthority;
import sslorders.ca.Outcome;
import sslorders.ca.RetryAfter;
import sslorders.ca.TransportFailure;

/** One CA that speaks {@code rest}. In this dialect the status is the CA's word; the body may add a reference. */
final class RestAuthority implements CertificateAuthority {
    /** Far more than a reference needs. */
    private static final int LARGEST_REPLY = 64 * 1024;

    /** Too short and too plain for a key or a certificate, whatever a CA may put there. */
    private static final Pattern REFERENCE = Pattern.compile("[A-Za-z0-9._:-]{1,40}");

    private final RestApi api;
    private final String authorization;
    private final Duration readTimeout;
    private final ObjectReader json;
    private final InstantSource clock;

    RestAuthority(RestApi api, String token, Duration readTimeout, ObjectReader json, InstantSource clock) {
        this.api = api;
        this.authorization = "Bearer " + token;
        this.readTimeout = readTimeout;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public Outcome resendFulfillmentEmail(Request request) {
        try {
            return outcome(api.resend(
                    authorization,
                    request.resendId().toString(),
                    request.caOrderId(),
                    new RestApi.Recipient(request.recipient())));
        } catch (RuntimeException failure) {
            return TransportFailure.outcome(failure);
        }
    }

    private Outcome outcome(Response reply) {
        // Read whatever the status, so that the connection ends; only an acceptance looks at it.
        Optional<byte[]> body = BoundedBody.read(reply.readEntity(InputStream.class), LARGEST_REPLY, readTimeout);
        int status = reply.getStatus();
        return switch (status) {
            case 200, 202 -> body.flatMap(this::accepted).orElseGet(() -> new Outcome.Unknown("unreadable reply"));
            case 204 -> new Outcome.Accepted(Optional.empty());
            case 401, 403 -> rejected(Outcome.Reason.CREDENTIALS_REFUSED, status);
            case 404 -> rejected(Outcome.Reason.ORDER_NOT_FOUND, status);
            case 409 -> rejected(Outcome.Reason.WRONG_STATE, status);
            case 422 -> rejected(Outcome.Reason.NOT_SUPPORTED, status);
            case 429, 503 ->
                new Outcome.NotExecuted(
                        "status " + status,
                        RetryAfter.parse(reply.getHeaderString(HttpHeaders.RETRY_AFTER), clock.instant()));
            // A server that gave up waiting may have read the request all the same.
            case 408 -> new Outcome.Unknown("status 408");
            default ->
                status >= 400 && status < 500
                        ? rejected(Outcome.Reason.OTHER, status)
                        : new Outcome.Unknown("status " + status);
        };
    }

    /** Accepted, if the body is what an acceptance has: nothing, or a JSON object. A login page with a 200 is neither. */
    private Optional<Outcome> accepted(byte[] body) {
        if (body.length == 0) {
            return Optional.of(new Outcome.Accepted(Optional.empty()));
        }
        try {
            JsonNode reply = json.readTree(body);
            return reply.isObject()
                    ? Optional.of(new Outcome.Accepted(reference(reply.path("reference"))))
                    : Optional.empty();
        } catch (IOException garbage) {
            return Optional.empty();
        }
    }

    /** The reference, unless it has a form that no reference has: nothing else of a body may be kept. */
    private static Optional<String> reference(JsonNode reference) {
        return Optional.of(reference.asText())
                .filter(text -> REFERENCE.matcher(text).matches());
    }

    /** This dialect has no codes of its own, so the HTTP status is the CA's code. */
    private static Outcome rejected(Outcome.Reason reason, int status) {
        return new Outcome.Rejected(reason, String.valueOf(status));
    }
}
