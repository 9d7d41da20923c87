package dev.espalier.maven;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** What the built plugin says about itself. */
record Descriptor(List<GoalInfo> goals) {
  private static final Path FILE = Path.of("target", "classes", "META-INF", "maven", "plugin.xml");

  /** A goal, with the parameters a user can set. */
  record GoalInfo(String name, String phase, boolean threadSafe, List<Setting> settings) {}

  /** A parameter; texts are empty where there are none. */
  record Setting(
      String name, String type, String since, String property, String otherwise, String meaning) {}

  static Descriptor read() throws IOException {
    try {
      Element plugin =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(FILE.toFile())
              .getDocumentElement();
      return new Descriptor(all(plugin, "mojo").map(Descriptor::goal).toList());
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException(e);
    }
  }

  GoalInfo goal(String name) {
    return goals.stream().filter(goal -> goal.name.equals(name)).findFirst().orElseThrow();
  }

  private static GoalInfo goal(Element mojo) {
    return new GoalInfo(
        text(mojo, "goal"),
        text(mojo, "phase"),
        Boolean.parseBoolean(text(mojo, "threadSafe")),
        all(mojo, "parameter")
            .filter(parameter -> text(parameter, "editable").equals("true"))
            .map(parameter -> setting(mojo, parameter))
            .toList());
  }

  private static Setting setting(Element mojo, Element parameter) {
    String name = text(parameter, "name");
    String type = text(parameter, "type");
    Element configuration = all(mojo, "configuration").findFirst().orElseThrow();
    Element value = all(configuration, name).findFirst().orElse(configuration);
    return new Setting(
        name,
        type.substring(type.lastIndexOf('.') + 1),
        text(parameter, "since"),
        value == configuration ? "" : value.getTextContent().strip(),
        value == configuration ? "" : value.getAttribute("default-value"),
        plain(text(parameter, "description")));
  }

  /** The markup of Javadoc as that of Markdown, on one line. */
  private static String plain(String html) {
    return html.replaceAll("</?code>", "`")
        .replaceAll("<[^>]*>", "")
        .replace("|", "\\|")
        .replaceAll("\\s+", " ")
        .strip();
  }

  private static String text(Element parent, String name) {
    return all(parent, name).map(Element::getTextContent).findFirst().orElse("").strip();
  }

  private static Stream<Element> all(Element parent, String name) {
    NodeList nodes = parent.getElementsByTagName(name);
    return IntStream.range(0, nodes.getLength()).mapToObj(nodes::item).map(Element.class::cast);
  }
}
