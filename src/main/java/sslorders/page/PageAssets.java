package sslorders.page;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import sslorders.text.Sha256;

/**
 * Serves the style sheets and scripts of the page without a login. The path of each file contains a digest of its content, so that a
 * browser can cache the file and a new release has new paths. A template refers to a file with {@code {cdi:assets.path('page.css')}}.
 */
@Singleton
@jakarta.inject.Named("assets")
public class PageAssets {
    private static final String KEPT = "public, max-age=31536000, immutable";
    private static final int DIGEST_BYTES = 8;
    private static final Map<String, String> TYPES =
            Map.of("css", "text/css;charset=UTF-8", "js", "text/javascript;charset=UTF-8");

    private final boolean isOn;
    private final Map<String, String> paths = new LinkedHashMap<>();

    PageAssets(PageConfig config) {
        this.isOn = config.enabled();
    }

    void register(@Observes Router router) {
        if (isOn) {
            for (String name :
                    new String[] {"pico.classless.min.css", "theme.css", "page.css", "htmx.min.js", "page.js"}) {
                Buffer content = read(name);
                String digest = HexFormat.of().formatHex(Sha256.of(content.toString()), 0, DIGEST_BYTES);
                String path = PagePaths.ASSETS + digest + "/" + name;
                paths.put(name, path);
                router.get(path).handler(exchange -> serve(exchange, name, content));
            }
        }
    }

    /** Returns the path of a file. Templates call this method. */
    public String path(String name) {
        return paths.get(name);
    }

    private static void serve(RoutingContext exchange, String name, Buffer content) {
        exchange.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, TYPES.get(name.substring(name.lastIndexOf('.') + 1)))
                .putHeader(HttpHeaders.CACHE_CONTROL, KEPT)
                .end(content);
    }

    private static Buffer read(String name) {
        try (InputStream file = PageAssets.class.getResourceAsStream("/page/" + name)) {
            return Buffer.buffer(file.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
