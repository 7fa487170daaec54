package sslorders.page;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The templates in {@code templates/page}. The build checks each expression against the types of these parameters. */
@CheckedTemplate(basePath = "page")
final class Templates {
    private Templates() {}

    static native TemplateInstance list(Frame frame, ListView view);

    static native TemplateInstance row(RowView row);

    static native TemplateInstance dialog(Frame frame, DialogView view);

    static native TemplateInstance dialogBody(DialogView view);

    static native TemplateInstance history(Frame frame, HistoryView view);

    static native TemplateInstance search(Frame frame, SearchView view);

    static native TemplateInstance foundOrder(Frame frame, FoundOrderView view);

    static native TemplateInstance message(Frame frame, MessageView view);

    static native TemplateInstance messageBody(MessageView view);
}
