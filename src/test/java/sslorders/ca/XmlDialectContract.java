package sslorders.ca;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sslorders.ca.Outcome.Unknown;

/**
 * Additional tests for adapters of CAs with XML responses: an XML declaration or document type never changes how a
 * response is read.
 */
public abstract class XmlDialectContract extends CertificateAuthorityContract {
    private static final String LAUGHS = """
            <!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">
            <!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;">
            <!ENTITY f "&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;"><!ENTITY g "&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;">
            <!ENTITY h "&g;&g;&g;&g;&g;&g;&g;&g;&g;&g;"><!ENTITY i "&h;&h;&h;&h;&h;&h;&h;&h;&h;&h;">]>
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE x SYSTEM '@/evil.dtd'>",
                "<!DOCTYPE x PUBLIC '-//evil//evil' '@/evil.dtd'>",
                "<!DOCTYPE x SYSTEM '@/evil.dtd' [<!ENTITY a 'b'>]>",
                "<!DOCTYPE x [<!ENTITY evil SYSTEM '@/evil.xml'>]>",
                "<!DOCTYPE x [<!ENTITY % evil SYSTEM '@/evil.dtd'> %evil;]>",
                LAUGHS
            })
    void doctypeIsToleratedWithoutFetching(String doctype) {
        answer(aResponse().withStatus(200).withBody(withDoctype(doctype, success())));

        assertThat(resend()).isEqualTo(acceptance());
        assertThat(ca.calls()).noneMatch(call -> call.getUrl().contains("evil"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE x [<!ENTITY i SYSTEM '@/evil.xml'>]>",
                "<!DOCTYPE x [<!ENTITY i SYSTEM 'file:///etc/passwd'>]>",
                "<!DOCTYPE x [<!ENTITY i 'plain'>]>",
                "<!DOCTYPE x SYSTEM '@/evil.dtd'>",
                LAUGHS
            })
    void entityIsNeverResolved(String doctype) {
        String reply = success();
        int end = reply.lastIndexOf("</");
        String used = reply.substring(0, end) + "<note>&i;</note>" + reply.substring(end);

        answer(aResponse().withStatus(200).withBody(withDoctype(doctype, used)));

        assertThat(resend()).isInstanceOf(Unknown.class);
        assertThat(ca.calls()).noneMatch(call -> call.getUrl().contains("evil"));
    }

    @Test
    void deeplyNestedResponseIsUnknown() {
        answer(aResponse().withStatus(200).withBody("<a>".repeat(100_000)));

        assertThat(resend()).isInstanceOf(Unknown.class);
    }

    @ParameterizedTest
    @CsvSource({
        "utf-16, UTF-8",
        "UTF-16LE, UTF-8",
        "utf-16be, UTF-8",
        "iso-8859-1, UTF-8",
        "us-ascii, UTF-8",
        "made-up, UTF-8",
        "ebcdic-cp-us, UTF-8",
        "utf-8, UTF-16",
        "utf-16, UTF-16",
        "utf-16, UTF-16BE",
        "utf-16, UTF-16LE",
        "iso-8859-1, ISO-8859-1",
        "windows-1252, windows-1252",
    })
    void bytesOverrideTheDeclaredEncoding(String declared, String charset) {
        String document = "<?xml version='1.0' encoding='" + declared + "'?>" + bare(success()) + "<!-- ü -->";
        answer(aResponse().withStatus(200).withBody(document.getBytes(Charset.forName(charset))));

        assertThat(resend()).isEqualTo(acceptance());
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16BE", "UTF-16LE"})
    void byteOrderMarkIsRead(String charset) {
        for (String declaration :
                List.of("", "<?xml version=\"1.0\"?>", "<?xml version='1.0' encoding='us-ascii' ?>")) {
            String document = "\uFEFF" + declaration + bare(success()) + "<!-- ü -->";
            answer(aResponse().withStatus(200).withBody(document.getBytes(Charset.forName(charset))));

            assertThat(resend()).as(declaration).isEqualTo(acceptance());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " encoding='utf-8'", " encoding='us-ascii'", " encoding='made-up'", " encoding='.'"})
    void bytesInNoKnownEncodingAreUnknown(String declared) {
        String document = "<?xml version='1.0'" + declared + "?>" + bare(success()) + "<!-- ü -->";
        answer(aResponse().withStatus(200).withBody(document.getBytes(StandardCharsets.ISO_8859_1)));

        assertThat(resend()).isInstanceOf(Unknown.class);
    }

    private static String bare(String document) {
        return document.replaceAll("<\\?xml.*?\\?>|<!DOCTYPE.*?>", "").strip();
    }

    private String withDoctype(String doctype, String document) {
        return "<?xml version='1.0' encoding='UTF-8'?>" + doctype.replace("@", ca.url()) + bare(document);
    }
}
