package sslorders.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyName;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.io.IOException;

/**
 * Configures strict JSON parsing. Rejects other values and null in place of strings and booleans, duplicate keys, and content after the
 * document. A client with such an error gets a 400 response instead of an unintended resend.
 */
@Singleton
class StrictJson implements ObjectMapperCustomizer {

    @Override
    public void customize(ObjectMapper mapper) {
        mapper.getFactory().configure(StreamReadFeature.STRICT_DUPLICATE_DETECTION.mappedFeature(), true);
        mapper.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        mapper.coercionConfigFor(LogicalType.Textual)
                .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
        mapper.registerModule(new SimpleModule("no null or coercion")
                .addDeserializer(String.class, new Text())
                .addDeserializer(Boolean.class, new Flag()));
    }

    /**
     * Rejects null for a string. Jackson's setting {@code Nulls.FAIL} is not suitable, because it also rejects an absent
     * property of a record.
     */
    private static final class Text extends StringDeserializer {
        private static final long serialVersionUID = 1L;

        @Override
        public String getNullValue(DeserializationContext context) throws JsonMappingException {
            throw InvalidNullException.from(context, PropertyName.NO_NAME, context.constructType(String.class));
        }

        @Override
        public String getAbsentValue(DeserializationContext context) {
            return null;
        }
    }

    /** Accepts only the literals {@code true} and {@code false}, for the same reason. An absent property is null. */
    private static final class Flag extends StdScalarDeserializer<Boolean> {
        private static final long serialVersionUID = 1L;

        Flag() {
            super(Boolean.class);
        }

        @Override
        public Boolean deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return switch (parser.currentToken()) {
                case VALUE_TRUE -> true;
                case VALUE_FALSE -> false;
                default -> throw MismatchedInputException.from(parser, Boolean.class, "not a boolean");
            };
        }

        @Override
        public Boolean getNullValue(DeserializationContext context) throws JsonMappingException {
            throw InvalidNullException.from(context, PropertyName.NO_NAME, context.constructType(Boolean.class));
        }

        @Override
        public Boolean getAbsentValue(DeserializationContext context) {
            return null;
        }
    }
}
