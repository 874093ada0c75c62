package dev.redstart.jobs.script;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a script answers: texts, numbers and lists of them. */
public final class Answer {

  private final List<?> items;

  Answer(List<?> items) {
    this.items = items;
  }

  /** Nothing. */
  public static Answer empty() {
    return new Answer(List.of());
  }

  /** The number of an error. */
  public static Answer refusal(long number) {
    return new Answer(List.of(number));
  }

  /** How many items there are. */
  public int size() {
    return items.size();
  }

  /** True where the script refused: its first item is then the number of an error. */
  public boolean isRefusal() {
    return isNumber(0) && number(0) < 0;
  }

  /** True where the item is a number. */
  public boolean isNumber(int index) {
    return index < items.size() && items.get(index) instanceof Long;
  }

  /** The number at {@code index}. */
  public long number(int index) {
    return items.get(index) instanceof Long number ? number : Long.parseLong(text(index));
  }

  /** The text at {@code index}. */
  public String text(int index) {
    return text(items.get(index));
  }

  /** The list at {@code index}. */
  public Answer list(int index) {
    return new Answer((List<?>) items.get(index));
  }

  /** All texts. */
  public List<String> texts() {
    List<String> texts = new ArrayList<>(items.size());
    items.forEach(item -> texts.add(text(item)));
    return texts;
  }

  /** Names and values in turns; of a name that comes twice the later value. */
  public Map<String, String> fields() {
    Map<String, String> fields = new LinkedHashMap<>();
    for (int i = 0; i + 1 < items.size(); i += 2) {
      fields.put(text(i), text(i + 1));
    }
    return fields;
  }

  private static String text(@Nullable Object item) {
    return item instanceof byte[] bytes ? new String(bytes, UTF_8) : String.valueOf(item);
  }
}
