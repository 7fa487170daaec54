package sslorders.http;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import sslorders.error.ErrorType;
import sslorders.error.InputError;
import sslorders.error.ServiceException;

/**
 * Says what is wrong with a JSON body in words of our own: Jackson's messages name classes and repeat the input, which
 * may be anything, a private key included.
 */
public final class JsonErrors {
    private JsonErrors() {}

    /** The refusal for a body that Jackson could not read: not JSON at all, or JSON of another shape. */
    public static ServiceException refusal(JsonProcessingException unreadable) {
        if (unreadable instanceof JsonMappingException mapping
                && !(mapping.getCause() instanceof JsonProcessingException)) {
            return ServiceException.invalid(InputError.inBody(pointer(mapping), detail(mapping)));
        }
        JsonLocation at = unreadable.getLocation();
        return new ServiceException(
                ErrorType.MALFORMED_JSON,
                at == null
                        ? "The body cannot be parsed as JSON."
                        : "The body cannot be parsed as JSON after line %d, column %d."
                                .formatted(at.getLineNr(), at.getColumnNr()));
    }

    private static String detail(JsonMappingException mapping) {
        return switch (mapping) {
            case UnrecognizedPropertyException unknown -> "unknown property";
            case InvalidNullException missing -> "must not be null";
            // Every property that a client may send is a string, so no other type can have been expected.
            case JsonMappingException other -> other.getPath().isEmpty() ? "must be a JSON object" : "must be a string";
        };
    }

    private static String pointer(JsonMappingException mapping) {
        StringBuilder pointer = new StringBuilder();
        for (JsonMappingException.Reference step : mapping.getPath()) {
            String name = step.getFieldName() == null ? String.valueOf(step.getIndex()) : step.getFieldName();
            pointer.append('/').append(name.replace("~", "~0").replace("/", "~1"));
        }
        return pointer.toString();
    }
}
