package sslorders.page;

import io.quarkus.qute.TemplateInstance;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.core.Response;
import java.net.URI;

/** The responses of the page: whole pages, and parts for htmx with headers that specify the position of the part. */
final class Responses {
    private static final String TARGET = "HX-Retarget";
    private static final String SWAP = "HX-Reswap";
    private static final String TRIGGER = "HX-Trigger";

    private Responses() {}

    static Response page(TemplateInstance template, Viewer viewer) {
        return Response.ok(render(template, viewer)).build();
    }

    /** Returns the content of the dialog. */
    static Response dialog(TemplateInstance template, Viewer viewer) {
        return Response.ok(render(template, viewer))
                .header(TARGET, "#dialog-body")
                .header(SWAP, "innerHTML")
                .build();
    }

    /** Returns a row that replaces its earlier version. */
    static Response row(RowView row, Viewer viewer) {
        return rowBuilder(row, viewer).build();
    }

    /** Returns a row with an event for the page's script, which closes the dialog and makes a screen reader announce the result. */
    static Response result(RowView row, Viewer viewer) {
        String event = new JsonObject()
                .put(
                        "page-result",
                        new JsonObject()
                                .put("order", row.id())
                                .put(
                                        "text",
                                        row.commonName() + ": " + row.email().plain()))
                .encode();
        return rowBuilder(row, viewer).header(TRIGGER, ascii(event)).build();
    }

    private static Response.ResponseBuilder rowBuilder(RowView row, Viewer viewer) {
        return Response.ok(render(Templates.row(row), viewer))
                .header(TARGET, "[id='order-" + row.id() + "']")
                .header(SWAP, "outerHTML");
    }

    static Response seeOther(String path) {
        return Response.seeOther(URI.create(path)).build();
    }

    static String render(TemplateInstance template, Viewer viewer) {
        return template.setLocale(viewer.locale()).render();
    }

    /** Returns the JSON with escapes for all characters that a header cannot contain. */
    private static String ascii(String json) {
        StringBuilder ascii = new StringBuilder();
        json.chars().forEach(letter -> {
            if (letter < 0x7f) {
                ascii.append((char) letter);
            } else {
                ascii.append("\\u%04x".formatted(letter));
            }
        });
        return ascii.toString();
    }
}
