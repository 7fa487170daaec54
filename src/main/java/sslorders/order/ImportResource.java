package sslorders.order;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipException;
import sslorders.account.AccountId;
import sslorders.account.Caller;
import sslorders.account.Scopes;
import sslorders.error.Detail;
import sslorders.error.InputError;
import sslorders.error.ServiceException;
import sslorders.http.AcceptLanguage;
import sslorders.http.ClientDisconnectedException;
import sslorders.http.ClientStall;
import sslorders.http.NoQueryParameters;
import sslorders.http.ProblemDocuments;
import sslorders.http.UnreadBody;

/**
 * HTTP resource of the import. It reads lines and writes results at the same time. If a client does not read the results, the server
 * stops reading its lines, so that neither side needs unbounded memory.
 */
@Path("/ssl/orders")
@RunOnVirtualThread
class ImportResource {
    private static final String NDJSON = "application/x-ndjson";

    private static final String PATH = "/ssl/orders/import";

    private final OrderImport orders;
    private final ImportPermits permits;
    private final Caller caller;
    private final ObjectWriter json;
    private final ClientStall stall;
    private final UnreadBody unread;
    private final ProblemDocuments problems;

    ImportResource(
            OrderImport orders,
            ImportPermits permits,
            Caller caller,
            ObjectMapper json,
            ClientStall stall,
            UnreadBody unread,
            ProblemDocuments problems) {
        this.orders = orders;
        this.permits = permits;
        this.caller = caller;
        this.json = json.writerFor(ImportResult.class);
        this.stall = stall;
        this.unread = unread;
        this.problems = problems;
    }

    @POST
    @NoQueryParameters
    @Path("/import")
    @Consumes({NDJSON, MediaType.TEXT_PLAIN})
    @Produces(NDJSON)
    @PermissionsAllowed(Scopes.CAPTURE)
    public StreamingOutput run(InputStream body, @Context HttpHeaders headers, @Context RoutingContext request)
            throws IOException {
        ImportPermits.Permit permit = permits.acquire();
        // Releases the permit of a request whose response never begins, because another filter rejects it or the client
        // disconnects.
        request.addEndHandler(ended -> permit.releaseUnlessRunning());
        try {
            return begin(body, headers, request, permit);
        } catch (IOException | RuntimeException rejected) {
            permit.release();
            throw rejected;
        }
    }

    private StreamingOutput begin(
            InputStream body, HttpHeaders headers, RoutingContext request, ImportPermits.Permit permit)
            throws IOException {
        // Read here, because the token is no longer available after the response has begun.
        Optional<AccountId> bound = caller.boundAccount();
        String subject = caller.subject();
        Progress progress = orders.progress();
        InputStream lines = uncompressed(body, headers.getHeaderString(HttpHeaders.CONTENT_ENCODING), progress);
        Locale language = AcceptLanguage.of(request.request());
        AcceptLanguage.describe(language, request.response());
        return out -> {
            Answer answer = new Answer(bound, subject, language, request, out);
            if (!permit.begin()) {
                throw new ClientDisconnectedException(
                        "An import was aborted before its first line", new IOException("closed"));
            }
            try {
                if (!orders.run(new ImportLines(lines, orders.longestLine(), progress), answer)) {
                    unread.discard(request.request());
                }
            } catch (IOException closed) {
                // Rethrown, so that an incomplete response does not end like a complete response.
                throw new ClientDisconnectedException(
                        "An import was aborted after " + answer.processed + " lines", closed);
            } finally {
                permit.release();
                if (lines instanceof GzipInput gzip) {
                    gzip.close();
                }
            }
        };
    }

    /** Returns the decompressed body. It reads the gzip header before the response begins, while an error status is still possible. */
    private static InputStream uncompressed(InputStream body, String encoding, Progress progress) throws IOException {
        if (encoding == null || encoding.equalsIgnoreCase("identity")) {
            return body;
        }
        // Recipients treat x-gzip as gzip (RFC 9110, 8.4.1.3).
        if (!encoding.equalsIgnoreCase("gzip") && !encoding.equalsIgnoreCase("x-gzip")) {
            throw ServiceException.invalid(InputError.inHeader("Content-Encoding", Detail.GZIP));
        }
        GzipInput gzip = new GzipInput(body, progress);
        try {
            gzip.begin();
            return gzip;
        } catch (ZipException | EOFException | Progress.LimitException invalid) {
            gzip.close();
            throw ServiceException.invalid(InputError.inBody("", Detail.GZIP_DATA));
        } catch (IOException closed) {
            gzip.close();
            throw new ClientDisconnectedException("An import was aborted before its first line", closed);
        }
    }

    /** The response to the client. */
    private final class Answer implements OrderImport.Client {
        private final Optional<AccountId> bound;
        private final String subject;
        private final Locale language;
        private final RoutingContext request;
        private final OutputStream out;

        /** The number of processed lines, whether or not their results reached the client. */
        private long processed;

        Answer(Optional<AccountId> bound, String subject, Locale language, RoutingContext request, OutputStream out) {
            this.bound = bound;
            this.subject = subject;
            this.language = language;
            this.request = request;
            this.out = out;
        }

        @Override
        public Optional<AccountId> boundAccount() {
            return bound;
        }

        @Override
        public String subject() {
            return subject;
        }

        @Override
        public Map<String, Object> problem(ServiceException refusal) {
            return problems.of(refusal, PATH, language).body();
        }

        @Override
        public void send(List<ImportResult> results) throws IOException {
            processed += results.size();
            stall.write(request.request(), () -> {
                for (ImportResult result : results) {
                    out.write(json.writeValueAsBytes(result));
                    out.write('\n');
                }
                out.flush();
            });
        }
    }
}
