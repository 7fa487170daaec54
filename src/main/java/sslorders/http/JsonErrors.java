package sslorders.http;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import sslorders.error.Detail;
import sslorders.error.ErrorType;
import sslorders.error.InputError;
import sslorders.error.ServiceException;

/**
 * Describes the errors of a JSON body for the client. Jackson's messages are not used, because they contain class names and parts
 * of the input, which can be confidential, such as a private key.
 */
public final class JsonErrors {
    private JsonErrors() {}

    /** Returns the error for a body that Jackson could not read: malformed JSON, or JSON that does not match the schema. */
    public static ServiceException refusal(JsonProcessingException unreadable) {
        if (unreadable instanceof JsonMappingException mapping
                && !(mapping.getCause() instanceof JsonProcessingException)) {
            return ServiceException.invalid(InputError.inBody(pointer(mapping), detail(mapping)));
        }
        JsonLocation at = unreadable.getLocation();
        return new ServiceException(
                ErrorType.MALFORMED_JSON,
                at == null ? Detail.NOT_JSON.with() : Detail.NOT_JSON_AFTER.with(at.getLineNr(), at.getColumnNr()));
    }

    private static Detail detail(JsonMappingException mapping) {
        return switch (mapping) {
            case UnrecognizedPropertyException unknown -> Detail.UNKNOWN_PROPERTY;
            case InvalidNullException missing -> Detail.NOT_NULL;
            case MismatchedInputException wrong when wrong.getTargetType() == Boolean.class -> Detail.JSON_BOOLEAN;
            // All other properties of requests are strings, so a string was expected.
            case JsonMappingException other -> other.getPath().isEmpty() ? Detail.JSON_OBJECT : Detail.JSON_STRING;
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
