package sslorders.order;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipException;
import sslorders.account.AccountId;
import sslorders.database.DatabaseErrors;
import sslorders.error.Detail;
import sslorders.error.ErrorType;
import sslorders.error.InputError;
import sslorders.error.ServiceException;
import sslorders.http.HttpConfig;
import sslorders.http.JsonErrors;

/**
 * Imports any number of orders, with the same validation as a single capture. Records are written in batches, each in a separate
 * transaction. An invalid record is rejected and does not affect other records. An import is idempotent, so that a client can repeat
 * the whole import after an interruption.
 */
@ApplicationScoped
class OrderImport {
    /** An order with this ID would not be reachable, because the import has the same path. */
    private static final String RESERVED = "import";

    /** Large enough that the round trip to the database is insignificant, and small enough to need little memory. */
    private static final int BATCH = 1000;

    /** Maximum size of a batch in bytes: enough for 1,000 lines of typical length, and small compared with the heap. */
    private static final int BATCH_BYTES = 512 * 1024;

    /** Added to the size of a batch for each rejected record, whose result contains up to a dozen errors. */
    private static final int REJECTION_BYTES = 1024;

    /** Maximum input between two results, in lines of maximum length; 1 MiB by default. */
    private static final long LINES_WITHOUT_RESULT = 16;

    private final CaptureValidator check;
    private final CaptureService capture;
    private final ObjectReader json;
    private final ObjectReader request;
    private final HttpConfig limits;

    OrderImport(CaptureValidator check, CaptureService capture, ObjectMapper json, HttpConfig limits) {
        this.check = check;
        this.capture = capture;
        this.json = json.reader();
        this.request = json.readerFor(CaptureRequest.class);
        this.limits = limits;
    }

    /** The client of an import, which receives the results. */
    interface Client {

        /**
         * Returns the only account for which the client may capture orders; empty if the client may capture orders for all accounts.
         */
        Optional<AccountId> boundAccount();

        String subject();

        /** Returns the problem document in the client's language, as a member of a result. */
        Map<String, Object> problem(ServiceException refusal);

        /** Sends results in the order of their lines. Blocks until they are written to the connection. */
        void send(List<ImportResult> results) throws IOException;
    }

    /** Returns the maximum length of a line in bytes, which equals the maximum length of a single capture. */
    int longestLine() {
        return limits.maxJsonBody();
    }

    /** Returns the limits on the input of one import between two results. */
    Progress progress() {
        return new Progress(LINES_WITHOUT_RESULT * longestLine(), limits.importStall(), System::nanoTime);
    }

    /**
     * Imports all lines, and sends a result for each.
     *
     * @return false if the import ended before the end of the input
     */
    boolean run(ImportLines lines, Client client) throws IOException {
        Batch batch = new Batch(client);
        try {
            for (Optional<ImportLines.Line> line = lines.next(); line.isPresent(); line = lines.next()) {
                boolean canContinue = batch.add(line.get());
                if (canContinue && (batch.isFull() || !lines.hasMoreAvailable())) {
                    canContinue = batch.write();
                }
                if (!canContinue) {
                    return false;
                }
            }
            return batch.write();
        } catch (ZipException | EOFException damaged) {
            return batch.end(lines, ServiceException.invalid(InputError.inBody("", Detail.GZIP_DATA)));
        } catch (Progress.LimitException limit) {
            return batch.end(lines, limit.refusal(lines.number() + 1));
        }
    }

    /** The lines whose results have not been sent yet. */
    private final class Batch {
        private final Client client;

        /** The results by line number, in order; null for lines that are not written yet. */
        private final Map<Long, ImportResult> results = new LinkedHashMap<>();

        /** The lines to write, by order. An order occurs once, because one statement cannot write a row twice. */
        private final Map<OrderId, Pending> pending = new LinkedHashMap<>();

        /** The approximate memory that the batch needs. */
        private long bytes;

        Batch(Client client) {
            this.client = client;
        }

        /** A line to be written. */
        private record Pending(long line, ValidCapture order) {}

        /** Adds a line. Returns false if the import has ended. */
        boolean add(ImportLines.Line line) throws IOException {
            String id = null;
            bytes += line.text().map(text -> text.length).orElse(0);
            try {
                ObjectNode object = object(line);
                id = Optional.ofNullable(object.remove("id"))
                        .filter(JsonNode::isTextual)
                        .map(JsonNode::textValue)
                        .flatMap(OrderId::parse)
                        .map(OrderId::value)
                        .orElseThrow(() -> ServiceException.invalid(InputError.inBody("/id", Detail.ORDER_ID)));
                if (id.equals(RESERVED)) {
                    throw ServiceException.invalid(InputError.inBody("/id", Detail.RESERVED));
                }
                ValidCapture order = check.check(request.readValue(object), client.boundAccount());
                OrderId orderId = new OrderId(id);
                if (pending.containsKey(orderId) && !write()) {
                    return false;
                }
                pending.put(orderId, new Pending(line.number(), order));
                results.put(line.number(), null);
            } catch (JsonProcessingException unreadable) {
                results.put(line.number(), refused(line.number(), id, JsonErrors.refusal(unreadable)));
            } catch (ServiceException refusal) {
                results.put(line.number(), refused(line.number(), id, refusal));
            }
            return true;
        }

        boolean isFull() {
            return results.size() >= BATCH || bytes >= BATCH_BYTES;
        }

        /** Sends all results, and a result for the line that ends the import. Always returns false. */
        boolean end(ImportLines lines, ServiceException refusal) throws IOException {
            if (write()) {
                client.send(List.of(failed(lines.number() + 1, refusal)));
            }
            return false;
        }

        private ObjectNode object(ImportLines.Line line) throws IOException {
            byte[] text = line.text()
                    .orElseThrow(() ->
                            new ServiceException(ErrorType.PAYLOAD_TOO_LARGE, Detail.IMPORT_LINE_LIMIT, longestLine()));
            if (json.readTree(text) instanceof ObjectNode object) {
                return object;
            }
            throw ServiceException.invalid(InputError.inBody("", Detail.JSON_OBJECT));
        }

        /** Writes the pending lines and sends all results. Returns false if the database is unavailable, which ends the import. */
        boolean write() throws IOException {
            // Sorted, because imports that write the same orders could otherwise deadlock.
            Map<OrderId, ValidCapture> orders = new TreeMap<>(Comparator.comparing(OrderId::value));
            pending.forEach((id, line) -> orders.put(id, line.order()));
            try {
                Map<OrderId, CaptureService.Written> written = capture.captureAll(orders, client.subject());
                pending.forEach((id, line) -> results.put(line.line(), result(id, line.line(), written.get(id))));
            } catch (RuntimeException failure) {
                if (!DatabaseErrors.isCauseOf(failure)) {
                    throw failure;
                }
                long first = pending.values().iterator().next().line();
                List<ImportResult> before = new ArrayList<>();
                results.forEach((number, result) -> {
                    if (number < first) {
                        before.add(result);
                    }
                });
                before.add(failed(first, ServiceException.unavailable(Detail.IMPORT_UNAVAILABLE)));
                client.send(before);
                return false;
            }
            client.send(List.copyOf(results.values()));
            results.clear();
            pending.clear();
            bytes = 0;
            // A batch that contains only rejected records does not block, so it must yield the thread.
            Progress.pause();
            return true;
        }

        private ImportResult result(OrderId id, long line, CaptureService.Written written) {
            return switch (written) {
                case CREATED -> new ImportResult(line, id.value(), "created", null);
                case REPLACED -> new ImportResult(line, id.value(), "replaced", null);
                case UNCHANGED -> new ImportResult(line, id.value(), "unchanged", null);
                case FOREIGN -> refused(line, id.value(), CaptureService.foreign());
                case BEING_ERASED -> refused(line, id.value(), CaptureService.beingErased());
            };
        }

        private ImportResult refused(long line, String id, ServiceException refusal) {
            bytes += REJECTION_BYTES;
            return new ImportResult(line, id, "refused", client.problem(refusal));
        }

        private ImportResult failed(long line, ServiceException refusal) {
            return new ImportResult(line, null, "failed", client.problem(refusal));
        }
    }
}
