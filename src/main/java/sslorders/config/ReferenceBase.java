package sslorders.config;

import java.util.regex.Pattern;
import org.eclipse.microprofile.config.spi.Converter;

/**
 * Converts a configuration value to the beginning of a URI reference: an {@code http} or {@code https} URL, or a path that begins with
 * a slash. The result ends with a slash, which is added if it is missing.
 */
public final class ReferenceBase implements Converter<String> {
    private static final long serialVersionUID = 1L;

    private static final String PATH = "(?:/[A-Za-z0-9._~%!$&'()*+,;=:@-]+)*/?";
    private static final Pattern FORM =
            Pattern.compile("https?://(?:[A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+])(?::[0-9]{1,5})?" + PATH + "|(?=/)" + PATH);

    @Override
    public String convert(String text) {
        String base = ConfigCheck.valid(
                text.isBlank() ? null : text.strip(),
                value -> FORM.matcher(value).matches(),
                "must be an http or https URL, or a path that begins with a slash, without a query or fragment");
        return base == null || base.endsWith("/") ? base : base + "/";
    }
}
