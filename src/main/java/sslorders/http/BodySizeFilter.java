package sslorders.http;

import jakarta.inject.Provider;
import jakarta.ws.rs.ConstrainedTo;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import sslorders.error.Detail;
import sslorders.error.ErrorType;
import sslorders.error.ServiceException;

/**
 * Limits the size and the transfer time of a JSON body. Larger or slower bodies are rejected with a problem document. The limit
 * of the server ({@code quarkus.http.limits.max-body-size}) is not sufficient: its response has no body, and it must permit
 * imports.
 */
@jakarta.ws.rs.ext.Provider
@ConstrainedTo(RuntimeType.SERVER)
public class BodySizeFilter implements ReaderInterceptor {

    /** Read for each request, because the filter is created before the runtime configuration is available. */
    private final Provider<HttpConfig> config;

    BodySizeFilter(Provider<HttpConfig> config) {
        this.config = config;
    }

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        // An import reads its body itself and limits each line.
        if (context.getType() == InputStream.class) {
            return context.proceed();
        }
        if (isEncoded(context.getHeaders().getOrDefault(HttpHeaders.CONTENT_ENCODING, List.of()))) {
            throw new ServiceException(ErrorType.UNSUPPORTED_MEDIA_TYPE, Detail.COMPRESSED_BODY);
        }
        int limit = config.get().maxJsonBody();
        String length = context.getHeaders().getFirst(HttpHeaders.CONTENT_LENGTH);
        if (length != null && Long.parseLong(length) > limit) {
            throw tooLarge(limit);
        }
        Bounded bounded =
                new Bounded(context.getInputStream(), limit, config.get().bodyTimeout());
        context.setInputStream(bounded);
        // The resource treats the JSON text null as an absent body. Generated clients send this text for an optional
        // body.
        return context.proceed();
    }

    private static boolean isEncoded(List<String> encodings) {
        return !encodings.stream().allMatch("identity"::equalsIgnoreCase);
    }

    private static ServiceException tooLarge(int limit) {
        return new ServiceException(ErrorType.PAYLOAD_TOO_LARGE, Detail.BODY_LIMIT, limit);
    }

    private static ServiceException tooSlow(Duration limit) {
        return new ServiceException(ErrorType.REQUEST_REFUSED, Detail.BODY_TIMEOUT, limit.toSeconds());
    }

    /**
     * Counts bytes while the body is read, since a chunked body has no declared length. Also limits the total time, since the
     * server's read timeout limits only each single read.
     */
    private static final class Bounded extends FilterInputStream {
        private final int limit;
        private final Duration time;
        private final long start = System.nanoTime();
        private long total;

        Bounded(InputStream in, int limit, Duration time) {
            super(in);
            this.limit = limit;
            this.time = time;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read;
            try {
                read = super.read(buffer, offset, length);
            } catch (IOException e) {
                throw new ClientDisconnectedException("The body of a request was incomplete", e);
            }
            count(Math.max(0, read));
            return read;
        }

        /** Does nothing. The server's stream would read the whole rest of the body; {@link UnreadBody} discards it instead. */
        @Override
        public void close() {}

        private void count(int read) {
            total += read;
            if (total > limit) {
                throw tooLarge(limit);
            }
            if (System.nanoTime() - start > time.toNanos()) {
                throw tooSlow(time);
            }
        }
    }
}
