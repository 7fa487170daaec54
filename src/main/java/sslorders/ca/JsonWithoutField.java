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
 * Buffers a JSON body without one field, at any depth, so that a body with many large values of this field needs little memory. The
 * values of the field, which may be confidential, are not stored.
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
    private final Whole buffer;
    private final JsonParser parser;
    private final ByteArrayFeeder feeder;
    private final JsonGenerator copy;
    private int read;
    private int depth;
    /** The depth of the object whose field is being omitted; negative if none is. */
    private int omittedAt = -1;

    /**
     * @param largest the maximum size of the body in bytes
     * @param largestKept the maximum size in bytes of the body without the field
     */
    JsonWithoutField(String field, int largest, int largestKept) {
        this.field = field;
        this.largest = largest;
        this.buffer = new Whole(largestKept);
        try {
            this.parser = JSON.createNonBlockingByteArrayParser();
            this.copy = JSON.createGenerator(new BufferStream(buffer));
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
        return buffer.end();
    }

    private void copyTokens() throws IOException {
        for (JsonToken token = parser.nextToken();
                token != null && token != JsonToken.NOT_AVAILABLE;
                token = parser.nextToken()) {
            if (token.isStructEnd()) {
                depth--;
            }
            if (omittedAt < 0 && token == JsonToken.FIELD_NAME && field.equals(parser.currentName())) {
                omittedAt = depth;
            } else if (omittedAt < 0) {
                copy.copyCurrentEvent(parser);
            } else if (depth == omittedAt && !token.isStructStart()) {
                // A scalar value of the field, or the end of a structured one.
                omittedAt = -1;
            }
            if (token.isStructStart()) {
                depth++;
            }
        }
    }

    /** Forwards the copied bytes to the buffer, which limits their size. */
    private static final class BufferStream extends OutputStream {
        private final ReplyBody buffer;

        BufferStream(ReplyBody buffer) {
            this.buffer = buffer;
        }

        @Override
        public void write(int octet) throws IOException {
            buffer.add(new byte[] {(byte) octet});
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            buffer.add(Arrays.copyOfRange(bytes, offset, offset + length));
        }
    }
}
