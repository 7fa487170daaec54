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
 * The response of a CA. The CA's adapter maps the response to an {@link Outcome}. The body is bounded in size and time, and is
 * available only to the adapter.
 */
public final class Reply {
    /** Ignores unknown properties, because CAs may add them at any time. Rejects duplicate properties as ambiguous. */
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

    /** Returns the HTTP status. */
    public int status() {
        return status;
    }

    /** Returns the time of the response by the CA's clock, in whole seconds; empty if the {@code Date} header is missing or invalid. */
    public Optional<Instant> date() {
        return date;
    }

    /** Returns whether the body was received completely and is empty. */
    public boolean isEmpty() {
        return body.filter(bytes -> bytes.length == 0).isPresent();
    }

    /** Returns the body as UTF-8 text; empty if it was not received completely. */
    public Optional<String> text() {
        return body.map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    /** Returns the body as a JSON document; empty if it is not valid JSON or was not received completely. */
    public Optional<JsonNode> json() {
        return bound(JSON.constructType(JsonNode.class));
    }

    /** Returns the body as a JSON object, restricted to the properties of a type; empty if it is not such an object. */
    public <T> Optional<T> json(Class<T> type) {
        return bound(JSON.constructType(type));
    }

    /** Returns the body as a list, for CAs that send either an array or a single element; empty if the body is neither. */
    public <T> Optional<List<T>> jsonList(Class<T> type) {
        return bound(JSON.getTypeFactory().constructCollectionType(List.class, type));
    }

    private <T> Optional<T> bound(JavaType type) {
        return body.flatMap(bytes -> {
            try {
                return Optional.ofNullable(JSON.<T>readValue(bytes, type));
            } catch (IOException invalid) {
                return Optional.empty();
            }
        });
    }

    /**
     * Returns the outcome for CAs that respond with 200 to every valid request and report the result in XML.
     *
     * @param meaning the function that maps the root element to an outcome, or to empty if the document is inconclusive
     */
    public Outcome byXml(Function<XmlElement, Optional<Outcome>> meaning) {
        return status == 200
                ? body.flatMap(XmlElement::parse).flatMap(meaning).orElseGet(this::unreadable)
                : byStatus();
    }

    /** Returns whether the status means that the CA, or a gateway in front of it, did not process the request: 429 or 503. */
    public boolean isThrottled() {
        return status == 429 || status == 503;
    }

    /** Returns the outcome not executed, with the delay of the {@code Retry-After} header, if any. */
    public Outcome notExecuted() {
        return notExecuted(retryAfter);
    }

    /** Returns the outcome not executed, with a delay from the body. */
    public Outcome notExecuted(Duration wait) {
        return notExecuted(Optional.of(wait));
    }

    /** Any status but 503 means that the CA is available and limits the calls. */
    private Outcome notExecuted(Optional<Duration> wait) {
        return new Outcome.NotExecuted("status " + status, wait, status != 503);
    }

    /** Returns the unknown outcome of a response that cannot be interpreted. */
    public Outcome unreadable() {
        return new Outcome.Unknown("status " + status + ", unreadable response");
    }

    /** Returns a rejection with the HTTP status as the code. */
    public Outcome rejected(Outcome.Reason reason) {
        return new Outcome.Rejected(reason, Optional.of(String.valueOf(status)));
    }

    /**
     * Returns the outcome of a failure without the CA's error document: a rejection for an unspecified reason. A gateway sent such a
     * response, or the URL is wrong. The response contains no information about the order.
     */
    public Outcome withoutErrorDocument() {
        LOG.warnf(
                "Status %d without the CA's error document: check the CA's URL and the gateways in front of the CA",
                status);
        return rejected(Outcome.Reason.OTHER);
    }

    /** Returns the default outcome for the HTTP status. It is never a success. */
    public Outcome byStatus() {
        return switch (status) {
            case 401, 403 -> rejected(Outcome.Reason.CREDENTIALS_REFUSED);
            case 429, 503 -> notExecuted();
            // The server timed out, but may have received the request.
            case 408 -> new Outcome.Unknown("status 408");
            default ->
                status >= 400 && status < 500
                        ? rejected(Outcome.Reason.OTHER)
                        : new Outcome.Unknown("status " + status);
        };
    }
}
