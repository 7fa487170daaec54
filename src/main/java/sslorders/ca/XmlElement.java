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
 * An element of a CA's XML response. Namespaces are ignored, because CAs sometimes omit them.
 *
 * @param name the local name
 * @param text the text of the element, without the text of its children and without surrounding whitespace
 */
public record XmlElement(String name, Map<String, String> attributes, String text, List<XmlElement> children) {
    /** The maximum depth of a document. No CA's responses are deeper, and this depth does not exhaust the stack. */
    private static final int MAX_DEPTH = 32;

    private static final XMLInputFactory FACTORY = hardened();

    /**
     * Returns the root of a document; empty if the document is not well-formed. A DOCTYPE is ignored: its declarations are not
     * processed, and external entities are not loaded. A document that uses a declared entity is rejected. The encoding is detected
     * from the bytes, see {@link XmlText}.
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
        } catch (XMLStreamException invalid) {
            return Optional.empty();
        }
    }

    private static XMLInputFactory hardened() {
        // Always the JDK's parser, independent of the class path, because the tests verify its settings.
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }

    private static XmlElement read(XMLStreamReader reader, int depth) throws XMLStreamException {
        if (depth > MAX_DEPTH) {
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

    /** Returns the value of an attribute; empty if the element does not have it. */
    public Optional<String> attribute(String attribute) {
        return Optional.ofNullable(attributes.get(attribute));
    }

    /** Returns the first child with the given name. */
    public Optional<XmlElement> child(String child) {
        return children.stream().filter(element -> element.name().equals(child)).findFirst();
    }
}
