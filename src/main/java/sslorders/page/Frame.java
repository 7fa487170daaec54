package sslorders.page;

import java.util.List;
import java.util.Locale;
import sslorders.text.Languages;

/**
 * The frame around the content of each page.
 *
 * @param here the address of the page
 * @param csrf the CSRF token; empty text on a page without a form
 * @param refresh the delay in seconds until a browser without scripts reads the page again; 0 if it does not
 * @param theme the address of the portal's style sheet; empty text if the portal has none
 */
public record Frame(Viewer viewer, String here, String csrf, int refresh, String theme) {

    public String language() {
        return viewer.locale().toLanguageTag();
    }

    /** Returns whether the page belongs to the screen for support agents. */
    public boolean isSupport() {
        return PagePaths.isSupport(here);
    }

    public String name() {
        return viewer.name();
    }

    public String zone() {
        return viewer.zone().getId();
    }

    /** Returns the languages, each with its name in that language. */
    public List<ListView.Choice> languages() {
        return Languages.ALL.stream().map(this::choice).toList();
    }

    private ListView.Choice choice(Locale locale) {
        String name = locale.getDisplayLanguage(locale);
        return new ListView.Choice(
                locale.toLanguageTag(),
                name.substring(0, 1).toUpperCase(locale) + name.substring(1),
                locale.equals(viewer.locale()));
    }
}
