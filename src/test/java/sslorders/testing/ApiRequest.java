package sslorders.testing;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.Map;

/**
 * A request to the API that is not sent yet. IDs and query parameters are not encoded, so tests can send malformed values.
 */
public final class ApiRequest {
    private final RequestSpecification request;
    private final String method;
    private final StringBuilder address;

    ApiRequest(RequestSpecification request, String method, String address) {
        this.request = request;
        this.method = method;
        this.address = new StringBuilder(address);
    }

    /** Adds an {@code Idempotency-Key}. */
    public ApiRequest withKey(String key) {
        return header("Idempotency-Key", key);
    }

    /** Adds a header. */
    public ApiRequest header(String name, String value) {
        request.header(name, value);
        return this;
    }

    /** Sets a JSON body. A string is sent as it is; any other object is serialized. */
    public ApiRequest body(Object body) {
        return body(ContentType.JSON.toString(), body);
    }

    /** Sets a body of any media type. A string or bytes are sent as they are; any other object is serialized. */
    public ApiRequest body(String mediaType, Object body) {
        request.contentType(mediaType);
        switch (body) {
            case String text -> request.body(text);
            case byte[] bytes -> request.body(bytes);
            default -> request.body(body);
        }
        return this;
    }

    /** Sets a body with the recipient that the user confirmed. */
    public ApiRequest expecting(String recipient) {
        return body(Map.of("expectedRecipient", recipient));
    }

    /** Limits the items of a page. */
    public ApiRequest limit(int items) {
        return query("limit=" + items);
    }

    /** Continues a list at a cursor. */
    public ApiRequest cursor(String cursor) {
        return query("cursor=" + cursor);
    }

    /** Adds query parameters in encoded form. An empty text adds none. */
    public ApiRequest query(String parameters) {
        if (!parameters.isEmpty()) {
            address.append(address.indexOf("?") < 0 ? '?' : '&').append(parameters);
        }
        return this;
    }

    /** Sends the request. */
    public Response send() {
        return request.request(method, address.toString());
    }

    /** Sends the request and validates the response. */
    public ValidatableResponse then() {
        return send().then();
    }
}
