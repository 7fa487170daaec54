package sslorders.ca;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * What a CA replied, for its adapter to make an {@link Outcome} of. The body is bounded, in size and time, and goes
 * nowhere else.
 */
public final class Reply {
    private final int status;
    private final Optional<Duration> retryAfter;
    private final Optional<byte[]> body;
    private final ObjectReader json;

    Reply(int status, Optional<Duration> retryAfter, Optional<byte[]> body, ObjectReader json) {
        this.status = status;
        this.retryAfter = retryAfter;
        this.body = body;
        this.json = json;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** Whether a body came, whole, and has nothing in it. */
    public boolean isEmpty() {
        return body.filter(bytes -> bytes.length == 0).isPresent();
    }

    /** The body as one JSON document; nothing if it is none, or did not come whole. */
    public Optional<JsonNode> json() {
        return body.flatMap(bytes -> {
            try {
                return Optional.of(json.readTree(bytes)).filter(document -> !document.isMissingNode());
            } catch (IOException garbage) {
                return Optional.empty();
            }
        });
    }

    /** The root of the body as one XML document; nothing if it is none, or did not come whole. */
    public Optional<XmlElement> xml() {
        return body.flatMap(XmlElement::parse);
    }

    /** The CA turned the call away, and said for how long if it did. */
    public Outcome notExecuted() {
        return new Outcome.NotExecuted("status " + status, retryAfter);
    }

    /** The CA turned the call away, and said in the body for how long. */
    public Outcome notExecuted(Duration wait) {
        return new Outcome.NotExecuted("status " + status, Optional.of(wait));
    }

    /** The CA said something, and nobody knows what. */
    public Outcome unreadable() {
        return new Outcome.Unknown("status " + status + ", unreadable reply");
    }

    /** The CA said no, by the status alone; that is its code then. */
    public Outcome rejected(Outcome.Reason reason) {
        return new Outcome.Rejected(reason, Optional.of(String.valueOf(status)));
    }

    /** What the status means where the dialect says nothing of its own about it. Never a success. */
    public Outcome byStatus() {
        return switch (status) {
            case 401, 403 -> rejected(Outcome.Reason.CREDENTIALS_REFUSED);
            case 429, 503 -> notExecuted();
            // A server that gave up waiting may have read the request all the same.
            case 408 -> new Outcome.Unknown("status 408");
            default ->
                status >= 400 && status < 500
                        ? rejected(Outcome.Reason.OTHER)
                        : new Outcome.Unknown("status " + status);
        };
    }
}
