package sslorders.page;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.NewCookie;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Locale;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import sslorders.http.AcceptLanguage;
import sslorders.text.Languages;

/** Reads from a request how a person sees the page: the language, the time zone, and whether the page's script sent the request. */
@Singleton
class Viewers {
    static final String LANGUAGE_COOKIE = "ssl-orders-language";

    /** The cookie in which the page's script stores the time zone. */
    static final String ZONE_COOKIE = "ssl-orders-zone";

    /** The header that htmx sends with each request. */
    private static final String SCRIPT_HEADER = "HX-Request";

    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final int LONGEST_ZONE = 64;
    private static final Duration LANGUAGE_KEPT = Duration.ofDays(365);

    private final boolean forceSecure;

    Viewers(@ConfigProperty(name = "quarkus.oidc.page.authentication.cookie-force-secure") boolean forceSecure) {
        this.forceSecure = forceSecure;
    }

    /** @param name the subject of the login; empty text without a login */
    Viewer of(HttpServerRequest request, String name) {
        return new Viewer(
                name,
                Languages.of(cookie(request, LANGUAGE_COOKIE)).orElseGet(() -> AcceptLanguage.of(request)),
                zone(cookie(request, ZONE_COOKIE)),
                request.headers().contains(SCRIPT_HEADER));
    }

    /** Returns the cookie that stores the person's choice of a language. */
    NewCookie languageCookie(Locale locale, HttpServerRequest request) {
        return new NewCookie.Builder(LANGUAGE_COOKIE)
                .value(locale.toLanguageTag())
                .path(PagePaths.ROOT)
                .maxAge((int) LANGUAGE_KEPT.toSeconds())
                .secure(forceSecure || request.isSSL())
                .httpOnly(true)
                .sameSite(NewCookie.SameSite.LAX)
                .build();
    }

    private static ZoneId zone(String name) {
        if (name == null || name.length() > LONGEST_ZONE) {
            return UTC;
        }
        try {
            return ZoneId.of(name.replace("%2F", "/"));
        } catch (DateTimeException unknown) {
            return UTC;
        }
    }

    private static String cookie(HttpServerRequest request, String name) {
        Cookie cookie = request.getCookie(name);
        return cookie == null ? null : cookie.getValue();
    }
}
