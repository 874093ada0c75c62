package dev.redstart.data;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Range;
import org.springframework.data.redis.connection.CompareCondition;
import org.springframework.data.redis.connection.ExpirationOptions;
import org.springframework.data.redis.connection.Limit;
import org.springframework.data.redis.connection.SetCondition;
import org.springframework.data.redis.connection.SortParameters;
import org.springframework.data.redis.core.KeyScanOptions;
import org.springframework.data.redis.core.ScanOptions;
import org.springframework.data.redis.core.types.Expiration;

/** Writes Spring Data's option objects as the words that Redis knows them by. */
final class Options {

  private static final byte[] LOWEST = {'-'};
  private static final byte[] HIGHEST = {'+'};

  private Options() {}

  /** EX, PX, EXAT, PXAT or KEEPTTL; nothing where the value is to stay for ever. */
  static Line expiration(Line line, @Nullable Expiration expiration) {
    if (expiration == null || expiration.isPersistent()) {
      return line;
    }
    if (expiration.isKeepTtl()) {
      return line.add("KEEPTTL");
    }
    boolean at = expiration.isUnixTimestamp();
    if (expiration.isPrecise()) {
      return line.add(at ? "PXAT" : "PX").add(expiration.getConverted(TimeUnit.MILLISECONDS));
    }
    return line.add(at ? "EXAT" : "EX").add(expiration.getConverted(TimeUnit.SECONDS));
  }

  /** As {@link #expiration}, but what stays for ever is written as PERSIST. */
  static Line newExpiration(Line line, @Nullable Expiration expiration) {
    return expiration != null && expiration.isPersistent()
        ? line.add("PERSIST")
        : expiration(line, expiration);
  }

  /** NX, XX, IFEQ … */
  static Line condition(Line line, SetCondition condition) {
    CompareCondition comparison = condition.getCompareCondition();
    if (comparison != null) {
      return comparison(line, comparison);
    }
    return switch (condition.getKeyCondition()) {
      case IF_ABSENT -> line.add("NX");
      case IF_PRESENT -> line.add("XX");
      case UPSERT -> line;
    };
  }

  /** IFEQ, IFNE, IFDEQ or IFDNE with its operand. */
  static Line comparison(Line line, CompareCondition condition) {
    boolean equal = condition.getOperator() == CompareCondition.ComparisonOperator.EQUALS;
    boolean digest = condition.getComparison() == CompareCondition.ComparisonFunction.DIGEST;
    String word = digest ? (equal ? "IFDEQ" : "IFDNE") : (equal ? "IFEQ" : "IFNE");
    return line.add(word).add(condition.getValue().asBytes());
  }

  /** NX, XX, GT or LT of the EXPIRE family. */
  static Line condition(Line line, ExpirationOptions.Condition condition) {
    return condition == ExpirationOptions.Condition.ALWAYS ? line : line.add(condition.name());
  }

  /** LIMIT with offset and count, unless there is no limit. */
  static Line limit(Line line, Limit limit) {
    return limit.isUnlimited()
        ? line
        : line.add("LIMIT").add(limit.getOffset()).add(limit.getCount());
  }

  /** MATCH, COUNT and TYPE. */
  static Line scan(Line line, ScanOptions options) {
    byte[] pattern = options.getBytePattern();
    if (pattern != null) {
      line.add("MATCH").add(pattern);
    }
    Long count = options.getCount();
    if (count != null) {
      line.add("COUNT").add(count.longValue());
    }
    if (options instanceof KeyScanOptions keys && keys.getType() != null) {
      line.add("TYPE").add(keys.getType());
    }
    return line;
  }

  static Line sort(Line line, @Nullable SortParameters sort) {
    if (sort == null) {
      return line;
    }
    byte[] by = sort.getByPattern();
    if (by != null) {
      line.add("BY").add(by);
    }
    SortParameters.Range limit = sort.getLimit();
    if (limit != null) {
      line.add("LIMIT").add(limit.getStart()).add(limit.getCount());
    }
    byte[][] get = sort.getGetPattern();
    if (get != null) {
      for (byte[] pattern : get) {
        line.add("GET").add(pattern);
      }
    }
    SortParameters.Order order = sort.getOrder();
    if (order != null) {
      line.add(order.name());
    }
    return line.addIf(Boolean.TRUE.equals(sort.isAlphabetic()), "ALPHA");
  }

  /** Both ends of a range of scores, the lower first. */
  static Line scores(Line line, Range<? extends Number> range) {
    return line.add(lowerScore(range)).add(upperScore(range));
  }

  /** Both ends of a range of scores, the upper first. */
  static Line reversed(Line line, Range<? extends Number> range) {
    return line.add(upperScore(range)).add(lowerScore(range));
  }

  /** Both ends of a range of names, the lower first. */
  static Line names(Line line, Range<byte[]> range) {
    return line.add(lowerName(range)).add(upperName(range));
  }

  /** Both ends of a range of names, the upper first. */
  static Line reversedNames(Line line, Range<byte[]> range) {
    return line.add(upperName(range)).add(lowerName(range));
  }

  private static String lowerScore(Range<? extends Number> range) {
    return score(range.getLowerBound(), "-inf");
  }

  private static String upperScore(Range<? extends Number> range) {
    return score(range.getUpperBound(), "+inf");
  }

  private static byte[] lowerName(Range<byte[]> range) {
    return name(range.getLowerBound(), LOWEST);
  }

  private static byte[] upperName(Range<byte[]> range) {
    return name(range.getUpperBound(), HIGHEST);
  }

  private static String score(Range.Bound<? extends Number> bound, String open) {
    Number value = bound.getValue().orElse(null);
    if (value == null) {
      return open;
    }
    String text =
        value instanceof Double || value instanceof Float
            ? Line.text(value.doubleValue())
            : value.toString();
    return bound.isInclusive() ? text : "(" + text;
  }

  private static byte[] name(Range.Bound<byte[]> bound, byte[] open) {
    byte[] value = bound.getValue().orElse(null);
    if (value == null) {
      return open;
    }
    byte[] marked = new byte[value.length + 1];
    marked[0] = (byte) (bound.isInclusive() ? '[' : '(');
    System.arraycopy(value, 0, marked, 1, value.length);
    return marked;
  }
}
