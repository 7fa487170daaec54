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
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import sslorders.account.AccountId;
import sslorders.account.Caller;
import sslorders.account.Scopes;
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
    public StreamingOutput run(InputStream body, @Context HttpHeaders headers, @Context UriInfo uri) {
        // Asked now, since nothing of the request's token can be asked once the answer has begun.
        Optional<AccountId> bound = caller.boundAccount();
        String subject = caller.subject();
        String instance = uri.getPath();
        String encoding = headers.getHeaderString(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.equalsIgnoreCase("gzip")) {
            throw RefusedException.invalid(List.of(InputError.inHeader("Content-Encoding", "must be gzip")));
        }
        return out -> {
            InputStream lines = encoding == null ? body : new GZIPInputStream(body, 64 * 1024);
            orders.run(new ImportLines(lines, orders.longestLine()), new OrderImport.Client() {
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
                    write(results, out);
                }
            });
        };
    }

    private void write(List<ImportResult> results, OutputStream out) throws IOException {
        for (ImportResult result : results) {
            out.write(json.writeValueAsBytes(result));
            out.write('\n');
        }
        out.flush();
    }
}
