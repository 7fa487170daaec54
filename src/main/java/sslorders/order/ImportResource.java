package sslorders.order;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import sslorders.account.AccountId;
import sslorders.account.Caller;
import sslorders.account.Scopes;
import sslorders.problem.ClientGone;
import sslorders.problem.InputError;
import sslorders.problem.RefusedException;

/**
 * The import over HTTP: lines in, results out, both as they come. What a client has not read holds up what it sends, so that
 * neither side fills the other's memory.
 */
@Path("/ssl/orders")
@RunOnVirtualThread
class ImportResource {
    static final String NDJSON = "application/x-ndjson";

    private final OrderImport orders;
    private final Caller caller;
    private final ObjectWriter json;

    ImportResource(OrderImport orders, Caller caller, ObjectMapper json) {
        this.orders = orders;
        this.caller = caller;
        this.json = json.writerFor(ImportResult.class);
    }

    @POST
    @Path("/import")
    @Consumes(NDJSON)
    @Produces(NDJSON)
    @PermissionsAllowed(Scopes.CAPTURE)
    public StreamingOutput run(InputStream body, @Context HttpHeaders headers, @Context UriInfo uri)
            throws IOException {
        // Asked now, since nothing of the request's token can be asked once the answer has begun.
        Optional<AccountId> bound = caller.boundAccount();
        String subject = caller.subject();
        String instance = uri.getPath();
        InputStream lines = uncompressed(body, headers.getHeaderString(HttpHeaders.CONTENT_ENCODING));
        return out -> {
            Answer answer = new Answer(bound, subject, instance, out);
            try {
                orders.run(new ImportLines(lines, orders.longestLine()), answer);
            } catch (IOException gone) {
                // Thrown on, so that an answer that is not whole does not end like one that is.
                throw new ClientGone("An import broke off after " + answer.taken + " lines", gone);
            }
        };
    }

    /** Reads the first bytes of a compressed body, while there can still be another answer than 200. */
    private static InputStream uncompressed(InputStream body, String encoding) throws IOException {
        if (encoding == null) {
            return body;
        }
        if (!encoding.equalsIgnoreCase("gzip")) {
            throw RefusedException.invalid(List.of(InputError.inHeader("Content-Encoding", "must be gzip")));
        }
        try {
            return new GZIPInputStream(body, 64 * 1024);
        } catch (ZipException | EOFException other) {
            throw RefusedException.invalid(List.of(InputError.inBody("", "is not compressed by gzip")));
        } catch (IOException gone) {
            throw new ClientGone("An import broke off before its first line", gone);
        }
    }

    /** The client, and the results that it has been given. */
    private final class Answer implements OrderImport.Client {
        private final Optional<AccountId> bound;
        private final String subject;
        private final String instance;
        private final OutputStream out;

        /** Of so many lines it is settled what they have become, if their results have come to the client or not. */
        private long taken;

        Answer(Optional<AccountId> bound, String subject, String instance, OutputStream out) {
            this.bound = bound;
            this.subject = subject;
            this.instance = instance;
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
        public String instance() {
            return instance;
        }

        @Override
        public void take(List<ImportResult> results) throws IOException {
            taken += results.size();
            for (ImportResult result : results) {
                out.write(json.writeValueAsBytes(result));
                out.write('\n');
            }
            out.flush();
        }
    }
}
