package sslorders.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The message bundle falls back to English for a missing text, so the build has to find it. */
class MessagesTest {
    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");

    @ParameterizedTest
    @ValueSource(strings = {"en", "de", "es", "fr"})
    void languageHasAllTextsWithTheirParameters(String language) throws IOException {
        Map<String, String> texts = texts(language);
        Map<String, String> english = texts("en");

        assertThat(texts.keySet())
                .isEqualTo(Arrays.stream(Messages.class.getDeclaredMethods())
                        .map(method -> method.getName())
                        .collect(Collectors.toCollection(TreeSet::new)));
        assertThat(texts.values()).noneMatch(String::isBlank);
        texts.forEach((key, text) -> assertThat(parameters(text)).as(key).isEqualTo(parameters(english.get(key))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            en | Security | SSL > Orders | Email | Send | Resend email | Cancel | Common name | Certificate type | Expires
            de | Sicherheit | SSL > Bestellungen | E-Mail | Senden | E-Mail erneut senden | Abbrechen | Allgemeiner Name | Zertifikatstyp | Ablaufdatum
            es | Seguridad | SSL > Pedidos | Correo electrónico | Enviar | Reenviar correo electrónico | Cancelar | Nombre común | Tipo de certificado | Caduca
            fr | Sécurité | SSL > Commandes | E-mail | Envoyer | Renvoyer l'e-mail | Annuler | Nom usuel | Type de certificat | Expiration
            """)
    void labelsAreThoseOfTheFeature(
            String language,
            String menu,
            String entry,
            String column,
            String send,
            String resend,
            String cancel,
            String commonName,
            String certificateType,
            String expires)
            throws IOException {
        assertThat(texts(language))
                .containsEntry("menu", menu)
                .containsEntry("entry", entry)
                .containsEntry("column", column)
                .containsEntry("send", send)
                .containsEntry("resend", resend)
                .containsEntry("cancel", cancel)
                .containsEntry("commonName", commonName)
                .containsEntry("certificateType", certificateType)
                .containsEntry("expires", expires);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            en | fulfillment email | certificate authority
            de | Auftragserfüllungs-E-Mail | Zertifizierungsstelle
            es | correo electrónico de tramitación | autoridad de certificado
            fr | e-mail d'exécution | autorité de certification
            """)
    void dialogNamesTheMailAndTheAuthority(String language, String mail, String authority) throws IOException {
        assertThat(texts(language).get("dialogIntro")).containsIgnoringCase(mail);
        assertThat(texts(language).get("dialogAfterwards")).containsIgnoringCase(authority);
    }

    private static Map<String, String> texts(String language) throws IOException {
        return Files.readAllLines(Path.of("src", "main", "resources", "messages", "page_" + language + ".properties"))
                .stream()
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(line -> line[0], line -> line[1], (one, other) -> one, LinkedHashMap::new));
    }

    private static Set<String> parameters(String text) {
        return PARAMETER.matcher(text).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }
}
