package sslorders.ca;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.async.ByteArrayFeeder;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * Keeps a JSON body without the values of one field, wherever that is, so that a body of many such values needs little memory. The
 * values are not even looked at: they may be confidential.
 */
final class JsonWithoutField implements ReplyBody {
    private static final int LARGEST_TEXT = 1_000_000;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(LARGEST_TEXT)
                    .build())
            .build()
            .disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);

    private final String field;
    private final int largest;
    private final Whole kept;
    private final JsonParser parser;
    private final ByteArrayFeeder feeder;
    private final JsonGenerator copy;
    private int read;
    private int depth;
    /** The depth of the object whose field is being left out; negative for none. */
    private int leftOutAt = -1;

    /**
     * @param largest bytes of the body
     * @param largestKept bytes of what is kept of it
     */
    JsonWithoutField(String field, int largest, int largestKept) {
        this.field = field;
        this.largest = largest;
        this.kept = new Whole(largestKept);
        try {
            this.parser = JSON.createNonBlockingByteArrayParser();
            this.copy = JSON.createGenerator(new KeptStream(kept));
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        this.feeder = (ByteArrayFeeder) parser.getNonBlockingInputFeeder();
    }

    @Override
    public void add(byte[] bytes) throws IOException {
        read += bytes.length;
        if (read > largest) {
            throw new IOException("too large");
        }
        feeder.feedInput(bytes, 0, bytes.length);
        copyTokens();
    }

    @Override
    public byte[] end() throws IOException {
        feeder.endOfInput();
        copyTokens();
        if (depth != 0) {
            throw new IOException("cut");
        }
        copy.close();
        return kept.end();
    }

    private void copyTokens() throws IOException {
        for (JsonToken token = parser.nextToken();
                token != null && token != JsonToken.NOT_AVAILABLE;
                token = parser.nextToken()) {
            if (token.isStructEnd()) {
                depth--;
            }
            if (leftOutAt < 0 && token == JsonToken.FIELD_NAME && field.equals(parser.currentName())) {
                leftOutAt = depth;
            } else if (leftOutAt < 0) {
                copy.copyCurrentEvent(parser);
            } else if (depth == leftOutAt && !token.isStructStart()) {
                // The value, or the end of the value, of the field.
                leftOutAt = -1;
            }
            if (token.isStructStart()) {
                depth++;
            }
        }
    }

    /** Hands on what is copied, so that its limit is that of every body. */
    private static final class KeptStream extends OutputStream {
        private final ReplyBody kept;

        KeptStream(ReplyBody kept) {
            this.kept = kept;
        }

        @Override
        public void write(int octet) throws IOException {
            kept.add(new byte[] {(byte) octet});
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            kept.add(Arrays.copyOfRange(bytes, offset, offset + length));
        }
    }
}
