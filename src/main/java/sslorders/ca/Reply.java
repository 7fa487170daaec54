package sslorders.ca;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

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
