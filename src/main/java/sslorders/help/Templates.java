package sslorders.help;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The template in {@code templates/help}. The build checks each expression against the types of these parameters. */
@CheckedTemplate(basePath = "help")
final class Templates {
    private Templates() {}

    static native TemplateInstance problem(HelpView view);
}
