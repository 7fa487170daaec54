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
import sslorders.error.ErrorType;
import sslorders.error.InputError;
import sslorders.error.ServiceException;
import sslorders.http.HttpConfig;
import sslorders.http.JsonErrors;
import sslorders.http.Problem;

/**
 * Takes in any number of orders, with the same checks as one. Lines are written in batches, each in a transaction of its own;
 * a line that is wrong is refused alone. The same import again makes the same orders, so that one that broke off is sent
 * again as a whole.
 */
@ApplicationScoped
class OrderImport {
    /** An order of this id would be shadowed by the path of the import. */
    private static final String RESERVED = "import";

    /** Enough that the database's work outweighs the way to it, and few enough to be no burden in memory. */
    private static final int BATCH = 1000;

    /** What the lines of a batch may have together: that of a thousand usual ones, and little beside the heap. */
    private static final int BATCH_BYTES = 512 * 1024;

    /** What a refused line is counted as besides its own bytes: its result has up to a dozen errors. */
    private static final int REFUSAL_BYTES = 1024;

    /** How many lines of the longest kind may be read without a result: 1 MiB by default. */
    private static final long LINES_WITHOUT_RESULT = 16;

    private static final String AWAY =
            "The service is temporarily unavailable. Retry the whole import, or start at this line.";

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

    /** Who imports, and where the results go. */
    interface Client {

        /** The only account whose orders it may capture; nothing for any. */
        Optional<AccountId> boundAccount();

        String subject();

        /** The path of the request, for problems. */
        String instance();

        /** Takes results, in the order of their lines; blocks until they are on their way. */
        void take(List<ImportResult> results) throws IOException;
    }

    /** How many bytes a line may have: as many as a capture of one order. */
    int longestLine() {
        return limits.maxJsonBody();
    }

    /** What bounds one import's input between its results. */
    Progress progress() {
        return new Progress(LINES_WITHOUT_RESULT * longestLine(), limits.importStall(), System::nanoTime);
    }

    /**
     * Reads all lines, and gives a result for each.
     *
     * @return whether all input was read; false if the import ended before
     */
    boolean run(ImportLines lines, Client client) throws IOException {
        Batch batch = new Batch(client);
        try {
            for (Optional<ImportLines.Line> line = lines.next(); line.isPresent(); line = lines.next()) {
                boolean goesOn = batch.add(line.get());
                if (goesOn && (batch.isFull() || !lines.hasMoreAtHand())) {
                    goesOn = batch.write();
                }
                if (!goesOn) {
                    return false;
                }
            }
            return batch.write();
        } catch (ZipException | EOFException damaged) {
            return batch.end(lines, ServiceException.invalid(InputError.inBody("", "invalid gzip data")));
        } catch (Progress.LimitException limit) {
            return batch.end(lines, limit.refusal(lines.number() + 1));
        }
    }

    /** Lines whose results have not been given yet. */
    private final class Batch {
        private final Client client;

        /** By line, in their order; null for those that are to be written. */
        private final Map<Long, ImportResult> results = new LinkedHashMap<>();

        /** By order, each once: one statement cannot write a row twice. */
        private final Map<OrderId, Pending> pending = new LinkedHashMap<>();

        /** About what all of it takes in memory. */
        private long bytes;

        Batch(Client client) {
            this.client = client;
        }

        /** A line to be written. */
        private record Pending(long line, ValidCapture order) {}

        /** False if the import has ended. */
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
                        .orElseThrow(() -> ServiceException.invalid(InputError.inBody("/id", OrderId.FORM_DETAIL)));
                if (id.equals(RESERVED)) {
                    throw ServiceException.invalid(InputError.inBody("/id", "is reserved"));
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

        /** Gives all results, and one more for the line that ends the import; always false. */
        boolean end(ImportLines lines, ServiceException refusal) throws IOException {
            if (write()) {
                client.take(List.of(failed(lines.number() + 1, refusal)));
            }
            return false;
        }

        private ObjectNode object(ImportLines.Line line) throws IOException {
            byte[] text = line.text()
                    .orElseThrow(() -> new ServiceException(
                            ErrorType.PAYLOAD_TOO_LARGE, "A line must not exceed " + longestLine() + " bytes."));
            if (json.readTree(text) instanceof ObjectNode object) {
                return object;
            }
            throw ServiceException.invalid(InputError.inBody("", "must be a JSON object"));
        }

        /** Writes what is pending and gives all results; false if that failed, which ends the import. */
        boolean write() throws IOException {
            // In one order for all, so that two imports that overlap wait for each other instead of locking each other
            // out.
            Map<OrderId, ValidCapture> orders = new TreeMap<>(Comparator.comparing(OrderId::value));
            pending.forEach((id, line) -> orders.put(id, line.order()));
            try {
                Map<OrderId, CaptureService.Written> written = capture.captureAll(orders, client.subject());
                pending.forEach((id, line) -> results.put(line.line(), result(id, line.line(), written.get(id))));
            } catch (RuntimeException away) {
                if (!DatabaseErrors.isCauseOf(away)) {
                    throw away;
                }
                long first = pending.values().iterator().next().line();
                List<ImportResult> before = new ArrayList<>();
                results.forEach((number, result) -> {
                    if (number < first) {
                        before.add(result);
                    }
                });
                before.add(failed(first, ServiceException.unavailable(AWAY)));
                client.take(before);
                return false;
            }
            client.take(List.copyOf(results.values()));
            results.clear();
            pending.clear();
            bytes = 0;
            // Lines that are all refused wait for nothing.
            Progress.pause();
            return true;
        }

        private ImportResult result(OrderId id, long line, CaptureService.Written written) {
            return switch (written) {
                case CREATED -> new ImportResult(line, id.value(), "created", null);
                case REPLACED -> new ImportResult(line, id.value(), "replaced", null);
                case UNCHANGED -> new ImportResult(line, id.value(), "unchanged", null);
                case FOREIGN -> refused(line, id.value(), CaptureService.foreign());
            };
        }

        private ImportResult refused(long line, String id, ServiceException refusal) {
            bytes += REFUSAL_BYTES;
            return new ImportResult(line, id, "refused", problem(refusal));
        }

        private ImportResult failed(long line, ServiceException refusal) {
            return new ImportResult(line, null, "failed", problem(refusal));
        }

        private Map<String, Object> problem(ServiceException refusal) {
            return Problem.of(refusal, client.instance()).body();
        }
    }
}
