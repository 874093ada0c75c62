package dev.redstart.actuate;

import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.Sanitizer;

/** The directives, without their secrets. */
final class SettingsPart implements Part {

  private static final Set<String> SECRETS =
      Set.of(
          "requirepass",
          "masterauth",
          "masteruser",
          "tls-key-file-pass",
          "tls-client-key-file-pass");

  private final Sanitizer sanitizer;

  SettingsPart(Sanitizer sanitizer) {
    this.sanitizer = sanitizer;
  }

  @Override
  public String name() {
    return "settings";
  }

  @Override
  public Object show(Query query) {
    String pattern = query.name() == null ? "*" : query.name();
    Properties told =
        query.redis().ask(connection -> connection.serverCommands().getConfig(pattern));
    SortedMap<String, Object> settings = new TreeMap<>();
    if (told != null) {
      told.stringPropertyNames()
          .forEach(name -> settings.put(name, shown(name, told.getProperty(name))));
    }
    return settings;
  }

  private Object shown(String name, String value) {
    SanitizableData data = new SanitizableData(null, name, value);
    String directive = name.substring(name.lastIndexOf('.') + 1);
    boolean secret = SECRETS.contains(directive) && !value.isEmpty();
    Object shown = secret ? SanitizableData.SANITIZED_VALUE : sanitizer.sanitize(data, true);
    return shown == null ? "" : shown;
  }
}
