package dev.redstart.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an IDE shows of our properties. */
class PropertyMetadataTest {

  private static final String FILE = "META-INF/spring-configuration-metadata.json";

  @Test
  void everyPropertyIsDescribed() throws Exception {
    List<String> ours = new ArrayList<>();
    for (JsonNode property : properties()) {
      String name = property.at("/name").asString();
      if (name.startsWith("redstart.") || name.startsWith("local.redstart.")) {
        ours.add(name);
        assertThat(property.at("/description").asString(""))
            .as(name)
            .isNotBlank()
            .endsWith(".")
            .doesNotStartWith("The ")
            .doesNotStartWith("A ");
        assertThat(property.at("/type").asString("")).as(name).isNotBlank();
      }
    }
    // javac alone, without annotation processors, makes no metadata.
    assumeTrue(!ours.isEmpty(), "compiled without Boot's processor");
    assertThat(ours).containsExactlyInAnyOrderElementsOf(KnownProperties.all().outermost());
  }

  private static List<JsonNode> properties() throws Exception {
    List<JsonNode> properties = new ArrayList<>();
    Enumeration<URL> files = PropertyMetadataTest.class.getClassLoader().getResources(FILE);
    for (URL file : Collections.list(files)) {
      try (InputStream in = file.openStream()) {
        new JsonMapper().readTree(in).at("/properties").forEach(properties::add);
      }
    }
    return properties;
  }
}
