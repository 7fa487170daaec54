package sslorders.ca.geotrust;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.Map;
import java.util.stream.Collectors;
import sslorders.ca.CaSettings;

/**
 * The two parameters of the call whose names are inferred from its sibling calls, and the codes of products.
 *
 * @param product the name of the parameter with the product's code
 * @param emailType the name of the parameter with the kind of mail
 * @param productCodes by certificate type; a type that is not there is its own code
 */
record Parameters(String product, String emailType, Map<String, String> productCodes) {

    /**
     * @throws ConfigurationException if the option cannot be read, naming its key
     */
    static Parameters of(CaSettings settings) {
        return new Parameters(
                settings.option("productparameter").orElse("productcode"),
                settings.option("emailparameter").orElse("resendemailtype"),
                settings.optionList("productcodes").stream()
                        .map(entry -> pair(settings, entry))
                        .collect(Collectors.toMap(pair -> pair[0].strip(), pair -> pair[1].strip())));
    }

    String productCode(String certificateType) {
        return productCodes.getOrDefault(certificateType, certificateType);
    }

    private static String[] pair(CaSettings settings, String entry) {
        String[] pair = entry.split("=", 2);
        if (pair.length < 2) {
            throw settings.wrong("options.productcodes", entry + " must have the form type=code");
        }
        return pair;
    }
}
