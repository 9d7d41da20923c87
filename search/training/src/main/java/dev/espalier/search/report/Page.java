package dev.espalier.search.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A page of one file: style, scripts, data of charts and pictures are in it. Texts are escaped by
 * the templates, and the page allows the browser to run its own two scripts only, and to load
 * nothing.
 *
 * @param template that makes it
 * @param view what the template shows; components of records are variables
 */
record Page(String template, Object view, List<Chart> charts) {
  private static final String LIBRARY = "/META-INF/resources/webjars/chart.js/4.5.1/";
  private static final ObjectMapper JSON = new ObjectMapper().registerModule(new Jdk8Module());
  private static final Configuration TEMPLATES = templates();

  private static Configuration templates() {
    Configuration templates = new Configuration(Configuration.VERSION_2_3_34);
    templates.setClassForTemplateLoading(Page.class, "");
    templates.setDefaultEncoding(StandardCharsets.UTF_8.name());
    templates.setLocale(Locale.ROOT);
    templates.setNumberFormat("computer");
    templates.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
    templates.setLogTemplateExceptions(false);
    return templates;
  }

  /** Writes the page; a file that is there is replaced as a whole. */
  void write(Path file) throws IOException {
    Path unfinished = file.resolveSibling("." + file.getFileName());
    Files.writeString(unfinished, html());
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** The text of the page. */
  String html() throws IOException {
    String library = script(LIBRARY + "dist/chart.umd.min.js");
    String own = script("page.js");
    Map<String, Object> model = new HashMap<>();
    model.put("view", JSON.convertValue(view, Map.class));
    model.put("style", resource("page.css"));
    model.put("library", library);
    model.put("licence", resource(LIBRARY + "LICENSE.md"));
    model.put("script", own);
    model.put("scripts", "'" + digest(library) + "' '" + digest(own) + "'");
    model.put("data", data());
    StringWriter html = new StringWriter();
    try {
      TEMPLATES.getTemplate(template).process(model, html);
    } catch (TemplateException e) {
      throw new IllegalStateException(e);
    }
    return html.toString();
  }

  /** What the charts show; in JSON a {@code <} is in texts only, where it may be written so. */
  private String data() throws JsonProcessingException {
    return JSON.writeValueAsString(charts).replace("<", "\\u003c");
  }

  private static String script(String name) throws IOException {
    String script = resource(name);
    if (script.toLowerCase(Locale.ROOT).contains("</script")) {
      throw new IllegalStateException(name + " ends the element that it is put into");
    }
    return script;
  }

  private static String digest(String script) {
    try {
      byte[] sum =
          MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(sum);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = Page.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("not on the class path: " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
