package sslorders.ca;

import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Buffers the part of a response body that an adapter needs. Not thread-safe. */
interface ReplyBody {

    /**
     * Adds the next bytes of the body.
     *
     * @throws IOException if the body is invalid or too large
     */
    void add(byte[] bytes) throws IOException;

    /**
     * Returns the buffered part of the complete body.
     *
     * @throws IOException if the body is incomplete
     */
    byte[] end() throws IOException;

    /** Buffers the complete body. */
    final class Whole implements ReplyBody {
        private final int largest;
        private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();

        Whole(int largest) {
            this.largest = largest;
        }

        @Override
        public void add(byte[] bytes) throws IOException {
            if (buffer.size() + bytes.length > largest) {
                throw new IOException("too large");
            }
            buffer.writeBytes(bytes);
        }

        @Override
        public byte[] end() {
            return buffer.toByteArray();
        }
    }
}
