package sslorders.ca;

import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Takes the body of a reply as it comes, and keeps what an adapter needs of it. For one thread at a time. */
interface ReplyBody {

    /**
     * Takes the next bytes.
     *
     * @throws IOException if the body cannot be used, whatever follows
     */
    void add(byte[] bytes) throws IOException;

    /**
     * Returns what is kept of the whole body.
     *
     * @throws IOException if the body is not whole
     */
    byte[] end() throws IOException;

    /** Keeps all of it. */
    final class Whole implements ReplyBody {
        private final int largest;
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

        Whole(int largest) {
            this.largest = largest;
        }

        @Override
        public void add(byte[] bytes) throws IOException {
            if (kept.size() + bytes.length > largest) {
                throw new IOException("too large");
            }
            kept.writeBytes(bytes);
        }

        @Override
        public byte[] end() {
            return kept.toByteArray();
        }
    }
}
