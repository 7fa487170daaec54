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
import sslorders.error.ErrorType;
import sslorders.error.ServiceException;

/**
 * Bounds what is read of a JSON body, and answers with a problem beyond. The server's own limit ({@code
 * quarkus.http.limits.max-body-size}) answers without a body, and is as high as an import may be long.
 */
@jakarta.ws.rs.ext.Provider
@ConstrainedTo(RuntimeType.SERVER)
public class BodySizeFilter implements ReaderInterceptor {

    /** Asked for at each request: providers are made before the configuration of this start is read. */
    private final Provider<HttpConfig> config;

    BodySizeFilter(Provider<HttpConfig> config) {
        this.config = config;
    }

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        // An import is bounded by the line, and reads its lines itself.
        if (context.getType() == InputStream.class) {
            return context.proceed();
        }
        if (isEncoded(context.getHeaders().getOrDefault(HttpHeaders.CONTENT_ENCODING, List.of()))) {
            throw new ServiceException(
                    ErrorType.UNSUPPORTED_MEDIA_TYPE,
                    "This operation does not accept a compressed body. Send the body uncompressed.");
        }
        int limit = config.get().maxJsonBody();
        String length = context.getHeaders().getFirst(HttpHeaders.CONTENT_LENGTH);
        if (length != null && Long.parseLong(length) > limit) {
            throw tooLarge(limit);
        }
        Bounded bounded =
                new Bounded(context.getInputStream(), limit, config.get().bodyTimeout());
        context.setInputStream(bounded);
        // The JSON text null is the absence of a body to the resource: generated clients send it for an optional one.
        return context.proceed();
    }

    private static boolean isEncoded(List<String> encodings) {
        return !encodings.stream().allMatch("identity"::equalsIgnoreCase);
    }

    private static ServiceException tooLarge(int limit) {
        return new ServiceException(
                ErrorType.PAYLOAD_TOO_LARGE, "The request body must not exceed " + limit + " bytes.");
    }

    private static ServiceException tooSlow(Duration limit) {
        return new ServiceException(
                ErrorType.REQUEST_REFUSED,
                "The request body was not received within " + limit.toSeconds() + " seconds.");
    }

    /** A chunked body says no length, so it is counted as it is read. The server's read timeout bounds each wait alone. */
    private static final class Bounded extends FilterInputStream {
        private final int limit;
        private final Duration time;
        private final long start = System.nanoTime();
        private long seen;

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
            } catch (IOException gone) {
                throw new ClientDisconnectedException("A request broke off in its body", gone);
            }
            count(Math.max(0, read));
            return read;
        }

        /** Leaves the rest to {@link UnreadBody}: the server's stream would first read all of it, for as long as it comes. */
        @Override
        public void close() {}

        private void count(int read) {
            seen += read;
            if (seen > limit) {
                throw tooLarge(limit);
            }
            if (System.nanoTime() - start > time.toNanos()) {
                throw tooSlow(time);
            }
        }
    }
}
