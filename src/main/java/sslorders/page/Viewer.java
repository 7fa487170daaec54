package sslorders.page;

import java.time.ZoneId;
import java.util.Locale;

/**
 * The person who uses the browser, and the form in which the page is shown.
 *
 * @param name the subject of the login
 * @param locale one of {@link Languages#ALL}
 * @param zone the browser's time zone; UTC until the page's script has reported it
 * @param withScript whether the request comes from the page's script, which replaces a part of the page
 */
record Viewer(String name, Locale locale, ZoneId zone, boolean withScript) {}
