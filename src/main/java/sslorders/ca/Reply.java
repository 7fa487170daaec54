package sslorders.ca;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * What a CA replied, for its adapter to make an {@link Outcome} of. The body is bounded, in size and time, and goes
 * nowhere else.
 */
public final class Reply {
    /** CAs add properties when they like, so those that nobody asked for are not bound; what is said twice is in doubt. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final Logger LOG = Logger.getLogger(Reply.class);

    private final int status;
    private final Optional<Duration> retryAfter;
    private final Optional<Instant> date;
    private final Optional<byte[]> body;

    Reply(int status, Optional<Duration> retryAfter, Optional<Instant> date, Optional<byte[]> body) {
        this.status = status;
        this.retryAfter = retryAfter;
        this.date = date;
        this.body = body;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The CA's own time of the reply, in whole seconds; empty if its {@code Date} is missing or unreadable. */
    public Optional<Instant> date() {
        return date;
    }

    /** Whether a body came, whole, and has nothing in it. */
    public boolean isEmpty() {
        return body.filter(bytes -> bytes.length == 0).isPresent();
    }

    /** The body as text, in UTF-8; empty if it did not come whole. */
    public Optional<String> text() {
        return body.map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    /** The body as one JSON document; nothing if it is none, or did not come whole. */
    public Optional<JsonNode> json() {
        return bound(JSON.constructType(JsonNode.class));
    }

    /** The body as one JSON object, of which no more is read than that type has. */
    public <T> Optional<T> json(Class<T> type) {
        return bound(JSON.constructType(type));
    }

    /** The same for CAs that send an array or, instead of one with a single element, that element. */
    public <T> Optional<List<T>> jsonList(Class<T> type) {
        return bound(JSON.getTypeFactory().constructCollectionType(List.class, type));
    }

    private <T> Optional<T> bound(JavaType type) {
        return body.flatMap(bytes -> {
            try {
                return Optional.ofNullable(JSON.<T>readValue(bytes, type));
            } catch (IOException garbage) {
                return Optional.empty();
            }
        });
    }

    /**
     * For CAs that answer 200 to whatever they have understood, and say in XML what that is.
     *
     * @param meaning of the root of the document; nothing if it says nothing that is known
     */
    public Outcome byXml(Function<XmlElement, Optional<Outcome>> meaning) {
        return status == 200
                ? body.flatMap(XmlElement::parse).flatMap(meaning).orElseGet(this::unreadable)
                : byStatus();
    }

    /** Whether the status says that the CA, or a gateway before it, has not processed the request: 429 or 503. */
    public boolean isThrottled() {
        return status == 429 || status == 503;
    }

    /** The CA turned the call away, and said for how long if it did. */
    public Outcome notExecuted() {
        return notExecuted(retryAfter);
    }

    /** The CA turned the call away, and said in the body for how long. */
    public Outcome notExecuted(Duration wait) {
        return notExecuted(Optional.of(wait));
    }

    /** All but a 503 say that the CA works, and limits the calls. */
    private Outcome notExecuted(Optional<Duration> wait) {
        return new Outcome.NotExecuted("status " + status, wait, status != 503);
    }

    /** The CA said something, and nobody knows what. */
    public Outcome unreadable() {
        return new Outcome.Unknown("status " + status + ", unreadable response");
    }

    /** The CA said no, by the status alone; that is its code then. */
    public Outcome rejected(Outcome.Reason reason) {
        return new Outcome.Rejected(reason, Optional.of(String.valueOf(status)));
    }

    /**
     * A failure that is not the CA's, since it lacks the document of the CA's failures: a gateway or a wrong URL. A rejection
     * that says nothing of the order.
     */
    public Outcome foreign() {
        LOG.warnf(
                "Status %d without the error document of the CA: check the CA's URL, and the gateways before it",
                status);
        return rejected(Outcome.Reason.OTHER);
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
