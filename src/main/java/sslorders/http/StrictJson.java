package sslorders.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyName;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.io.IOException;

/**
 * Reads JSON to the letter: a number is no string, a null is no absent value, a key stands once, nothing follows the
 * document. A client that gets one of these wrong hears of it instead of sending a mail to somebody.
 */
@Singleton
class StrictJson implements ObjectMapperCustomizer {

    @Override
    public void customize(ObjectMapper mapper) {
        mapper.getFactory().configure(StreamReadFeature.STRICT_DUPLICATE_DETECTION.mappedFeature(), true);
        mapper.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        mapper.registerModule(new SimpleModule("strict text").addDeserializer(String.class, new Text()));
    }

    /**
     * Strings, and nothing that could be made one. Jackson's coercion configuration rejects numbers and booleans as well, but a
     * null needs {@code Nulls.FAIL}, which takes a property of a record that is absent for a null (2.21).
     */
    private static final class Text extends StdScalarDeserializer<String> {
        private static final long serialVersionUID = 1L;

        Text() {
            super(String.class);
        }

        @Override
        public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return parser.hasToken(JsonToken.VALUE_STRING)
                    ? parser.getText()
                    : (String) context.handleUnexpectedToken(String.class, parser);
        }

        @Override
        public String getNullValue(DeserializationContext context) throws JsonMappingException {
            throw InvalidNullException.from(context, PropertyName.NO_NAME, context.constructType(String.class));
        }

        @Override
        public String getAbsentValue(DeserializationContext context) {
            return null;
        }
    }
}
