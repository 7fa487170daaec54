package sslorders.contract;

import static sslorders.error.ErrorType.METHOD_NOT_ALLOWED;
import static sslorders.error.ErrorType.NOT_FOUND;
import static sslorders.http.ProblemMatcher.urn;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Body;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.Response;
import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.ValidationReport;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The contract {@code openapi.yaml}, and the check of an exchange against it. */
final class Contract {
    private static final Path FILE = Path.of("openapi.yaml");
    private static final JsonNode DOCUMENT = read();
    private static final Contract INSTANCE = new Contract();

    /**
     * Checks paths, operations and media types. Its checks of values are off: they follow JSON Schema draft 4, read an array
     * parameter as JSON, and treat an open schema as a closed one. {@link ContractSchemas} checks the values. The check of
     * {@code Accept} is off because the contract describes the accepted media types in prose.
     */
    private final OpenApiInteractionValidator validator = OpenApiInteractionValidator.createFor(FILE.toString())
            .withLevelResolver(LevelResolver.create()
                    .withLevel("validation.request.parameter.query.unexpected", ValidationReport.Level.ERROR)
                    .withLevel("validation.request.parameter.schema", ValidationReport.Level.IGNORE)
                    .withLevel("validation.request.body.schema", ValidationReport.Level.IGNORE)
                    .withLevel("validation.response.body.schema", ValidationReport.Level.IGNORE)
                    .withLevel("validation.request.accept.notAllowed", ValidationReport.Level.IGNORE)
                    // JSON lines may be empty. For JSON, the check of the schema reports a missing body.
                    .withLevel("validation.response.body.missing", ValidationReport.Level.IGNORE)
                    .build())
            .build();

    private final ContractSchemas schemas = new ContractSchemas(ClosedContract.of(DOCUMENT));

    private Contract() {}

    static Contract get() {
        return INSTANCE;
    }

    /** Returns the document as a tree. */
    static JsonNode document() {
        return DOCUMENT;
    }

    /** Follows references: returns the pointer of the object that is found at a JSON pointer of the document. */
    static String resolve(String pointer) {
        JsonNode reference = DOCUMENT.at(pointer).path("$ref");
        return reference.isTextual() ? resolve(reference.asText().substring(1)) : pointer;
    }

    /**
     * Returns the violations of an exchange. A request that the contract does not allow is no violation if the service rejects
     * it, since tests send such requests.
     */
    List<String> violations(Request request, Response response) {
        if (hasNoOperation(response)) {
            return schemas.check("/components/schemas/Problem", text(response.getResponseBody()));
        }
        List<String> violations = new ArrayList<>();
        Optional<String> operation = operation(request);
        boolean isRejected = response.getStatus() >= 400 && response.getStatus() < 500;
        if (!isRejected) {
            violations.addAll(errors(validator.validateRequest(request)));
            operation.ifPresent(pointer -> violations.addAll(requestViolations(pointer, request)));
        }
        violations.addAll(errors(validator.validateResponse(request.getPath(), request.getMethod(), response)));
        operation.ifPresent(pointer -> violations.addAll(responseViolations(pointer, response)));
        return violations;
    }

    /** Returns the violations of the body of a response with this status. */
    List<String> bodyViolations(String operation, String status, String mediaType, String body) {
        String response = resolve(operation + "/responses/" + status);
        return contentViolations(response + "/content/" + escaped(mediaType), body);
    }

    /** Returns the violations of a JSON text against the schema at a pointer. */
    List<String> schemaViolations(String pointer, String json) {
        return schemas.check(pointer, json);
    }

    /** Checks a body against its schema. If the schema is a string of JSON lines, checks each line. HTML is no JSON. */
    List<String> contentViolations(String content, String body) {
        String schema = resolve(content + "/schema");
        if (content.endsWith("/text~1html")) {
            return schemas.checkText(schema, DOCUMENT.at(schema), body);
        }
        String line = schema + "/contentSchema/items";
        return DOCUMENT.at(line).isMissingNode()
                ? schemas.check(schema, body)
                : body.lines()
                        .flatMap(text -> schemas.check(line, text).stream())
                        .toList();
    }

    private List<String> requestViolations(String operation, Request request) {
        List<String> violations = new ArrayList<>();
        for (String owner : List.of(operation, operation.substring(0, operation.lastIndexOf('/')))) {
            for (int i = 0; i < DOCUMENT.at(owner + "/parameters").size(); i++) {
                String parameter = resolve(owner + "/parameters/" + i);
                JsonNode described = DOCUMENT.at(parameter);
                if (Set.of("query", "header").contains(described.path("in").asText())) {
                    String name = described.path("name").asText();
                    ("query".equals(described.path("in").asText())
                                    ? request.getQueryParameterValues(name)
                                    : request.getHeaderValues(name))
                            .forEach(value -> violations.addAll(
                                    schemas.checkText(parameter + "/schema", described.path("schema"), value)));
                }
            }
        }
        String json = operation + "/requestBody/content/application~1json/schema";
        // ContractLines checks the lines of an import, since each line is valid or invalid on its own.
        request.getRequestBody()
                .filter(body -> !DOCUMENT.at(json).isMissingNode())
                .ifPresent(body -> violations.addAll(schemas.check(json, text(Optional.of(body)))));
        return violations;
    }

    private List<String> responseViolations(String operation, Response response) {
        String described = resolve(operation + "/responses/" + response.getStatus());
        List<String> violations = new ArrayList<>();
        DOCUMENT.at(described + "/headers").properties().forEach(entry -> {
            String header = resolve(described + "/headers/" + escaped(entry.getKey()));
            List<String> values = List.copyOf(response.getHeaderValues(entry.getKey()));
            if (values.isEmpty() && DOCUMENT.at(header + "/required").asBoolean()) {
                violations.add("header " + entry.getKey() + " is missing");
            }
            values.forEach(value ->
                    violations.addAll(schemas.checkText(header + "/schema", DOCUMENT.at(header + "/schema"), value)));
        });
        mediaTypes(described, response)
                .forEach(mediaType -> violations.addAll(contentViolations(
                        described + "/content/" + escaped(mediaType), text(response.getResponseBody()))));
        return violations;
    }

    /** Returns the media type of the response, if the contract describes it, and otherwise all described ones. */
    private static List<String> mediaTypes(String described, Response response) {
        List<String> mediaTypes = new ArrayList<>();
        DOCUMENT.at(described + "/content").fieldNames().forEachRemaining(mediaTypes::add);
        String received = response.getContentType().orElse("").split(";", 2)[0];
        return mediaTypes.contains(received) ? List.of(received) : mediaTypes;
    }

    /** Returns the pointer of the operation of a request, or empty if the document has none. */
    private static Optional<String> operation(Request request) {
        return DOCUMENT.path("paths").properties().stream()
                .filter(path -> request.getPath().matches(path.getKey().replaceAll("\\{[A-Za-z]+}", "[^/]+")))
                .filter(path -> path.getValue().has(method(request)))
                .map(path -> "/paths/" + escaped(path.getKey()) + "/" + method(request))
                .findFirst();
    }

    private static String method(Request request) {
        return request.getMethod().name().toLowerCase(Locale.ROOT);
    }

    /** Returns whether the problem means that there is no such operation. The contract does not list these responses. */
    private static boolean hasNoOperation(Response response) {
        String body = text(response.getResponseBody());
        return response.getStatus() == 404 && body.contains('"' + urn(NOT_FOUND) + '"')
                || response.getStatus() == 405 && body.contains('"' + urn(METHOD_NOT_ALLOWED) + '"');
    }

    private static String text(Optional<Body> body) {
        try {
            return body.isPresent() ? body.get().toString(StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private static List<String> errors(ValidationReport report) {
        return report.getMessages().stream()
                .filter(message -> message.getLevel() == ValidationReport.Level.ERROR)
                .map(message -> message.getKey() + ": " + message.getMessage() + " " + message.getAdditionalInfo())
                .toList();
    }

    private static JsonNode read() {
        try {
            return new YAMLMapper().readTree(FILE.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
