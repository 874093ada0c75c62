package dev.redstart.engine.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.reply.Reply;
import java.util.List;

/**
 * The reply to one call, with what a test may say of it. A wrong reply fails with the call and the
 * whole reply.
 */
public final class Outcome {

  private final String line;
  private final Reply reply;

  Outcome(String line, Reply reply) {
    this.line = line;
    this.reply = reply;
  }

  /** The reply itself. */
  public Reply reply() {
    return reply;
  }

  public void isOk() {
    is("+OK");
  }

  public void isInteger(long value) {
    is(":" + value);
  }

  /** A byte string that is {@code text} in UTF-8. */
  public void isBulk(String text) {
    is(CommandLine.quote(Bytes.of(text)));
  }

  public void isReal(double value) {
    assertThat(reply).as(line).isEqualTo(new Reply.Real(value));
  }

  /** Either null. */
  public void isNull() {
    assertThat(reply.isNull()).as("%s: %s is null", line, reply).isTrue();
  }

  /** An error of just this text. */
  public void isError(String message) {
    is("-" + message);
  }

  /** An error of which the text begins so. */
  public void isErrorLike(String beginning) {
    assertThat(form()).as(line).startsWith("-" + beginning);
  }

  /** An array, a set or a map of byte strings or whole numbers, in this order. */
  public void isList(String... texts) {
    assertThat(texts()).as(line).containsExactly(texts);
  }

  /** An array, a set or a map of byte strings or whole numbers, in any order. */
  public void isListInAnyOrder(String... texts) {
    assertThat(texts()).as(line).containsExactlyInAnyOrder(texts);
  }

  /** An array, a set or a map of so many elements, keys and values counted. */
  public void hasSize(int size) {
    assertThat(reply.asList()).as(line).hasSize(size);
  }

  /** The reply in RESP3's form as {@link WireReply} prints it, {@code *["a" :1]}. */
  public void is(String form) {
    assertThat(form()).as(line).isEqualTo(form);
  }

  private String form() {
    List<WireReply> replies = WireForm.of(reply, 3);
    return replies.size() == 1 ? replies.get(0).toString() : replies.toString();
  }

  private List<String> texts() {
    return WireForm.of(reply, 3).get(0).items().stream()
        .map(item -> item.isTree() || item.type() == '_' ? item.toString() : item.text().toString())
        .toList();
  }

  @Override
  public String toString() {
    return line + " -> " + form();
  }
}
