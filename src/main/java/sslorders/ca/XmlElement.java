package sslorders.ca;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * An element of a CA's XML reply. Namespaces are ignored: CAs leave them out at times.
 *
 * @param name without prefix
 * @param text of the element itself, without that of its children, and without space around it
 */
public record XmlElement(String name, Map<String, String> attributes, String text, List<XmlElement> children) {
    /** Far deeper than any CA's replies, and far from the end of the stack. */
    private static final int DEEPEST = 32;

    private static final XMLInputFactory FACTORY = hardened();

    /**
     * The root of a document; nothing if it is not well-formed to its end. A DOCTYPE is read over: nothing that it
     * declares is known, and nothing that it names is fetched. A document that uses such an entity cannot be read.
     * The bytes decide over the encoding that it declares.
     */
    public static Optional<XmlElement> parse(byte[] document) {
        return XmlText.decode(document).flatMap(XmlElement::parse);
    }

    private static Optional<XmlElement> parse(String document) {
        try {
            XMLStreamReader reader = FACTORY.createXMLStreamReader(new StringReader(document));
            while (reader.next() != XMLStreamConstants.START_ELEMENT) {}
            XmlElement root = read(reader, 1);
            while (reader.hasNext()) {
                reader.next();
            }
            return Optional.of(root);
        } catch (XMLStreamException garbage) {
            return Optional.empty();
        }
    }

    private static XMLInputFactory hardened() {
        // The JDK's own, whatever else is on the class path: its settings are the ones that the tests try.
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }

    private static XmlElement read(XMLStreamReader reader, int depth) throws XMLStreamException {
        if (depth > DEEPEST) {
            throw new XMLStreamException("too deep");
        }
        String name = reader.getLocalName();
        Map<String, String> attributes = new HashMap<>();
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
        }
        StringBuilder text = new StringBuilder();
        List<XmlElement> children = new ArrayList<>();
        for (int event = reader.next(); event != XMLStreamConstants.END_ELEMENT; event = reader.next()) {
            switch (event) {
                case XMLStreamConstants.START_ELEMENT -> children.add(read(reader, depth + 1));
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(reader.getText());
                case XMLStreamConstants.ENTITY_REFERENCE -> throw new XMLStreamException("an entity");
                default -> {}
            }
        }
        return new XmlElement(name, Map.copyOf(attributes), text.toString().strip(), List.copyOf(children));
    }

    /** An attribute; nothing if the element does not have it. */
    public Optional<String> attribute(String attribute) {
        return Optional.ofNullable(attributes.get(attribute));
    }

    /** The first child of that name. */
    public Optional<XmlElement> child(String child) {
        return children.stream().filter(element -> element.name().equals(child)).findFirst();
    }
}
