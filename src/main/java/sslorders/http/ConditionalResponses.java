package sslorders.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Base64;
import org.jboss.resteasy.reactive.RestResponse;
import sslorders.text.Sha256;

/** Creates responses with a strong {@code ETag}: 304 without a body if the tag matches {@code If-None-Match}, otherwise 200. */
@Singleton
public class ConditionalResponses {
    private static final int TAG_BYTES = 16;

    private final ObjectMapper json;

    ConditionalResponses(ObjectMapper json) {
        this.json = json;
    }

    /** Returns the response for a representation without a version. The tag is a hash of the JSON. */
    public <T> RestResponse.ResponseBuilder<T> hashed(T view, Request request) {
        return tagged(view, hash(view), request);
    }

    /**
     * Returns the response for a representation with a known tag.
     *
     * @param tag the tag without quotes
     */
    public static <T> RestResponse.ResponseBuilder<T> tagged(T view, String tag, Request request) {
        EntityTag etag = new EntityTag(tag);
        return (matches(etag, request) || matches(new EntityTag(tag, true), request)
                        ? RestResponse.ResponseBuilder.<T>create(RestResponse.Status.NOT_MODIFIED)
                        : RestResponse.ResponseBuilder.ok(view))
                .tag(etag);
    }

    /**
     * Compares the tag with {@code If-None-Match}. The header requires weak comparison (RFC 9110, 13.1.2), but the library compares a
     * strong tag only with strong tags, and a weak tag only with weak tags.
     */
    private static boolean matches(EntityTag etag, Request request) {
        Response.ResponseBuilder condition = request.evaluatePreconditions(etag);
        return condition != null && condition.build().getStatus() == Response.Status.NOT_MODIFIED.getStatusCode();
    }

    private String hash(Object view) {
        try {
            byte[] digest = Sha256.begin().digest(json.writeValueAsBytes(view));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, TAG_BYTES));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
